"""Records for the tests of faults: laid without a document, so that they depend on little."""

import json
import os
from collections.abc import Callable
from pathlib import Path

from signboard import clerk
from signboard.exchange.drafts import drafts, to_fact
from signboard.record.entries import Fact
from signboard.record.sealing import Sealer

NAMED = {"kind": "BoardNamed", "title": {"en": "Promises"}, "publisher": {"en": "A city"}}
TEXT = "Open a library in every district."


def lay(folder: Path, database: str | None = None) -> Path:
    """Lay a record with a filed document, a commitment and five facts about it."""
    document = folder.with_suffix(".md")
    document.write_text(f"# A plan for the city\n\n2026-01-05\n\n1. {TEXT}\n", encoding="utf-8")
    clerk.init(folder, database)
    proposal = clerk.propose(document, "plan")
    clerk.file(folder, proposal, set(proposal.promising))
    enter(folder, [NAMED, *(found(number) for number in range(5))])
    return folder


def found(number: int) -> dict[str, object]:
    """A draft: somebody looked for evidence on a day and did not find it."""
    return {
        "kind": "EvidenceSought",
        "subject": "plan-01",
        "on": "2026-01-06",
        "statement": {"en": f"Search {number} found nothing."},
    }


def write(path: Path, drafts: list[dict[str, object]]) -> Path:
    """Write drafts as JSON Lines."""
    path.write_text("".join(json.dumps(draft) + "\n" for draft in drafts), encoding="utf-8")
    return path


def enter(folder: Path, drafts: list[dict[str, object]]) -> None:
    """Enter drafts as `signboard enter` does."""
    clerk.enter_drafts(folder, write(folder.with_suffix(".jsonl"), drafts))


def fact(number: int, drawn: Callable[[int], bytes] = os.urandom) -> tuple[Fact, dict[str, bytes]]:
    """The fact that such a draft states, and what has to lie beside the record. Its salt is drawn
    as `drawn` does."""
    sealer = Sealer(lambda: drawn(16))
    draft = drafts(json.dumps(found(number)).encode(), "facts.jsonl")[0]
    return to_fact(draft, sealer), sealer.blobs
