"""What verifiers that others wrote say of the records that the product publishes."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

import records
from signboard import clerk
from signboard.record import tiles
from signboard.record.entries import WordsWithheld
from signboard.record.notes import Checkpoint, Note, VerifierKey
from signboard.record.proofs import Prover, proof_file
from signboard.record.sealing import Sealer
from signboard.record.tree import leaf
from signboard.settings import FILE
from signboard.store.writing import write
from tests.verifiers.programs import VERIFIERS, go, go_program
from tests.verifiers.sites import FIRST, NAME
from witnesses import witnesses

SIZES = (1, 2, 255, 256, 257)
LARGE = 70_000


def publish(folder: Path) -> None:
    clerk.publish(folder, date(2026, 11, 25), compress=False)


def keys(folder: Path) -> list[str]:
    return (folder / "site/keys").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A board that was published with 1 entry, 2, 255, 256 and 257."""
    folder = tmp_path_factory.mktemp("grown") / "board"
    document = folder.with_suffix(".md")
    document.write_text(f"# A plan for the city\n\n2026-01-05\n\n1. {records.TEXT}\n")
    clerk.init(folder)
    records.enter(folder, [records.NAMED])
    publish(folder)
    proposal = clerk.propose(document, "plan")
    records.enter(folder, [records.NAMED | {"publisher": {"en": "The city"}}])
    publish(folder)
    clerk.file(folder, proposal, set(proposal.promising))
    for size in SIZES[2:]:
        so_far = clerk.agenda_of(folder).size
        records.enter(folder, [records.found(number) for number in range(so_far, size)])
        publish(folder)
    return folder


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_a_record_passes_at_each_size_of_a_tile_s_edge(verifier: str, grown: Path) -> None:
    sizes = sorted(int(one.name) for one in (grown / "site/checkpoints").iterdir())
    assert sizes == list(SIZES)
    assert VERIFIERS[verifier](grown / "site", keys(grown), None) == ""


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_the_example_passes(verifier: str, example: Path) -> None:
    assert VERIFIERS[verifier](example / "site", keys(example), None) == ""


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_a_record_passes_whose_key_was_rotated_and_whose_words_were_withheld(
    verifier: str, tmp_path: Path
) -> None:
    folder = records.lay(tmp_path / "board")
    publish(folder)
    seen = (folder / "site/checkpoint").read_bytes()
    clerk.rotate_key(folder)
    publish(folder)
    sealer = Sealer(lambda: b"salt" * 4)
    with clerk.sitting(folder) as sitting:
        commitment = sitting.agenda.commitments["plan-01"]
        words = (commitment.wordings["en"].quote.words,)
        reason = sealer.words({"en": "A resident asked."})
        fact = WordsWithheld(
            entry=commitment.number, words=words, ground="personal_data", reason=reason
        )
        sitting.enter([("", fact)], sealer.blobs)
    publish(folder)
    (tmp_path / "seen").write_bytes(seen)

    assert len(keys(folder)) == 2
    assert VERIFIERS[verifier](folder / "site", keys(folder), tmp_path / "seen") == ""


def test_go_counts_the_witnesses_that_cosigned(tmp_path: Path) -> None:
    program = go_program()
    folder = records.lay(tmp_path / "board")
    with witnesses(tmp_path, 3) as council:
        council.trust(VerifierKey.parse(str(clerk.verifier_key(folder))))
        council.strangers[2].lie = lambda *_: (503, {}, b"no\n")
        council.name_in(folder / FILE, 2)
        publish(folder)
    named = [word for one in council.settings for word in ("-witness", one.key)]

    def counts(quorum: int) -> bool:
        command = [program, *named, "-quorum", str(quorum), folder / "site", keys(folder)[0]]
        return not subprocess.run(command, check=False, capture_output=True).returncode

    assert counts(2)
    assert not counts(3)


def test_go_refuses_a_cosignature_with_one_byte_changed(tmp_path: Path) -> None:
    program = go_program()
    folder = records.lay(tmp_path / "board")
    with witnesses(tmp_path, 1) as council:
        council.trust(VerifierKey.parse(str(clerk.verifier_key(folder))))
        council.name_in(folder / FILE, 1)
        publish(folder)
    checkpoint = folder / "site/checkpoint"
    note = bytearray(checkpoint.read_bytes())
    note[-9] ^= 1
    checkpoint.write_bytes(note)

    command = [program, "-witness", council.settings[0].key, "-quorum", "1"]
    ran = subprocess.run(
        [*command, folder / "site", keys(folder)[0]], check=False, capture_output=True
    )

    assert ran.returncode == 1
    assert b"invalid signature" in ran.stdout


def test_go_passes_seventy_thousand_entries(tmp_path: Path) -> None:
    go_program()
    lines = [b'{"number":%d}' % number for number in range(LARGE)]
    read = (tmp_path / "site").joinpath
    write(
        tmp_path / "site",
        [
            ((bundle.path, content) for bundle, content in tiles.bundled(0, lines, {LARGE})),
            (
                (tile.path, content)
                for tile, content in tiles.grown(0, map(leaf, lines), {LARGE}, lambda tile: b"")
            ),
        ],
        compress=False,
    )
    prover = Prover(LARGE, lambda tile: read(tile.path).read_bytes())
    text = Checkpoint(NAME, LARGE, prover.root).text
    note = Note(text, (FIRST.signature(text),))
    for name in ("checkpoint", f"checkpoints/{LARGE}"):
        read(name).parent.mkdir(exist_ok=True)
        read(name).write_bytes(bytes(note))
    proofs = (
        (tiles.proof_path(number), proof_file(number, prover.inclusion(number), note))
        for number in range(LARGE)
    )
    for path, content in proofs:
        read(path).parent.mkdir(parents=True, exist_ok=True)
        read(path).write_bytes(content)

    assert go(tmp_path / "site", [str(FIRST.verifier)], None) == ""
