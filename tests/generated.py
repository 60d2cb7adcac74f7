"""Entries of every kind, generated: any values that the kinds' types allow."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from signboard.record import entries as kinds
from signboard.record.entries import KINDS, Entry, Fact
from signboard.record.notes import VerifierKey, encoded
from signboard.record.pieces import Quoted
from signboard.terms import Interval, Measure, Money, Point

identifiers = st.from_regex(
    r"[a-z0-9]{1,8}(-[a-z0-9]{1,4}){0,2}(\.[0-9]{1,2}){0,1}", fullmatch=True
)
digests = st.binary(min_size=32, max_size=32).map(lambda hashed: f"sha256:{hashed.hex()}")
decimals = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12
).map(lambda number: f"{number:.2f}".removeprefix("-" if number == 0 else "\0"))
hosts = st.from_regex(r"[a-z]{1,10}(\.[a-z0-9]{1,8}){1,2}", fullmatch=True)
quotes = st.builds(
    lambda start, length, words: Quoted(start, start + length, words),
    st.integers(0, 10**7),
    st.integers(1, 10**4),
    digests,
)
intervals = st.tuples(st.dates(), st.dates()).map(lambda ends: Interval(min(ends), max(ends)))
points = st.builds(
    Point,
    st.integers(-90, 90).map(str),
    st.integers(-180, 180).map(str),
    st.integers(0, 50).map(str),
)
times = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001 - zoned next
    lambda time: time.replace(microsecond=0, tzinfo=UTC)
)

keys = st.binary(min_size=32, max_size=32).map(
    lambda public: str(VerifierKey("board.example", public))
)
signatures = st.binary(min_size=64, max_size=64).map(encoded)

_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "title": digests,
    "statement": digests,
    "remark": st.none() | digests,
    "reason": digests,
    "language": st.sampled_from(["ko", "en"]),
    "publisher": digests,
    "published": st.none() | intervals,
    "announced": st.none() | intervals,
    "digest": digests,
    "text": digests,
    "media_type": st.sampled_from(["text/plain", "text/markdown", "text/html"]),
    "source": st.none() | digests,
    "attachments": st.lists(
        st.builds(kinds.Attachment, digests, st.none() | digests), max_size=3
    ).map(tuple),
    "quote": quotes,
    "heading": quotes,
    "ordinal": st.none() | st.integers(1, 999),
    "parent": st.none() | identifiers,
    "due": intervals,
    "period": st.none() | intervals,
    "items": st.lists(st.builds(kinds.ListItem, identifiers, quotes), min_size=1, max_size=3).map(
        tuple
    ),
    "holder": digests,
    "partner": digests,
    "place": digests,
    "point": st.none() | points,
    "on": intervals,
    "url": digests,
    "host": hosts,
    "voice": st.sampled_from(["holder", "interested", "independent"]),
    "bears": st.lists(
        st.builds(
            kinds.Bearing,
            identifiers,
            st.sampled_from(["starts", "advances", "completes", "sets_back", "ends", "context"]),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    "inferred": st.booleans(),
    "money": st.none() | st.builds(Money, decimals, st.just("KRW")),
    "measure": st.none() | st.builds(Measure, decimals, digests),
    "contradicts": st.lists(identifiers, max_size=2).map(tuple),
    "entry": st.integers(0, 10**9),
    "words": st.lists(digests, min_size=1, max_size=3, unique=True).map(tuple),
    "ground": st.sampled_from(["personal_data", "court_order", "copyright", "security"]),
    "before": keys,
    "after": keys,
    "by_before": signatures,
    "by_after": signatures,
}


def facts(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    """Any fact of one kind that its types allow."""
    fields = {name: _BY_NAME.get(name, identifiers) for name in kind.__struct_fields__}
    return st.builds(kind, **fields)


def entries(kind: type[Fact] | None = None) -> st.SearchStrategy[Entry]:
    """Any entry that its types allow, of one kind or of all."""
    chosen = [kind] if kind else list(KINDS.values())
    return st.builds(Entry, times, identifiers, st.one_of([facts(one) for one in chosen]))


def days() -> st.SearchStrategy[date]:
    """Days within some decades."""
    return st.dates(date(2015, 1, 1), date(2026, 11, 24))
