"""Planted defects: a library of what can be wrong with a delivery, and the checks that must see each."""
