"""Alerts: the notices that incidents leave behind, brought to people: configuration, words, transport, outbox."""
