"""Where bytes rest: the record and what lies beside it in SQLite, and the published site.

Opening and reading are `database`'s; `appending` alone writes to the record, and only the clerk
may import it.
"""
