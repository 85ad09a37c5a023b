"""An independent second implementation of the specification, for comparison with the warehouse.

Nothing here imports warehouse code, and no warehouse code imports anything from here.
"""
