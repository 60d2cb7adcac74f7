"""Where bytes rest: the record and what lies beside it, and the published site.

`opened`, `create` and `bare` choose between SQLite in the board's folder and a PostgreSQL database
that the settings name. What they give is read here; `appending` alone writes to the record, and
only the clerk may import it.
"""

from signboard.store.choosing import bare, create, opened
from signboard.store.records import Head, Kept, Row, Store
from signboard.store.tables import Tables, Unanswered

__all__ = ["Head", "Kept", "Row", "Store", "Tables", "Unanswered", "bare", "create", "opened"]
