"""Several at once: readers beside a writer, publishers beside each other."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from msgspec import structs

from making import BLOBS, document
from records import found, lay, write
from running import BIN, TESTS
from signboard import clerk
from signboard.clerk.loading import opened
from signboard.store import site
from signboard.terms import Refusal
from verifying import verify

NAMED = "- kind: BoardNamed\n  title: {{en: Title {n}}}\n  publisher: {{en: The city}}\n"


def enter(folder: Path, tmp_path: Path, number: int) -> None:
    path = tmp_path / f"{number}.yaml"
    path.write_text(NAMED.format(n=number), encoding="utf-8")
    clerk.enter_drafts(folder, path)


def test_a_reader_beside_a_writer_sees_a_whole_record(tmp_path: Path, database: str | None) -> None:
    folder = tmp_path / "board"
    clerk.init(folder, database)
    done = threading.Event()

    def write() -> None:
        for number in range(60):
            enter(folder, tmp_path, number)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = 0
    while not done.is_set():
        verdict = verify(folder)
        assert verdict.difference is None
        assert clerk.agenda_of(folder).size >= (verdict.stored or 0) >= seen
        seen = verdict.stored or 0
    writer.join()
    assert verify(folder).stored == 60


def test_publishers_at_once_leave_one_whole_site(tmp_path: Path, database: str | None) -> None:
    folder = tmp_path / "board"
    clerk.init(folder, database)
    enter(folder, tmp_path, 1)
    command = [sys.executable, "-c", "from signboard.cli import main; main()", "publish", folder]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    said = [one.communicate()[0].decode() for one in running]
    assert [one.returncode for one in running] == [0, 0, 0, 0]
    assert sum("published" in one for one in said) == 1
    assert sum("nothing has changed" in one for one in said) == 3
    assert site.published(folder, "checkpoint") is not None


def test_of_writers_at_once_each_enters_all_that_it_was_asked_or_nothing(
    tmp_path: Path, database: str | None
) -> None:
    folder = lay(tmp_path / "board", database)
    before = verify(folder).stored
    files = [
        write(tmp_path / f"{writer}.jsonl", [found(100 * writer + nth) for nth in range(20)])
        for writer in range(3)
    ]
    running = [
        subprocess.Popen([BIN / "signboard", "enter", folder, one], stderr=subprocess.PIPE)
        for one in files
    ]
    said = [one.communicate()[1].decode() for one in running]
    done = [one.returncode == 0 for one in running]
    assert any(done)
    assert all(
        "the record grew" in one for one, entered in zip(said, done, strict=True) if not entered
    )
    verdict = verify(folder)
    assert verdict.difference is None
    assert verdict.stored == before + 20 * sum(done)


def _contending(folder: Path, count: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "contending", folder, str(count)]
    return subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, encoding="utf-8")


def test_writers_beside_publishers_enter_each_fact_once_and_sites_stay_whole(
    tmp_path: Path, database: str | None
) -> None:
    folder = lay(tmp_path / "board", database)
    writers = [_contending(folder, 6) for _ in range(2)]
    publish = [BIN / "signboard", "publish", folder]
    publishers = []
    while any(one.poll() is None for one in writers):
        publishers += [subprocess.Popen(publish, stdout=subprocess.DEVNULL) for _ in range(2)]
        assert [one.wait() for one in publishers[-2:]] == [0, 0]
    kept = [line.split() for one in writers for line in one.communicate()[0].splitlines()]

    assert [one.returncode for one in writers] == [0, 0]
    assert sorted(int(number) for number, _ in kept) == list(range(8, 8 + 12))
    with opened(folder) as record:
        lines = {row.number: row.line for row in record.rows()}
    assert all(words.encode() in lines[int(number)] for number, words in kept)
    verdict = verify(folder)
    assert verdict.difference is None
    assert verdict.stored == 8 + 12


def test_a_document_that_rests_on_nothing_is_refused(tmp_path: Path, database: str | None) -> None:
    folder = tmp_path / "board"
    clerk.init(folder, database)
    with (
        pytest.raises(Refusal, match="is missing beside the record"),
        clerk.sitting(folder) as sitting,
    ):
        sitting.enter([("", document())], BLOBS)


def test_a_document_whose_text_is_another_s_is_refused(
    tmp_path: Path, database: str | None
) -> None:
    folder = tmp_path / "board"
    clerk.init(folder, database)
    for name in ("one", "two"):
        page = f"<html><h1>Plan {name}</h1><p>We will build bridge {name}.</p></html>"
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        proposal = clerk.propose(tmp_path / f"{name}.html")
        clerk.file(folder, proposal, proposal.promising)
    documents = clerk.agenda_of(folder).documents
    one, two = documents["one"].fact, documents["two"].fact
    forged = structs.replace(one, document="ghost", text=two.text)
    with (
        pytest.raises(Refusal, match="not what its bytes are read as"),
        clerk.sitting(folder) as sitting,
    ):
        sitting.enter([("", forged)], {})
