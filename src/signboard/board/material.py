"""What a board is made of: one frozen value. It reads nothing and decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from signboard.agenda import Agenda
from signboard.reading import Reading
from signboard.record.notes import Note
from signboard.terms import Words


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the pages are made of.

    `readings` are kept by document, `words` by language and `texts` by the digests that seal them
    (what is missing was withheld, as the agenda knows), `lines` by the number of the entry that
    each is, as written. `checkpoint` is the signed note over them, `keys` are the verifier keys of
    all who signed such, the one in force last. `on` is the day that the board is made for.
    """

    agenda: Agenda
    readings: Mapping[str, Reading]
    words: Mapping[str, Words]
    texts: Mapping[str, str]
    lines: Sequence[bytes]
    checkpoint: Note
    keys: Sequence[str]
    on: date
    version: str
