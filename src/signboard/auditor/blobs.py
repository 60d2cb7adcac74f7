"""What lies beside a log: every seal in its entries has its blob, unless a later entry withheld
it; what was withheld is gone; and what no entry seals is named.

Of the seals only those are kept whose blobs are missing, until an entry says that they were
withheld: memory doesn't grow with the log.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Final

from signboard.auditor.entries import Bundle, Fact, holder, notable, seals
from signboard.auditor.sources import Source
from signboard.auditor.tiles import BLOBS, blob
from signboard.auditor.verdict import Difference, Verdict, Withheld

LIMIT: Final = 64_000_000
"""Bytes of the largest blob; a document that is read has 20 MB at most."""

_MOST: Final = 1_000_000
"""Missing blobs that may wait for an entry that withheld them."""
_HELD: Final = 200_000
_LATELY: Final = 16_000_000
_WITHHOLDING: Final = frozenset({"WordsWithheld", "DocumentWithheld"})


class Blobs:
    """The blobs of a log, checked bundle by bundle. `get` gives one that was just checked.

    What was withheld and still lies where it isn't `public` is noted: it was not erased yet.
    """

    def __init__(self, source: Source, verdict: Verdict, *, public: bool = True) -> None:
        self._source = source
        self._verdict = verdict
        self._public = public
        self._missing: dict[str, int] = {}
        self._gone: set[str] = set()
        self._documents: dict[str, tuple[str, ...]] = {}
        self._count = 0
        self._sum = 0
        self._bytes = 0
        self._lately: dict[str, bytes] = {}

    def check(self, bundle: Bundle) -> None:
        """Check all that a bundle's entries seal and withhold. Raises `Difference`."""
        self._lately.clear()
        self._bytes = 0
        facts = list(notable(bundle))
        for name in _sealed(bundle, facts):
            content = self._source.get(blob(name), LIMIT)
            if content is None:
                self._miss(bundle, name)
            elif sha256(content).hexdigest() != name:
                raise Difference(f"{blob(name)}: not what entry {_holder(bundle, name)} sealed")
            else:
                self._found(name, content)
        for number, fact in facts:
            if fact.kind == "DocumentFiled":
                self._documents[fact.document] = (fact.digest, fact.text)
            elif fact.kind in _WITHHOLDING:
                self._withhold(number, fact)

    def excuse(self, bundle: Bundle) -> None:
        """Take up what entries that are not published yet withheld: the bytes are removed before
        the entries are shown."""
        for _, fact in notable(bundle):
            if fact.kind in _WITHHOLDING:
                for digest in self._withheld_by(fact):
                    self._miss_no_more(digest.removeprefix("sha256:"))

    def get(self, name: str) -> bytes | None:
        """A blob by its digest (hex), or None where it was found missing. What is read once more
        is checked once more: a host may give one answer now and another later."""
        held = self._lately.get(name)
        if held is not None:
            return held
        content = self._source.get(blob(name), LIMIT)
        if content is None and name not in self._missing and name not in self._gone:
            raise Difference(f"{blob(name)}: missing, though it was there when it was checked")
        if content is not None and sha256(content).hexdigest() != name:
            raise Difference(f"{blob(name)}: not what it was when it was checked")
        return content

    def finish(self, bundles: Callable[[], Iterable[Bundle]]) -> None:
        """Raise `Difference` for the first blob that is missing and was not withheld, and note
        what nothing refers to. `bundles` gives the bundles once more, should they be needed."""
        for name, number in self._missing.items():
            raise Difference(f"{blob(name)}: missing, though entry {number} seals it")
        names = self._source.names(BLOBS)
        if names is None:
            self._verdict.unchecked.append(
                "whether files lie in the log that nothing refers to: an address can't be listed"
            )
            return
        count = total = 0
        for name in names:
            count += 1
            total += _number(name)
        if (count, total) != (self._count, self._sum):
            self._name_strays(count, bundles)

    def _miss(self, bundle: Bundle, name: str) -> None:
        self._missing.setdefault(name, _holder(bundle, name))
        if len(self._missing) > _MOST:
            first, number = next(iter(self._missing.items()))
            raise Difference(f"{blob(first)}: missing, though entry {number} seals it")

    def _miss_no_more(self, name: str) -> bool:
        """Note that what is missing was withheld; False where it isn't missing."""
        if self._missing.pop(name, None) is None:
            return False
        self._gone.add(name)
        return True

    def _found(self, name: str, content: bytes) -> None:
        self._count += 1
        self._sum += int(name, 16)
        self._verdict.count("blobs")
        if self._bytes + len(content) <= _LATELY:
            self._lately[name] = content
            self._bytes += len(content)

    def _withheld_by(self, fact: Fact) -> Iterable[str]:
        return fact.words or self._documents.get(fact.document, ())

    def _withhold(self, number: int, fact: Fact) -> None:
        count = 0
        for digest in dict.fromkeys(self._withheld_by(fact)):
            name = digest.removeprefix("sha256:")
            if self._miss_no_more(name):
                count += 1
            elif self._source.get(blob(_name(number, name)), LIMIT) is not None:
                said = f"{blob(name)}: still there, though entry {number} withheld it"
                if self._public:
                    raise Difference(said)
                self._verdict.unchecked.append(said)
        self._verdict.withheld.append(Withheld(number, fact.ground[:40], count))

    def _name_strays(self, count: int, bundles: Callable[[], Iterable[Bundle]]) -> None:
        """Name what no entry refers to. It is read in as many turns as keep memory small."""
        turns = count // _HELD + 1
        strays: list[str] = []
        number = 0
        for turn in range(turns):
            there = {
                name for name in self._source.names(BLOBS) or () if _number(name) % turns == turn
            }
            for bundle in bundles():
                there.difference_update(_sealed(bundle, list(notable(bundle))))
            number += len(there)
            strays = sorted([*strays, *there])[:1]
        if strays:
            more = f" and {number - 1:,} more" if number > 1 else ""
            self._verdict.unchecked.append(
                f"{blob(strays[0][:80])}{more}: lies there, though no published entry refers to it"
            )


def _sealed(bundle: Bundle, facts: list[tuple[int, Fact]]) -> list[str]:
    """What a bundle's entries seal: not the digests by which they withhold what others sealed."""
    found = dict.fromkeys(seals(bundle))
    for number, fact in facts:
        for digest in fact.words if fact.kind == "WordsWithheld" else ():
            name = digest.removeprefix("sha256:")
            before = bundle._replace(entries=bundle.entries[: number - bundle.first])
            if not any(name.encode() in entry for entry in before.entries):
                found.pop(name, None)
    return list(found)


def _holder(bundle: Bundle, name: str) -> int:
    return holder(bundle, name.encode())


def _name(number: int, name: str) -> str:
    if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
        raise Difference(f"entry {number}: withholds something that is no digest")
    return name


def _number(name: str) -> int:
    """A blob's digest as a number; -1 for what is no name of a blob."""
    return int(name, 16) if len(name) == 64 and set(name) <= set("0123456789abcdef") else -1
