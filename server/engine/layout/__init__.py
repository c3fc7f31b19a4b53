"""Gives everything in a diagram a place on paper; ``laying.lay_out`` is the door."""
