"""Logs that are right, of many sizes, and what an audit says of those that are not.

They are laid by a writer of the tests' own, which shares nothing with the product.
"""

import shutil
import tracemalloc
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from laying import LOG, ORIGIN, WITNESS, Signer, Site, entry, laid, packed
from merkle import Tree, grouped, leaf, proof_file
from signboard.auditor import Verdict, check_proof
from signboard.auditor.hashing import Rows, leaves
from signboard.auditor.hashing import root as hashing_root
from signboard.auditor.notes import checkpoint, log_key
from signboard.auditor.sources import Folder
from signboard.auditor.verdict import Difference
from signboard.terms import Refusal
from verifying import verify

Damage = Callable[[Site], object]


def audited(folder: Path, **asked: object) -> Verdict:
    return verify(folder, log_only=True, **asked)


def differs(folder: Path, **asked: object) -> str:
    verdict = audited(folder, **asked)
    assert verdict.difference is not None
    return verdict.difference


@pytest.mark.parametrize(
    "sizes", [(0,), (1,), (1, 2, 3), (255, 256, 257), (256,), (512,), (300, 700)]
)
def test_a_log_that_is_right_is_verified(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    site = laid(tmp_path / "site", *sizes)

    verdict = audited(site.folder)

    assert verdict.difference is None, verdict
    assert (verdict.size, verdict.unchecked[1:]) == (sizes[-1], [])
    assert verdict.counted.get("entries", 0) == verdict.counted.get("proofs", 0) == sizes[-1]
    assert verdict.counted.get("checkpoints", 0) == len(sizes)
    files = [one for one in (site.folder / "tile").rglob("*") if one.is_file()]
    assert verdict.counted.get("tiles", 0) + verdict.counted.get("bundles", 0) >= len(files)


def test_a_tree_of_three_levels_has_the_root_of_the_specification() -> None:
    entries = [b"%d" % number for number in range(65_536 + 300)]
    tree = Tree(map(leaf, entries))
    rows, full = Rows(), []
    for first in range(0, len(entries) - 44, 256):
        full += rows.grow(leaves(entries[first : first + 256]))
    assert hashing_root(rows.at(leaves(entries[-44:]))) == tree.root(0, len(entries))
    assert [(level, number) for level, number, _ in full[254:258]] == [
        (0, 254),
        (0, 255),
        (1, 0),
        (0, 256),
    ]
    assert full[256][2][:32] == tree.root(0, 256)


@pytest.mark.parametrize("sizes", [(0,), (0, 9), (0, 300)])
def test_the_checkpoint_of_no_entries_is_checked_too(
    tmp_path: Path, sizes: tuple[int, ...]
) -> None:
    site = laid(tmp_path / "site", *sizes)
    assert audited(site.folder).counted["checkpoints"] == len(sizes)
    site.write("checkpoints/0", b"signed by nobody\n")
    assert differs(site.folder).startswith("checkpoints/0: ")


def test_a_kept_checkpoint_of_no_entries_has_the_root_of_none(tmp_path: Path) -> None:
    site, kept = laid(tmp_path / "site", 9), tmp_path / "kept"
    text = f"{ORIGIN}\n0\n{b64encode(leaf(b'')).decode()}\n"
    kept.write_bytes(f"{text}\n{LOG.line(text)}".encode())
    assert "that was kept" in differs(site.folder, older=kept)


def _changed(name: str, at: int = -1) -> Damage:
    def damage(site: Site) -> None:
        content = bytearray(site.read(name))
        content[at] ^= 1
        site.write(name, bytes(content))

    return damage


def _removed(name: str) -> Damage:
    return lambda site: (site.folder / name).unlink()


def _in_entry(site: Site) -> None:
    content = site.read("tile/entries/000")
    site.write("tile/entries/000", content.replace(b'"of":17,', b'"of":18,'))


def _dropped(site: Site) -> None:
    content = site.read("tile/entries/000")
    one = site.entries[17]
    site.write("tile/entries/000", content.replace(len(one).to_bytes(2, "big") + one, b""))


def _swapped(site: Site) -> None:
    some = site.entries[:256]
    some[17], some[18] = some[18], some[17]
    site.write("tile/entries/000", b"".join(len(one).to_bytes(2, "big") + one for one in some))


def _rewritten(site: Site) -> None:
    """Everything is laid anew over an entry that was changed, but for what only the key can."""
    notes = {path: path.read_bytes() for path in (site.folder / "checkpoints").iterdir()}
    newest = site.read("checkpoint")
    site.entries[17] = entry(99)
    site.proved = 0
    site.publish()
    for path, note in notes.items():
        path.write_bytes(note)
    site.write("checkpoint", newest)


def _signed_by_another(site: Site) -> None:
    site.signers = {0: Signer(seed=2)}
    site.proved = 0
    site.publish()
    site.write("keys", f"{LOG.verifier}\n".encode())


def _proof_of_another(site: Site) -> None:
    site.write("proof/017.tlog-proof", site.read("proof/018.tlog-proof"))


def _proved_under(size: int, *numbers: int) -> Damage:
    """Proofs under another published checkpoint than the first that holds the entry."""

    def damage(site: Site) -> None:
        tree, note = Tree(map(leaf, site.entries)), site.note(size)
        for number in numbers:
            site.write(*proof_file(number, tree.path(number, 0, size), note))

    return damage


def _proved_by_a_stranger(site: Site) -> None:
    path = Tree(map(leaf, site.entries)).path(17, 0, 300)
    text = site.note(300).partition(b"\n\n")[0].decode() + "\n"
    site.write(*proof_file(17, path, f"{text}\n{Signer(seed=3).line(text)}".encode()))


def _other_checkpoint(site: Site) -> None:
    """A proof that is right, but under a checkpoint that was never published."""
    fork = Site(site.folder.with_name("fork"))
    fork.entries = [*site.entries[:299], entry(1)]
    path = Tree(map(leaf, fork.entries)).path(17, 0, 300)
    site.write(*proof_file(17, path, fork.note(300)))


DAMAGES: dict[str, tuple[Damage, str]] = {
    "a byte of an entry": (_in_entry, "entry 17: not the one"),
    "a dropped entry": (_dropped, "entry 17: not the one"),
    "a reordered pair": (_swapped, "entry 17: not the one"),
    "an entry and all over it": (_rewritten, "proof/000.tlog-proof: under a checkpoint"),
    "a length": (_changed("tile/entries/000", 0), "tile/entries/000: it ends amid"),
    "a byte after the entries": (
        lambda site: site.write("tile/entries/000", site.read("tile/entries/000") + b"x"),
        "tile/entries/000: it ends amid",
    ),
    "one entry too many": (
        lambda site: site.write(
            "tile/entries/001.p/44", site.read("tile/entries/001.p/44") + b"\0\0"
        ),
        "tile/entries/001.p/44: 45 entries",
    ),
    "a byte of a tile": (_changed("tile/0/000", 17 * 32), "tile/0/000: not the hashes"),
    "a byte of the last tile": (_changed("tile/0/001.p/44"), "tile/0/001.p/44: not the hashes"),
    "a byte of a higher tile": (_changed("tile/1/000.p/1"), "tile/1/000.p/1: not the hashes"),
    "a short tile": (lambda site: site.write("tile/0/000", b"x" * 99), "tile/0/000: 99 bytes"),
    "a long tile": (lambda site: site.write("tile/0/000", b"x" * 9999), "tile/0/000: more than"),
    "a partial tile of old": (_changed("tile/0/000.p/9"), "tile/0/000.p/9: not the hashes"),
    "a missing partial tile": (_removed("tile/0/000.p/9"), "tile/0/000.p/9: missing"),
    "a missing partial bundle": (_removed("tile/entries/000.p/9"), "tile/entries/000.p/9: missing"),
    "a partial bundle of old": (_changed("tile/entries/000.p/9"), "tile/entries/000.p/9: not the"),
    "a missing tile": (_removed("tile/0/000"), "tile/0/000: missing"),
    "a missing bundle": (_removed("tile/entries/000"), "tile/entries/000: missing"),
    "a byte of the signature": (_changed("checkpoint", -9), "checkpoint: not signed by any"),
    "a kept checkpoint's signature": (_changed("checkpoints/9", -9), "checkpoints/9: "),
    "a kept checkpoint's size": (
        lambda site: site.write("checkpoints/9", site.read("checkpoint")),
        "proof/000.tlog-proof: under a checkpoint that is not checkpoints/9",
    ),
    "a missing checkpoint": (_removed("checkpoint"), "checkpoint: missing"),
    "a missing kept checkpoint": (_removed("checkpoints/9"), "checkpoints/9: missing"),
    "a stranger among checkpoints": (
        lambda site: site.write("checkpoints/09", b""),
        "checkpoints/09: not the name",
    ),
    "an unsigned checkpoint": (
        lambda site: site.write(
            "checkpoint", site.read("checkpoint").partition(b"\n\n")[0] + b"\n"
        ),
        "checkpoint: no signed note",
    ),
    "extension lines": (
        lambda site: site.publish(more="and more\n"),
        "checkpoint: not a checkpoint of three lines",
    ),
    "another's signature": (_signed_by_another, "checkpoint: not signed by any"),
    "no keys": (_removed("keys"), "keys: missing"),
    "a key too many": (
        lambda site: site.write("keys", site.read("keys") + Signer(seed=3).verifier.encode()),
        "keys: not the keys",
    ),
    "a byte of a proof": (_changed("proof/017.tlog-proof", 60), "proof/017.tlog-proof: "),
    "another's proof": (_proof_of_another, "proof/017.tlog-proof: a proof of entry 18"),
    "a proof of another log": (_other_checkpoint, "proof/017.tlog-proof: under a checkpoint"),
    "a proof under a later checkpoint": (
        _proved_under(300, 3),
        "proof/003.tlog-proof: under a checkpoint of 300 entries, though one of 9 was published",
    ),
    "all proofs under a later checkpoint": (
        _proved_under(300, *range(9)),
        "proof/000.tlog-proof: under a checkpoint of 300 entries, though one of 9 was published",
    ),
    "a proof under a checkpoint that a stranger signed": (
        _proved_by_a_stranger,
        "proof/017.tlog-proof: under a checkpoint that none of the log's keys signed",
    ),
    "a missing proof": (_removed("proof/017.tlog-proof"), "proof/017.tlog-proof: missing"),
    "a folder for a file": (
        lambda site: (_removed("keys")(site), (site.folder / "keys").mkdir()),
        "keys: no ordinary file",
    ),
}


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return laid(tmp_path_factory.mktemp("right") / "site", 9, 300)


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named(tmp_path: Path, right: Site, name: str) -> None:
    damage, said = DAMAGES[name]
    site = Site(Path(shutil.copytree(right.folder, tmp_path / "site")))
    site.entries, site.proved = list(right.entries), right.proved
    assert audited(site.folder).difference is None
    shutil.rmtree(tmp_path / "site.state")
    damage(site)

    assert differs(site.folder).startswith(said)


def test_a_blob_is_checked_and_its_absence_named(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 9)
    name = site.seal(b"s" * 16 + b"3")
    site.write(f"blob/sha256/{name}", b"s" * 16 + b"4")
    assert differs(site.folder) == f"blob/sha256/{name}: not what entry 3 sealed"
    (site.folder / f"blob/sha256/{name}").unlink()
    assert differs(site.folder) == f"blob/sha256/{name}: missing, though entry 3 seals it"


def _withheld(entry: int, *names: str) -> bytes:
    return packed(
        {
            "kind": "WordsWithheld",
            "entry": entry,
            "words": [f"sha256:{one}" for one in names],
            "ground": "personal_data",
        }
    )


def test_what_was_withheld_is_counted_and_gone(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 9)
    name = site.seal(b"s" * 16 + b"3")
    site.entries.append(_withheld(3, name))
    site.publish()
    assert differs(site.folder).startswith(f"blob/sha256/{name}: still there, though entry 9")

    (site.folder / f"blob/sha256/{name}").unlink()
    verdict = audited(site.folder)
    assert verdict.difference is None
    assert [(one.entry, one.ground, one.blobs) for one in verdict.withheld] == [
        (9, "personal_data", 1)
    ]


def test_a_document_that_was_withheld_is_gone(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    names = [site.seal(b"content"), site.seal(b"text")]
    filed = {"document": "plan", "digest": f"sha256:{names[0]}", "text": f"sha256:{names[1]}"}
    site.entries.append(packed({"kind": "DocumentFiled", **filed}))
    withheld = {"kind": "DocumentWithheld", "document": "plan", "ground": "copyright"}
    site.entries.append(packed(withheld))
    site.publish()
    assert "still there, though entry 1 withheld it" in differs(site.folder)
    for name in names:
        (site.folder / "blob/sha256" / name).unlink()
    assert [one.blobs for one in audited(site.folder).withheld] == [2]


def test_what_no_entry_refers_to_is_named(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 9)
    name = site.seal(b"nobody's")
    note, _ = audited(site.folder).unchecked
    assert note.startswith(f"blob/sha256/{name}: lies there")


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("tile/entries/000.p/10", ""),  # of a size that was not published
        ("tile/entries/002", ""),
        ("tile/entries/x000/001", ""),
        ("tile/0/000.p/256", ""),
        ("tile/1/000", ""),
        ("tile/2/000.p/1", ""),
        ("tile/99/000", ""),
        ("tile/note.txt", ""),
        ("proof/700.tlog-proof", ""),
        ("proof/x000/001.tlog-proof", ""),
        ("blob/md5/00", ""),
        ("proof/017.tlog-proof.bak", " and 1 more"),
    ],
)
def test_what_no_published_checkpoint_has_use_for_is_named(
    tmp_path: Path, path: str, more: str
) -> None:
    site = laid(tmp_path / "site", 9, 300, 700)
    assert len(audited(site.folder).unchecked) == 1
    site.write(path, b"a stranger's")
    site.write("tile/.0.new", b"the writer's own")
    if more:
        site.write("tile/stray", b"a stranger's")

    verdict = audited(site.folder)

    assert verdict.difference is None
    note = verdict.unchecked[0]
    assert note == f"{path}{more}: lies there, though no published checkpoint has use for it"


def test_the_key_may_rotate_by_an_entry_that_both_signed(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 9)
    site.rotate(Signer(seed=2))
    site.publish()
    site.entries.append(entry(10))
    site.publish()
    for key in (LOG, Signer(seed=2)):
        assert audited(site.folder, key=key.verifier).difference is None
    assert "is none of this log's" in differs(site.folder, key=Signer(seed=3).verifier)


def test_a_rotation_that_the_key_before_did_not_sign_is_named(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 9)
    site.rotate(Signer(seed=2), by=Signer(seed=3))
    site.publish()
    assert differs(site.folder).startswith("entry 9: a rotation of keys that both did not sign")


def test_another_key_without_a_rotation_is_refused(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 9)
    assert audited(site.folder).trusted == "first seen"
    assert audited(site.folder).trusted == "seen before"
    shutil.rmtree(site.folder)
    other = Site(tmp_path / "site", Signer(seed=2))
    other.entries = [entry(number) for number in range(9)]
    other.publish()
    assert "was seen before" in differs(other.folder)


def test_a_log_that_was_set_back_is_convicted(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 9, 300)
    assert audited(site.folder).difference is None
    newest = site.read("checkpoint")
    site.write("checkpoint", site.read("checkpoints/9"))

    verdict = audited(site.folder)

    assert verdict.difference is not None
    assert "was set back" in verdict.difference
    kept = [Path(one).read_bytes() for one in verdict.evidence]
    assert kept == [newest, site.read("checkpoint")]
    site.write("checkpoint", newest)
    assert audited(site.folder).difference is None


def test_of_two_verifiers_at_once_the_newer_ones_memory_stays(tmp_path: Path) -> None:
    older, newer = laid(tmp_path / "older", 9), laid(tmp_path / "newer", 9, 20)
    state = tmp_path / "state"

    def meanwhile(done: int, size: int) -> None:
        assert audited(newer.folder, state=state).difference is None

    assert audited(older.folder, state=state, progress=meanwhile).difference is None

    assert "was set back" in differs(older.folder, state=state)


def test_of_two_verifiers_at_once_the_second_to_end_sees_a_fork(tmp_path: Path) -> None:
    site, fork = laid(tmp_path / "site", 9), Site(tmp_path / "fork")
    fork.entries = [entry(number + 4711) for number in range(9)]
    fork.publish()
    state = tmp_path / "state"

    def meanwhile(done: int, size: int) -> None:
        assert audited(fork.folder, state=state).difference is None

    verdict = audited(site.folder, state=state, progress=meanwhile)

    assert "the log was forked" in (verdict.difference or "")
    notes = [Path(one).read_bytes() for one in verdict.evidence]
    assert notes == [fork.read("checkpoint"), site.read("checkpoint")]


@pytest.mark.parametrize("sizes", [(9,), (12,), (300,)])
def test_a_log_that_was_forked_is_convicted(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    site = laid(tmp_path / "site", 9)
    seen = site.read("checkpoint")
    assert audited(site.folder).difference is None
    shutil.rmtree(site.folder)
    fork = Site(site.folder)
    fork.entries = [entry(4711), *(entry(number) for number in range(1, sizes[0]))]
    fork.publish()

    verdict = audited(fork.folder)

    assert verdict.difference is not None
    assert "the log was forked" in verdict.difference
    assert [Path(one).read_bytes() for one in verdict.evidence] == [seen, fork.read("checkpoint")]


LENIENT: dict[str, tuple[bytes, bytes]] = {
    "no word before the number": (b"\nindex 3\n", b"\n3\n"),
    "another word": (b"\nindex 3\n", b"\nINDEX 3\n"),
    "the word twice": (b"\nindex 3\n", b"\nindex index 3\n"),
    "two blanks": (b"\nindex 3\n", b"\nindex  3\n"),
    "a zero before the number": (b"\nindex 3\n", b"\nindex 03\n"),
    "a sign": (b"\nindex 3\n", b"\nindex +3\n"),
    "a number with a line": (b"\nindex 3\n", b"\nindex 1_3\n"),
    "a blank behind the number": (b"\nindex 3\n", b"\nindex 3 \n"),
    "carriage returns": (b"\nindex 3\n", b"\r\nindex 3\r\n"),
    "a line more": (b"\nindex 3\n", b"\nextra AAAA\nindex 3\n"),
    "an empty line at the top": (b"c2sp.org", b"\nc2sp.org"),
    "a mark at the top": (b"c2sp.org", b"\xef\xbb\xbfc2sp.org"),
    "another header": (b"proof@v1", b"proof@v1 "),
    "an empty line more": (b"\n\n", b"\n\n\n"),
    "a hash with no padding": (b"=\n", b"\n"),
    "nothing but hashes": (b"\n\n", b"\n"),
}


@pytest.mark.parametrize("name", LENIENT)
def test_a_proof_is_in_the_form_of_one_to_the_byte(right: Site, name: str) -> None:
    content, entry = right.read("proof/003.tlog-proof"), right.entries[3]
    assert check_proof(content, entry, LOG.verifier).entry == 3
    with pytest.raises(Refusal):
        check_proof(content.replace(*LENIENT[name], 1), entry, LOG.verifier)
    for more in (b"\n", b"x", b"\0"):
        with pytest.raises(Refusal):
            check_proof(content + more, entry, LOG.verifier)


@pytest.fixture
def unlisted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be listed, as at an address."""
    for name in ("names", "files"):
        monkeypatch.setattr(Folder, name, lambda self, folder="": None)


@pytest.mark.usefixtures("unlisted")
def test_of_what_cannot_be_listed_the_proofs_tell_which_checkpoints_were_published(
    tmp_path: Path,
) -> None:
    site = laid(tmp_path / "site", 4, 9, 10, 300)
    assert audited(site.folder).difference is None
    _proved_under(9, 1, 2)(site)
    assert differs(site.folder).startswith(
        "proof/001.tlog-proof: under a checkpoint of 9 entries, though one of 4 was published"
    )
    _proved_under(9, 0, 1)(site)
    _proved_under(4, 2)(site)
    assert differs(site.folder).startswith(
        "proof/001.tlog-proof: under a checkpoint of 9 entries, though one of 4 was published"
    )


def _peak(site: Site) -> int:
    """Bytes that an audit takes at most."""
    tracemalloc.start()
    try:
        assert audited(site.folder).difference is None
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("sizes", [(2, 300), tuple(range(1, 301))])
def test_lines_of_strangers_in_proofs_take_no_memory(
    tmp_path: Path, unlisted: None, sizes: tuple[int, ...]
) -> None:
    site = Site(tmp_path / "site")
    for size in sizes:
        site.entries += map(entry, range(len(site.entries), size))
        site.publish()
    before = _peak(site)
    for number in range(sizes[-1]):
        path = f"proof/{grouped(number)}.tlog-proof"
        lines = "".join(f"\u2014 by-{number}-{nth} {'AAAA' * 230}\n" for nth in range(60))
        site.write(path, site.read(path) + lines.encode())

    assert _peak(site) < before + 5_000_000


def test_checkpoints_that_wait_are_bounded_by_their_bytes(tmp_path: Path, unlisted: None) -> None:
    """A host's own keys sign each proof's checkpoint in another combination."""
    signers = [Signer(seed=seed) for seed in range(1, 64)]
    site = laid(tmp_path / "site", 300)
    text = site.note(300).partition(b"\n\n")[0].decode() + "\n"
    lines = [one.line(text) for one in signers]
    path = Tree(map(leaf, site.entries)).path
    for number in range(300):
        some = lines[: number % 62 + 1] + lines[number // 62 + number % 62 + 2 :]
        note = f"{text}\n{''.join(some)}".encode()
        site.write(*proof_file(number, path(number, 0, 300), note))
    site.write("keys", "".join(f"{one.verifier}\n" for one in signers).encode())

    assert "under one checkpoint too many" in differs(site.folder)


def test_a_log_whose_origin_is_not_its_keys_name_is_named(tmp_path: Path) -> None:
    """Else its key could sign a fork that is held against nothing that was seen before."""
    site = laid(tmp_path / "site", 9)
    assert audited(site.folder, key=LOG.verifier).difference is None
    fork = Site(tmp_path / "fork", origin="board.example/other")
    fork.entries = [entry(4711)]
    fork.publish()
    state = tmp_path / "site.state"

    said = differs(fork.folder, key=LOG.verifier, state=state)

    assert said.startswith("checkpoint: of board.example/other, but the log's key is the one of ")
    assert not checkpoint(fork.read("checkpoint")).signed_by(log_key(LOG.verifier))
    proof = fork.read("proof/000.tlog-proof")
    with pytest.raises(Difference, match=r"of another log, board\.example/other"):
        check_proof(proof, fork.entries[0], LOG.verifier)


def test_a_checkpoint_that_somebody_kept_must_be_continued(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 9, 300)
    kept = tmp_path / "kept"
    kept.write_bytes(site.note(120))
    assert audited(site.folder, older=kept).continues == 120
    fork = Site(tmp_path / "fork")
    fork.entries = [entry(4711), *site.entries[1:]]
    kept.write_bytes(fork.note(120))
    assert "that was kept" in differs(site.folder, older=kept)
    kept.write_bytes(b"my notes")
    with pytest.raises(Refusal, match="kept"):
        audited(site.folder, older=kept)
    site.signers = {0: Signer(seed=2)}
    kept.write_bytes(site.note(120))
    assert "not signed by the key in force" in differs(site.folder, older=kept)


def test_cosignatures_are_reported_and_may_be_required(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 9)
    wanted = {"witnesses": [WITNESS.verifier]}
    assert "cosigned by 0 of the 1" in differs(site.folder, **wanted)
    site.entries.append(entry(9))
    site.publish(time=1_764_000_000)
    assert [(one.name, one.at) for one in audited(site.folder).cosigned] == [
        ("witness.example", None)
    ]
    (one,) = audited(site.folder, **wanted).cosigned
    assert one.at == "2025-11-24T16:00:00Z"
    with pytest.raises(Refusal, match="--witness"):
        audited(site.folder, required=1)
    for twin in (Signer("other.example", 7, 4), Signer("witness.example", 8, 4)):
        with pytest.raises(Refusal, match="--witness names one twice"):
            audited(site.folder, witnesses=[WITNESS.verifier, twin.verifier])
    note = site.read("checkpoint")
    signed = note.splitlines()[-1].split(b" ")
    broken = b64encode(b64decode(signed[2])[:-1] + b"x")
    site.write("checkpoint", note.replace(signed[2], broken))
    assert "a cosignature of witness.example that is not its own" in differs(site.folder, **wanted)


def test_the_trees_root_is_that_of_the_specification(tmp_path: Path) -> None:
    site = laid(tmp_path / "site", 70)
    tree = Tree(map(leaf, site.entries))
    assert audited(site.folder).root == tree.root(0, len(site.entries)).hex()
