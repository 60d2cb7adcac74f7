"""Whole sites: copied, served, and with one byte, one page or one file not as it should be."""

import json
import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import signboard
from laying import Site, entry, packed
from records import enter, found, lay
from running import Served, run
from signboard import clerk
from signboard.auditor import Verdict, replay
from signboard.clerk.loading import opened
from signboard.record.encoding import decode
from signboard.record.entries import KINDS, Entry, EvidenceSought, WordsWithheld
from signboard.record.sealing import Sealer
from signboard.store.sqlite import FILE
from signboard.terms import Refusal
from verifying import verify

ROUNDS = 150


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay(tmp_path_factory.mktemp("board") / "board")
    clerk.publish(folder, date(2026, 11, 25))
    return folder


@pytest.fixture
def site(board: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(board / "site", tmp_path / "site"))


def test_a_board_is_verified_with_its_store(board: Path) -> None:
    verdict = verify(board)

    assert verdict.difference is None
    assert (verdict.size, verdict.stored, verdict.unchecked, verdict.partial) == (8, 8, [], False)
    assert verdict.counted["pages"] > 40


def test_a_copy_of_a_site_is_verified(site: Path) -> None:
    verdict = verify(site)

    assert (verdict.difference, verdict.stored, verdict.unchecked) == (None, None, [])


def test_a_log_that_was_right_is_remembered_though_a_page_differs(
    board: Path, tmp_path: Path
) -> None:
    """Else a host could show a wrong page with each log that it wants forgotten."""
    copy, state = Path(shutil.copytree(board, tmp_path / "board", symlinks=True)), tmp_path / "seen"
    older = Path(shutil.copytree(copy / "site", tmp_path / "older"))
    enter(copy, [found(5)])
    newer = clerk.publish(copy, date(2026, 11, 25)).path
    (newer / "en/index.html").write_text("something else", encoding="utf-8")
    assert (verify(newer, state=state).difference or "").startswith("page en/index.html")

    assert "the log was set back" in (verify(older, state=state).difference or "")


def test_a_store_that_is_ahead_of_its_site_is_verified(board: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(board, tmp_path / "board", symlinks=True))
    more = tmp_path / "more.yaml"
    more.write_text(
        "- kind: BoardNamed\n  title: {en: Promises}\n  publisher: {en: A town}\n", encoding="utf-8"
    )
    clerk.enter_drafts(copy, more)

    verdict = verify(copy)

    assert (verdict.difference, verdict.size, verdict.stored) == (None, 8, 9)


def _withhold(folder: Path, entry: int, words: str) -> None:
    """Enter that words are withheld, and erase them: in the store and among the log's files."""
    sealer = Sealer(lambda: b"salt" * 4)
    reason = sealer.words({"en": "A resident asked."})
    fact = WordsWithheld(entry=entry, words=(words,), ground="personal_data", reason=reason)
    with clerk.sitting(folder) as sitting:
        sitting.enter([("", fact)], sealer.blobs)
    with closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("DELETE FROM blob WHERE digest = ?", (words,))
        database.commit()
    (folder / "log/blob" / words.replace(":", "/")).unlink()


def test_what_was_withheld_is_verified_before_and_after_it_is_published(
    board: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(board, tmp_path / "board", symlinks=True))
    with opened(copy) as store:
        fact = decode(list(store.rows())[7].line).fact
    assert isinstance(fact, EvidenceSought)
    _withhold(copy, 7, fact.statement)

    verdict = verify(copy)

    assert (verdict.difference, verdict.stored, verdict.partial) == (None, 9, True)
    assert "withheld since" in verdict.unchecked[0]
    clerk.publish(copy, date(2026, 11, 25))
    verdict = verify(copy)
    assert (verdict.difference, verdict.partial, verdict.unchecked) == (None, False, [])
    assert [(one.entry, one.ground, one.blobs) for one in verdict.withheld] == [
        (8, "personal_data", 1)
    ]


def test_the_example_is_verified_where_it_is_served(served: Served, tmp_path: Path) -> None:
    done = run("signboard", "verify", served.address, "--state", tmp_path, "--json")

    verdict = json.loads(done.stdout)
    assert verdict["difference"] is None
    assert verdict["counted"]["pages"] > 90
    assert len(verdict["unchecked"]) == 3


def _edited(path: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def edit(site: Path) -> None:
        content = (site / path).read_bytes()
        assert old in content
        (site / path).write_bytes(content.replace(old, new, 1))

    return edit


PAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a word": (_edited("en/index.html", b"library", b"museums"), "page en/index.html: not what"),
    "a missing page": (
        lambda site: (site / "en/index.html").unlink(),
        "page en/index.html: missing",
    ),
    "a page more": (
        lambda site: (site / "en/aaa.html").write_text("Vote for us."),
        "page en/aaa.html: no page",
    ),
    "a compressed form": (
        lambda site: shutil.copy(site / "ko/index.html.br", site / "en/index.html.br"),
        "page en/index.html.br: not the page",
    ),
    "a link to a folder": (
        lambda site: (site / "en/link").symlink_to("/"),
        "page en/link: no page",
    ),
    "a name that is no text": (
        lambda site: Path(os.fsdecode(bytes(site / "en") + b"/\xff.html")).write_bytes(b""),
        "page en/?.html: no page",
    ),
    "the day": (_edited("edition.json", b"2026-11-25", b"2026-11-26"), "page "),
    "no day": (_edited("edition.json", b"2026", b"2O26"), "edition.json: not the day"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_first_page_that_differs_is_named(site: Path, name: str) -> None:
    damage, said = PAGES[name]
    damage(site)

    assert (verify(site).difference or "").startswith(said)


def test_pages_of_another_version_are_not_compared_and_the_verdict_says_so(site: Path) -> None:
    _edited("edition.json", b'"version":"', b'"version":"9')(site)

    verdict = verify(site)

    assert (verdict.difference, verdict.partial) == (None, True)
    assert verdict.unchecked[0].startswith("the pages: version 9")
    done = run("signboard", "verify", site, "--state", site.with_name("x"), check=False)
    assert done.returncode == 4
    alone = verify(site, log_only=True)
    assert (alone.partial, alone.unchecked) == (
        False,
        ["what the entries mean, and the pages: the log only"],
    )


OTHER = b'{"on":"2026-11-25","version":"9.0.0"}'
OWN = OTHER.replace(b"9.0.0", signboard.__version__.encode())
NAMED = {"kind": "BoardNamed", "title": f"sha256:{64 * 'a'}", "publisher": f"sha256:{64 * 'b'}"}


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (entry(0), "entry 1 is of a kind, Said, that this version doesn't know"),
        (
            packed({**NAMED, "motto": "true"}),
            "entry 1 has a field, as BoardNamed, that this version doesn't know",
        ),
    ],
)
def test_an_entry_that_only_another_version_knows_ends_the_replay_and_no_more(
    tmp_path: Path, later: bytes, said: str
) -> None:
    site = Site(tmp_path / "site")
    title, publisher = (
        f"sha256:{site.seal(b's' * 16 + one)}" for one in (b'{"en":"Promises"}', b'{"en":"A town"}')
    )
    named = packed({**NAMED, "title": title, "publisher": publisher})
    later = later.replace(b"a" * 64, title[7:].encode()).replace(b"b" * 64, publisher[7:].encode())
    site.entries = [named, later, entry(2)]
    site.publish()
    site.write("edition.json", OTHER)

    verdict = verify(site.folder)

    assert (verdict.difference, verdict.partial) == (None, True)
    assert f"{said}; verify with version 9.0.0" in verdict.unchecked
    assert verdict.counted["proofs"] == 3
    done = run("signboard", "verify", site.folder, "--state", tmp_path / "seen", check=False)
    assert done.returncode == 4
    site.write("edition.json", OWN)
    assert (verify(site.folder).difference or "").startswith("entry 1 can't stand: not an entry")


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        (packed({"kind": "Said", "of": 0.5}), "entry 1 can't stand: it holds what no entry holds"),
        (packed({"kind": "Said", "of": None}), "entry 1 can't stand: it holds what no entry"),
        (packed({"kind": "Said", "of": [2**53]}), "entry 1 can't stand: it holds what no entry"),
        (packed({"of": 0}), "entry 1 can't stand: it holds what no entry"),
        (entry(0).replace(b":", b": ", 1), "entry 1 can't stand: it is not in its canonical form"),
        (entry(0).replace(b"T09", b" 09"), "entry 1 can't stand: its time is none"),
        (entry(0).replace(b"T09", b"T99"), "entry 1 can't stand: it is no entry"),
        (entry(0).replace(b"T09", b"T08"), "entry 1 says that it is older than the one before"),
        (entry(0).replace(b'"by"', b'"bye"'), "entry 1 can't stand: it is no entry"),
        (b"[]", "entry 1 can't stand: it is no entry"),
    ],
)
def test_an_entry_after_one_that_only_another_version_knows_is_of_an_entrys_form(
    tmp_path: Path, odd: bytes, said: str
) -> None:
    site = Site(tmp_path / "site")
    site.entries = [entry(0), odd]
    site.publish()
    site.write("edition.json", OTHER)

    assert (verify(site.folder).difference or "").startswith(said)


def test_a_known_kind_that_lacks_a_field_can_not_stand_whoever_made_it(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    site.entries = [packed({"kind": "BoardNamed"})]
    site.publish()
    site.write("edition.json", OTHER)

    assert (verify(site.folder).difference or "").startswith("entry 0 can't stand: not an entry")


def test_a_store_is_audited_though_only_another_version_knows_its_entries(
    board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(board, tmp_path / "board", symlinks=True))
    enter(copy, [found(5)])
    kept = {name: kind for name, kind in KINDS.items() if name != "EvidenceSought"}

    def decoded(line: bytes) -> Entry:
        if b"EvidenceSought" in line:
            raise Refusal("not an entry: Invalid value 'EvidenceSought' - at `$.fact.kind`")
        return decode(line)

    monkeypatch.setattr(replay, "decode", decoded)
    monkeypatch.setattr(replay, "KINDS", kept)
    (copy / "site/edition.json").write_bytes(OTHER)

    verdict = verify(copy)

    assert (verdict.difference, verdict.partial, verdict.stored) == (None, True, 9)
    (said,) = [one for one in verdict.unchecked if "entry" in one]
    assert said.startswith("entry 3 is of a kind, EvidenceSought, that this version doesn't know")


def _flip(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :]


def _cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content))]


def _lengthen(content: bytes, dice: random.Random) -> bytes:
    return content + dice.randbytes(1 + dice.randrange(40))


def _noticed(verdict: Verdict) -> bool:
    return verdict.difference is not None or bool(verdict.unchecked)


def test_nothing_that_is_changed_at_random_goes_unnoticed(site: Path) -> None:
    dice = random.Random(3)
    files = sorted(one for one in site.rglob("*") if one.is_file() and one.stat().st_size)
    log = [one for one in files if one.relative_to(site).parts[0] in {"tile", "proof", "blob"}]
    log += [site / "checkpoint", site / "keys", *(site / "checkpoints").iterdir()]
    unnoticed: Counter[str] = Counter()
    for nth in range(ROUNDS):
        file = dice.choice(log if nth % 3 else files)
        change = dice.choice([_flip, _flip, _cut, _lengthen, None])
        before = file.read_bytes()
        if change is None:
            file.unlink()
        else:
            file.write_bytes(change(before, dice))
        shutil.rmtree(site.with_name("site.state"), ignore_errors=True)
        try:
            if not _noticed(verify(site)):
                unnoticed[f"{file.suffix} {change.__name__ if change else 'removed'}"] += 1
        except Refusal as refusal:  # nothing there to audit
            assert "no board and no site" in str(refusal)  # noqa: PT017
        file.write_bytes(before)
    assert verify(site).difference is None
    # a page needs no compressed form, and a gzip header has bytes that say nothing of its content
    assert {one for one in unnoticed if not one.startswith((".br removed", ".gz"))} == set()


def test_the_proof_of_an_entry_is_checked_alone(site: Path, tmp_path: Path) -> None:
    key = (site / "keys").read_text().strip()
    entries = (site / "tile/entries/000.p/8").read_bytes()
    (tmp_path / "entry").write_bytes(entries[2 : 2 + int.from_bytes(entries[:2], "big")] + b"\n")
    proof = site / "proof/000.tlog-proof"
    command = ["signboard", "check-proof", proof, "--entry", tmp_path / "entry", "--key", key]

    assert "this is entry 0 of localhost/board" in run(*command).stdout

    command[2] = site / "proof/001.tlog-proof"
    done = run(*command, check=False)
    assert (done.returncode, "these bytes are not entry 1" in done.stderr) == (3, True)
    command[-1] = "board.example+00000000+AAAA"
    assert run(*command, check=False).returncode == 1
