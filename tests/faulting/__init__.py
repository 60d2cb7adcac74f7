"""Faults, as a table that runs: operations that are killed, cut off, refused room and robbed of
their power at each call that changes something, and what must hold after each.

`operations` are the rows, `wrongs` what goes wrong with a call, `disk` what a power cut leaves,
`trials` one fault and its audit. Run whole by `make faults`, in part by tests/faults.
"""
