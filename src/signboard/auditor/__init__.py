"""A full audit of a board, of its published site, or of the site at an address.

The auditor only reads. It works everything out again from the entries' bytes, by code of its own:
of these modules only `replay` and `pages`, which rebuild the pages, and `stored`, which reads a
board's store, share anything with what wrote the log.
"""

from signboard.auditor.auditing import Asked, verify
from signboard.auditor.single import Proved, check_proof
from signboard.auditor.verdict import Cosigned, Verdict, Withheld

__all__ = ["Asked", "Cosigned", "Proved", "Verdict", "Withheld", "check_proof", "verify"]
