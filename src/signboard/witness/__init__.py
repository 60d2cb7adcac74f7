"""A witness (C2SP tlog-witness): it cosigns a log's checkpoint when that follows from the one it
cosigned last, and never otherwise.

It vouches for one thing: that a log which it was told to trust has only grown. It doesn't read
what the log holds.
"""
