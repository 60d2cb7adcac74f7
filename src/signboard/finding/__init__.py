"""A reading becomes candidates: passages that may state a commitment, each with its slots.

It proposes and never decides: no standing, no fact enters a record from here, and every quote is
copied from the reading by its offsets.
"""

from signboard.finding.facts import announced, attachments, published, publisher
from signboard.finding.findings import (
    Attachment,
    Candidate,
    Document,
    Due,
    Findings,
    Listing,
    Named,
    Slots,
)
from signboard.finding.gather import gather
from signboard.reading import Reading

__all__ = [
    "Attachment",
    "Candidate",
    "Document",
    "Due",
    "Findings",
    "Listing",
    "Named",
    "Slots",
    "find",
]


def find(reading: Reading) -> Findings:
    """The candidates in a reading, and what the document says of itself.

    Offsets count code points of `reading.text`. A text without commitments gives no candidates.
    Never raises for a `Reading` that `signboard.reading.read` made.
    """
    day = published(reading)
    told = announced(reading, day)
    candidates, lists = gather(reading, day or told)
    document = Document(
        title=reading.title.text if reading.title else "",
        language=reading.language,
        media_type=reading.media_type,
        publisher=publisher(reading),
        published=str(day) if day else None,
        announced=str(told) if told else None,
        attachments=tuple(attachments(reading)),
        lists=tuple(lists),
    )
    return Findings(document, tuple(candidates))
