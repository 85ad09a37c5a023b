"""`wpl explain`: how a figure came about, from its cell back to the delivered rows."""
