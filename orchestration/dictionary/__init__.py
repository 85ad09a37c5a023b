"""The data dictionary: every dataset, table, column and code in words, from what already says so."""
