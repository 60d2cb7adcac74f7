"""Filing a document with what a person accepted in it, and entering drafts from a file."""

import re
import secrets
import stat
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from signboard import finding, reading
from signboard.agenda.filing import Filing, commitments, promising, translations
from signboard.clerk.sitting import Sitting, sitting
from signboard.clerk.undoing import Withdrawn, withdrawn
from signboard.exchange.drafts import LARGEST, drafts, to_fact
from signboard.finding import Findings
from signboard.record.entries import (
    CommitmentMade,
    DocumentWithheld,
    Fact,
    ListAnnounced,
    WordsWithheld,
)
from signboard.record.sealing import SALT_BYTES, Sealer, unseal_text
from signboard.store import Head
from signboard.terms import Identifier, Refusal, Url


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that was read but not yet filed: its bytes, its text, and what was found in it.

    `promising` are the candidates that may be accepted, as indexes into the findings.
    """

    content: bytes
    text: str
    findings: Findings
    promising: tuple[int, ...]
    identifier: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What filing entered: how much of what, the keys of the commitments, the record's head."""

    document: str
    entered: Mapping[str, int]
    keys: tuple[str, ...]
    head: Head


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered from a file: how many entries, the record's head, and what was withdrawn."""

    count: int
    head: Head
    withdrawn: tuple[Withdrawn, ...]


def content_of(path: Path, limit: int) -> bytes:
    """A file's bytes, of which there may be `limit`. Raises `Refusal`, naming the file."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Refusal(f"{path} is a folder; name a file")
        if not stat.S_ISREG(found.st_mode):
            raise Refusal(f"{path} is no ordinary file; name one")
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise Refusal(f"no file {path}; check its name") from None
    except OSError as error:
        raise Refusal(f"{path} can't be read ({error.strerror}); check it") from None
    if len(content) > limit:
        size = f"{max(found.st_size, len(content)):,}"
        raise Refusal(f"{path} has {size} bytes; {limit:,} at most are read: split it")
    return content


def propose(path: Path, identifier: str | None = None) -> Proposal:
    """Read a document and find its commitments; nothing is filed yet."""
    content = content_of(path, reading.LIMIT)
    read = reading.read(content, path.name)
    found = finding.find(read)
    name = identifier or re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    _check(Identifier, name, "write lower-case letters and digits, joined by - or .", "--as")
    return Proposal(content, read.text, found, tuple(promising(found)), name)


def _check(kind: Any, text: str, instead: str, option: str) -> None:
    try:
        msgspec.convert(text, kind)
    except msgspec.ValidationError:
        raise Refusal(f'{option}: "{text}" can\'t stand in the record; {instead}') from None


def pairs(folder: Path, proposal: Proposal, original: str) -> list[tuple[str, str]]:
    """How a translation pairs with a filed document: words here, by the words that they render.

    Raises `Refusal` where they do not pair, place by place.
    """
    with sitting(folder) as clerk:
        filing = _filing(proposal, None)
        rendered = translations(filing, clerk.agenda, original, _found(clerk, original))
        return [
            (_words(clerk, one.subject), unseal_text(filing.sealer.blobs[one.quote.words]))
            for one in rendered
        ]


def check(folder: Path, proposal: Proposal, source: str | None) -> None:
    """Raise `Refusal` where the document can't be filed, whatever may be accepted in it: to be
    asked before a person is asked anything."""
    _check_alone(proposal, source)
    with sitting(folder) as clerk:
        filing = _filing(proposal, source)
        clerk.check(filing.filed(), filing.sealer.blobs)


def _check_alone(proposal: Proposal, source: str | None) -> None:
    """What can be refused without the record; admission refuses the rest."""
    if not proposal.promising:
        raise Refusal(
            f'no commitments were found in "{proposal.identifier}", so nothing was filed; '
            "signboard read shows what was read"
        )
    if source is not None:
        _check(Url, source, "write an address that begins with https:// or http://", "--source")


def file(
    folder: Path,
    proposal: Proposal,
    accepted: Collection[int],
    *,
    source: str | None = None,
    translation_of: str | None = None,
) -> Receipt:
    """File a document and make commitments of what was accepted in it.

    With `translation_of`, the quotes are entered as the words of that document's commitments.
    """
    _check_alone(proposal, source)
    filing = _filing(proposal, source)
    with sitting(folder) as clerk:
        facts: list[Fact] = [filing.filed()]
        if translation_of is None:
            facts += commitments(filing, accepted)
        else:
            found = _found(clerk, translation_of)
            facts += translations(filing, clerk.agenda, translation_of, found)
        head = clerk.enter([("", fact) for fact in facts], filing.sealer.blobs)
    keys = tuple(fact.commitment for fact in facts if isinstance(fact, CommitmentMade))
    return Receipt(proposal.identifier, Counter(_said(fact) for fact in facts[1:]), keys, head)


def _filing(proposal: Proposal, source: str | None) -> Filing:
    return Filing(
        proposal.findings,
        proposal.identifier,
        proposal.content,
        proposal.text,
        _sealer(),
        source,
    )


def _sealer() -> Sealer:
    return Sealer(lambda: secrets.token_bytes(SALT_BYTES))


def _found(clerk: Sitting, document: str) -> Findings:
    return finding.find(clerk.reading(document))


def _words(clerk: Sitting, subject: str) -> str:
    found = clerk.agenda.quotable(subject)
    assert found is not None
    return clerk.text(next(iter(found.wordings.values())).quote.words) or "(withheld)"


def _said(fact: Fact) -> str:
    if isinstance(fact, CommitmentMade):
        return "commitment" if fact.parent is None else "part"
    return "list" if isinstance(fact, ListAnnounced) else "translation"


def enter_drafts(folder: Path, path: Path) -> Entered:
    """Enter the entries of a YAML or JSON Lines file, all of them or none."""
    sealer = _sealer()
    facts: list[tuple[str, Fact]] = []
    for draft in drafts(content_of(path, LARGEST), path.name):
        if draft.kind in {WordsWithheld, DocumentWithheld}:
            raise Refusal(
                f"{draft.where}: what is withheld is also erased; use: signboard withhold"
            )
        facts.append((draft.where, to_fact(draft, sealer)))
    with sitting(folder) as clerk:
        first = clerk.agenda.size
        head = clerk.enter(facts, sealer.blobs)
        struck = withdrawn([fact for _, fact in facts], first, clerk.fact)
        return Entered(len(facts), head, struck)
