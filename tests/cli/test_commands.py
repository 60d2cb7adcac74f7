"""The commands, as they are typed: what they print, what they refuse, what they leave behind."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from signboard.clerk.loading import opened

EXAMPLE = Path(__file__).parents[2] / "examples" / "gwangju-2020"
PLAN = """# The city of Alder promises

Published: 2024-02-01

## Five things we will do by 2026

1. Build a bridge over the Elm, and open a public swimming pool
2. Plant 4,000 trees along the ring road
"""
KOREAN = """# 앨더시의 약속

배포일: 2024-02-01

## 2026년까지 할 다섯 가지

1. 엘름강에 다리를 건설하고 공공 수영장을 개장
2. 순환도로에 나무 4천 그루 심기 추진
"""
HOLDER = "- kind: HolderNamed\n  commitment: plan-01\n  holder: {en: The city}\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def board(tmp_path: Path, plan: Path, run: Run, database: str | None) -> Path:
    folder = tmp_path / "board"
    assert run("init", folder, *(["--database", database] if database else []))[0] == 0
    assert run("file", folder, plan, "--accept")[0] == 0
    return folder


def entries(folder: Path) -> int:
    with opened(folder) as record:
        return len(list(record.rows()))


def test_reading_prints_a_table_the_text_or_json(run: Run, plan: Path) -> None:
    assert "Plant 4,000 trees along the ring road" in run("read", plan)[1]
    assert run("read", plan, "--text")[1] == PLAN
    found = json.loads(run("read", plan, "--json")[1])
    assert [one["level"] for one in found["candidates"]] == ["item", "part", "part", "item"]
    for one in found["candidates"]:
        quote = one["quote"]
        assert PLAN[quote["start"] : quote["end"]] == quote["text"]


def test_the_whole_way_leads_from_a_document_to_a_verified_site(
    run: Run, board: Path, tmp_path: Path
) -> None:
    (tmp_path / "more.yaml").write_text(HOLDER, encoding="utf-8")
    code, out, _ = run("enter", board, tmp_path / "more.yaml")
    assert (code, "entered 1 entry of more.yaml" in out) == (0, True)
    code, out, _ = run("standing", board)
    assert (code, "plan-01.2" in out, "no evidence" in out) == (0, True, True)
    judged = json.loads(run("standing", board, "--json", "--on", "2025-01-01")[1])
    assert [one["commitment"] for one in judged] == ["plan-01", "plan-02"]
    assert run("publish", board)[0] == 0
    assert "nothing has changed" in run("publish", board)[1]
    assert "Build a bridge" in (board / "site" / "en" / "index.html").read_text(encoding="utf-8")
    code, out, _ = run("verify", board)
    assert code == 0
    assert "verified localhost/board: 6 entries" in out
    assert "verified its store: 6 entries" in out


def test_what_is_accepted_can_be_chosen_one_by_one(
    run: Run, tmp_path: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "board"
    run("init", folder)
    answers = iter(["n", "what?", "y", "y"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    code, out, _ = run("file", folder, plan)
    assert (code, "1 commitment (plan-02 to plan-02);" in out) == (0, True)
    shown = run("standing", folder)[1]
    assert "plan-02" in shown
    assert "Plant 4,000 trees" in shown
    assert "bridge" not in shown

    other = tmp_path / "plan.ko.md"
    other.write_text(KOREAN, encoding="utf-8")
    answers = iter(["y"])
    code, out, _ = run("file", folder, other, "--translation-of", "plan", "--as", "plan-ko")
    assert (code, "1 translation" in out) == (0, True)


@pytest.mark.parametrize("given", [["y", "q"], ["n", "n", "n"], ["a", "n"]])
def test_whoever_quits_or_says_no_files_nothing(
    run: Run, tmp_path: Path, plan: Path, monkeypatch: pytest.MonkeyPatch, given: list[str]
) -> None:
    folder = tmp_path / "board"
    run("init", folder)
    answers = iter(given)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    code, _, err = run("file", folder, plan)
    assert (code, "nothing was filed" in err, entries(folder)) == (1, True, 0)


def test_a_document_without_commitments_is_not_filed(run: Run, tmp_path: Path) -> None:
    folder, note = tmp_path / "board", tmp_path / "note.txt"
    run("init", folder)
    note.write_text("The weather was fine.\n", encoding="utf-8")
    code, _, err = run("file", folder, note, "--accept")
    assert (code, "no commitments were found" in err, entries(folder)) == (1, True, 0)


def test_nobody_to_answer_is_a_refusal_and_nothing_is_filed(
    run: Run, tmp_path: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_: str) -> str:
        raise EOFError

    folder = tmp_path / "board"
    run("init", folder)
    monkeypatch.setattr("builtins.input", nobody)
    code, _, err = run("file", folder, plan)
    assert (code, "--accept enters all" in err, entries(folder)) == (1, True, 0)


def test_a_translation_gives_the_same_commitments_their_words(
    run: Run, board: Path, tmp_path: Path
) -> None:
    other = tmp_path / "plan.ko.md"
    other.write_text(KOREAN, encoding="utf-8")
    before = entries(board)
    words = ("--translation-of", "plan", "--as", "plan-ko", "--accept")
    code, _, err = run("file", board, other, *words)
    assert (code, err, entries(board) - before) == (0, "", 5)


def test_a_translation_that_does_not_pair_is_refused(run: Run, board: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Ten things\n\n## We will\n\n1. Plant trees\n", encoding="utf-8")
    before = entries(board)
    code, _, err = run("file", board, other, "--translation-of", "plan")
    assert (code, "place by place" in err, entries(board)) == (1, True, before)


REFUSED: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\n ", "is empty"),
    ("binary.txt", bytes(range(256)), "binary"),
    ("report.txt", b"%PDF-1.7 ...", "is a PDF"),
    ("cut.txt", "약속".encode()[:-1], "cut short"),
    ("old.txt", "광주시는 다리를 건설한다".encode("cp949"), "iconv -f cp949"),
    ("wide.txt", "We will build".encode("utf-16"), "UTF-16"),
    ("long.txt", b"x" * 50_000_000, "50,000,000"),
]


@pytest.mark.parametrize(("name", "content", "said"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_document_that_cannot_be_read_is_refused_in_one_line(
    run: Run, board: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = entries(board)
    for command in (("read", path), ("file", board, path, "--accept")):
        code, out, err = run(*command)
        assert (code, out) == (1, "")
        assert err.startswith("signboard: refused: ")
        assert said in err
        assert err.count("\n") == 1
    assert entries(board) == before


def test_one_bad_draft_keeps_the_whole_file_out(run: Run, board: Path, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(HOLDER + HOLDER.replace("plan-01", "plan-77"), encoding="utf-8")
    before = entries(board)
    code, _, err = run("enter", board, path)
    assert code == 1
    assert 'facts.yaml, entry 2 (plan-77): no commitment "plan-77"' in err
    assert entries(board) == before


def test_words_that_do_not_stand_there_are_refused(run: Run, board: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.yaml"
    path.write_text(
        "- kind: CommitmentMade\n  commitment: plan-03\n  document: plan\n"
        "  quote: {start: 0, end: 9, text: a promise}\n",
        encoding="utf-8",
    )
    code, _, err = run("enter", board, path)
    assert (code, '"a promise" does not stand at 0 to 9' in err) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("standing", "DIR", "--on", "2o24"), "write it as 2023-12-31"),
        (("standing", "DIR", "--known-at", "then"), "write 2026-03-01"),
        (("read", "PLAN", "--json", "--text"), "ask for one of them"),
        (("read", "nothing.txt"), "no file nothing.txt"),
        (("read", "DIR"), "is a folder"),
        (("init", "DIR"), "never begun anew"),
        (("verify", "nowhere"), "no board and no site in nowhere"),
        (("serve", "DIR"), "make one with: signboard publish"),
        (("file", "DIR", "PLAN", "--accept"), 'document "plan" stands in the record already'),
        (("file", "DIR", "PLAN", "--accept", "--as", "x"), 'filed already, as document "plan"'),
        (("file", "DIR", "PLAN", "--accept", "--as", "Not good"), "write lower-case letters"),
        (("file", "DIR", "PLAN", "--accept", "--as", "y", "--source", "javascript:x"), "source"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    run: Run, board: Path, plan: Path, words: tuple[str, ...], said: str
) -> None:
    before = entries(board)
    named = {"DIR": board, "PLAN": plan}
    code, _, err = run(*(named.get(word, word) for word in words))
    assert (code, err.count("\n")) == (1, 1)
    assert said in err
    assert entries(board) == before


def test_a_wrong_command_line_exits_with_two(run: Run) -> None:
    assert run("red", "x")[0] == 2
    assert run("read")[0] == 2


@pytest.mark.parametrize(
    "command", ["verify {}", "publish {}", "key show {}", "witness init {} --name w.example"]
)
def test_a_folder_that_no_disk_can_have_is_refused_in_one_line(run: Run, command: str) -> None:
    code, _, err = run(*command.format("x" * 300).split())

    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith("signboard: refused: xxx")
    assert "can't be read or written (File name too long); see to it" in err


def test_a_refusal_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    _, _, err = run("read", tmp_path / "a\x1b[2J\nb.txt")
    assert "\x1b" not in err
    assert err.count("\n") == 1


def test_only_what_had_been_entered_by_then_is_known(run: Run, board: Path) -> None:
    assert "No commitments" in run("standing", board, "--known-at", "2020-01-01")[1]
    assert "plan-02" in run("standing", board, "--known-at", "2999-01-01T00:00:00Z")[1]


def test_the_public_key_is_shown_and_the_private_one_never(run: Run, tmp_path: Path) -> None:
    board = tmp_path / "board"
    code, laid, _ = run("init", board, "--address", "https://promises.example.org")
    assert code == 0
    assert "its name is promises.example.org" in laid
    secret = (board / "signing.key").read_text("utf-8").split("+", 4)[4].strip()

    code, shown, hint = run("key", "show", board)
    assert code == 0
    assert shown.startswith("promises.example.org+")
    assert "signing.key" in hint
    said = [laid, shown, hint, *run("publish", board)[1:]]

    code, rotated, _ = run("key", "rotate", board, "--yes")
    assert code == 0
    assert f"before: {shown}" in rotated
    assert "entry 0 says that a new key signs" in rotated
    assert "tell every witness" in rotated
    now = run("key", "show", board)[1]
    assert f"now:    {now}" in rotated
    assert now != shown
    again = (board / "signing.key").read_text("utf-8").split("+", 4)[4].strip()
    said += [rotated, now, *run("publish", board)[1:]]
    assert not any(one in text for text in said for one in (secret, again))


def test_a_board_without_an_address_is_told_that_its_name_stays(run: Run, tmp_path: Path) -> None:
    code, said, _ = run("init", tmp_path / "board")
    assert code == 0
    assert (
        "its name is localhost/board, which stands in every checkpoint and can't be changed" in said
    )
    assert "--address https://" in said


def test_a_key_that_others_may_read_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    board = tmp_path / "board"
    run("init", board)
    (board / "signing.key").chmod(0o644)
    for command in (("publish", board), ("key", "show", board), ("key", "rotate", board)):
        code, _, error = run(*command)
        assert code == 1
        assert f"chmod 600 {board}/signing.key" in error
        assert error.count("\n") == 1
