"""Agendas that were generated through their own door: wishes, of which what is admitted is kept."""

from hypothesis import strategies as st

from generated import facts
from making import TODAY, document, entry
from signboard.agenda import Agenda, admit, apply
from signboard.record.entries import KINDS, Entry, Fact
from signboard.terms import Refusal

NAMES = ["a", "a.1", "a.2", "b", "l", "l.1"]


def wish(draw: st.DrawFn) -> Fact:
    """Any fact of any kind, its identifiers mostly among a few, so that many are admitted."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    fact = draw(facts(KINDS[kind]))
    few = st.sampled_from(NAMES)
    named = {
        name: draw(few)
        for name in ("document", "commitment", "subject", "evidence", "list")
        if hasattr(fact, name)
    }
    if hasattr(fact, "parent"):
        named["parent"] = draw(st.none() | few)
    if hasattr(fact, "entry"):
        named["entry"] = draw(st.integers(0, 12))
    if kind == "EvidenceCited":
        bearing = draw(st.sampled_from(fact.bears))  # type: ignore[union-attr]
        named["bears"] = (type(bearing)(draw(few), bearing.how),)
        named["contradicts"] = draw(st.lists(few, max_size=1).map(tuple))
    return type(fact)(**{name: getattr(fact, name) for name in fact.__struct_fields__} | named)


def grow(draw: st.DrawFn, known: Agenda, most: int) -> list[Entry]:
    """Add what is admitted of so many wishes to an agenda; return it as entries."""
    entries = []
    for _ in range(draw(st.integers(0, most))):
        made = entry(wish(draw))
        try:
            admit(known, made.fact, TODAY)
        except Refusal:
            continue
        apply(known, made)
        entries.append(made)
    return entries


@st.composite
def admitted(draw: st.DrawFn, most: int = 40) -> list[Entry]:
    """Entries that were admitted one after the other, among wishes that were not."""
    begun = [entry(document("a")), entry(document("b", "ko", "2"))]
    known = Agenda()
    for one in begun:
        apply(known, one)
    return begun + grow(draw, known, most)
