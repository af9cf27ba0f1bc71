"""Photograph-like scenes of work, each a function of a size and a seed."""
