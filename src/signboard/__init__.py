"""Signboard: the board on which a government's commitments hang, in its own words."""

__version__ = "0.1.0"
