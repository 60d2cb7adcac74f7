"""Stories of forgetting: words and documents are withheld, and the record still stands."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest
from msgspec import structs
from selectolax.lexbor import LexborHTMLParser

from making import TODAY
from records import enter, lay, write
from running import run
from signboard import clerk
from signboard.agenda import Agenda
from signboard.clerk.loading import opened
from signboard.record.encoding import decode
from signboard.record.entries import (
    CommitmentMade,
    DocumentFiled,
    DocumentWithheld,
    EvidenceCited,
    Fact,
    WordsWithheld,
)
from signboard.record.holding import sealed_in
from signboard.record.sealing import Sealer
from signboard.store import sqlite
from signboard.terms import Ground, Refusal
from verifying import verify

NAME = "Kim Cheolsu"
CITED = {
    "kind": "EvidenceCited",
    "evidence": "e-1",
    "on": "2026-01-06",
    "statement": {"en": f"{NAME} opened the library.", "ko": f"{NAME} 도서관 개관"},
    "url": "https://news.example/kim-cheolsu",
    "title": {"en": f"{NAME} at the door"},
    "language": "en",
    "voice": "independent",
    "bears": [{"subject": "plan-01", "how": "advances"}],
    "place": {"en": f"The house of {NAME}"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    laid = lay(tmp_path / "board")
    enter(laid, [CITED])
    return laid


def facts(folder: Path) -> list[Fact]:
    with opened(folder) as record:
        return [decode(row.line).fact for row in record.rows()]


def cited(folder: Path) -> tuple[int, EvidenceCited]:
    every = facts(folder)
    number = next(at for at, fact in enumerate(every) if isinstance(fact, EvidenceCited))
    found = every[number]
    assert isinstance(found, EvidenceCited)
    return number, found


def withhold_words(
    folder: Path, entry: int, words: tuple[str, ...], ground: Ground = "personal_data"
) -> None:
    sealer = Sealer(lambda: b"salt" * 4)
    reason = sealer.words({"en": "A resident asked.", "ko": "한 주민이 청했다."})
    fact = WordsWithheld(entry=entry, words=words, ground=ground, reason=reason)
    with clerk.sitting(folder) as sitting:
        sitting.enter([("", fact)], sealer.blobs)


def withhold_document(folder: Path, name: str = "plan") -> None:
    sealer = Sealer(lambda: b"salt" * 4)
    reason = sealer.words({"en": "The court of Alder ordered it.", "ko": "법원이 명령했다."})
    fact = DocumentWithheld(document=name, ground="court_order", reason=reason)
    with clerk.sitting(folder) as sitting:
        sitting.enter([("", fact)], sealer.blobs)


def erase(folder: Path, *names: str) -> None:
    """Remove blobs, as whoever erases what was withheld does."""
    with sqlite3.connect(folder / sqlite.FILE) as database:
        for name in names:
            database.execute("DELETE FROM blob WHERE digest = ?", (name,))
    database.close()


def shown(folder: Path, path: str) -> str:
    page = LexborHTMLParser((folder / "site" / path / "index.html").read_text(encoding="utf-8"))
    return " ".join(page.css_first("body").text().split())


def published(folder: Path) -> str:
    """Every page of a board, published anew."""
    clerk.publish(folder, TODAY, compress=False)
    return "\n".join(one.read_text("utf-8") for one in (folder / "site").rglob("*.html"))


@pytest.mark.parametrize("erased", [True, False])
def test_a_name_is_withheld_and_the_board_says_so_whether_or_not_its_blob_is_gone(
    folder: Path, erased: bool
) -> None:
    number, fact = cited(folder)
    assert NAME in published(folder)
    root = verify(folder).root
    assert fact.place is not None
    words = (fact.statement, fact.url, fact.title, fact.place)
    withhold_words(folder, number, words)
    if erased:
        erase(folder, *words)

    pages = published(folder)

    assert NAME not in pages
    assert "kim-cheolsu" not in pages
    english, korean = (shown(folder, f"{code}/commitments/plan-01") for code in ("en", "ko"))
    assert english.count("(withheld: personal data)") >= 3
    assert "Ground: personal data. A resident asked. entry 9" in english
    assert "사유: 개인정보. 한 주민이 청했다. 기록 9번" in korean
    assert "news.example" in english
    assert 'href="https://news.example' not in pages
    assert "words withheld by entry 9" in shown(folder, "en/record/0")
    verdict = verify(folder)
    assert verdict.size == 10
    assert verdict.difference is None
    assert erased or "still there, though entry 9 withheld it" in verdict.unchecked[0]
    assert verdict.root != root


def test_words_that_are_missing_and_not_withheld_are_damage(folder: Path) -> None:
    _, fact = cited(folder)
    erase(folder, fact.statement)
    with pytest.raises(Refusal, match="is missing beside the record; restore it from a copy"):
        published(folder)
    assert "missing, though entry 8 seals it" in str(verify(folder).difference)


def test_a_quote_is_withheld_and_its_commitment_still_hangs(folder: Path) -> None:
    made = facts(folder)[1]
    assert isinstance(made, CommitmentMade)
    withhold_words(folder, 1, (made.quote.words,), "security")
    erase(folder, made.quote.words)
    published(folder)
    page = LexborHTMLParser((folder / "site/en/index.html").read_text(encoding="utf-8"))
    assert page.css_first("#c-plan-01 h2").text() == "(withheld: security)"
    assert "Ground: security. A resident asked." in shown(folder, "en/commitments/plan-01")
    assert verify(folder).difference is None
    with clerk.sitting(folder) as sitting:
        assert sitting.text(made.quote.words) is None
    assert "(withheld)" in run("signboard", "standing", folder).stdout


def test_what_was_withheld_is_gone_of_every_day_before(folder: Path) -> None:
    made, filed = facts(folder)[1], known(folder).documents["plan"].fact
    assert isinstance(made, CommitmentMade)
    then = datetime.now(UTC)
    sleep(1.1)  # the record's time is in whole seconds
    withhold_words(folder, 1, (made.quote.words,))
    withhold_document(folder)
    early = clerk.agenda_of(folder, then)
    assert early.size == 9
    assert {made.quote.words, filed.text, filed.digest} == set(early.withheld)
    assert clerk.texts(folder, early, [made.quote.words]) == {}
    assert clerk.agenda_of(folder, datetime(2000, 1, 1, tzinfo=UTC)).documents == {}


def test_a_document_is_withheld_and_what_was_quoted_from_it_stays(folder: Path) -> None:
    filed = known(folder).documents["plan"].fact
    withhold_document(folder)
    erase(folder, filed.digest, filed.text)
    published(folder)
    assert "Open a library in every district" in shown(folder, "en/commitments/plan-01")
    page = shown(folder, "en/documents/plan")
    assert "What this document says was withheld; the record holds its digest." in page
    assert "Ground: order of a court. The court of Alder ordered it. entry 9" in page
    assert "이 문서의 내용은 공개하지 않습니다" in shown(folder, "ko/documents/plan")
    assert verify(folder).difference is None


def known(folder: Path) -> Agenda:
    return clerk.agenda_of(folder)


def test_nothing_more_is_quoted_from_a_document_that_was_withheld(
    folder: Path, tmp_path: Path
) -> None:
    withhold_document(folder)
    quote = {"start": 0, "end": 3, "text": "# A"}
    made = {"kind": "CommitmentMade", "commitment": "plan-9", "document": "plan", "quote": quote}
    with pytest.raises(Refusal, match='"plan" was withheld, by entry 9, so that nothing more'):
        enter(folder, [made])
    korean = tmp_path / "ko.md"
    korean.write_text("# 계획\n\n1. 모든 구에 도서관을 건설한다.\n", encoding="utf-8")
    proposal = clerk.propose(korean, "plan-ko")
    with pytest.raises(Refusal, match='document "plan" was withheld, by entry 9'):
        clerk.file(folder, proposal, proposal.promising, translation_of="plan")
    with pytest.raises(Refusal, match="was withheld already, by entry 9"):
        withhold_document(folder)


def test_only_what_an_entry_seals_is_withheld_of_it_and_only_once(folder: Path) -> None:
    number, fact = cited(folder)
    filed = known(folder).documents["plan"].fact
    for entry, words, said in (
        (number, (filed.title,), f"entry {number} does not seal {filed.title}"),
        (number + 1, (fact.title,), "there is no entry 9 yet"),
        (number, (fact.title, fact.title), "comes twice"),
        (0, (filed.text,), "enter DocumentWithheld"),
        (0, (filed.digest,), "enter DocumentWithheld"),
    ):
        with pytest.raises(Refusal, match=said):
            withhold_words(folder, entry, words)
    withhold_words(folder, number, (fact.title,))
    with pytest.raises(Refusal, match="was withheld already, by entry 9"):
        withhold_words(folder, number, (fact.statement, fact.title))
    with pytest.raises(Refusal, match='no document "plan-2" was ever filed'):
        withhold_document(folder, "plan-2")


def test_what_is_withheld_is_not_entered_from_a_file(folder: Path, tmp_path: Path) -> None:
    _, fact = cited(folder)
    draft = {"ground": "security", "reason": {"en": "x"}}
    for kind, more in (
        ("WordsWithheld", {"entry": 8, "words": [fact.title]}),
        ("DocumentWithheld", {"document": "plan"}),
    ):
        path = write(tmp_path / "w.jsonl", [{"kind": kind, **more, **draft}])
        with pytest.raises(Refusal, match=r"w.jsonl, line 1: .* use: signboard withhold"):
            clerk.enter_drafts(folder, path)


def test_a_withdrawn_document_can_be_withheld_too(folder: Path) -> None:
    for number in range(8, -1, -1):
        enter(folder, [{"kind": "EntryWithdrawn", "entry": number, "reason": {"en": "Wrong."}}])
    withhold_document(folder)
    filed = facts(folder)[0]
    assert isinstance(filed, DocumentFiled)
    erase(folder, filed.digest, filed.text)
    published(folder)
    assert verify(folder).difference is None


def test_a_document_that_was_filed_again_meanwhile_is_not_reinstated(
    folder: Path, tmp_path: Path
) -> None:
    for number in range(8, -1, -1):
        enter(folder, [{"kind": "EntryWithdrawn", "entry": number, "reason": {"en": "Wrong."}}])
    proposal = clerk.propose(folder.with_suffix(".md"), "again")
    clerk.file(folder, proposal, set())
    back = {"kind": "EntryWithdrawn", "entry": 17, "reason": {"en": "Right."}}
    with pytest.raises(Refusal, match='filed already, as document "again" in entry 18'):
        enter(folder, [back])


def test_a_site_that_the_address_of_a_source_does_not_lead_to_is_refused(folder: Path) -> None:
    sealer = Sealer(lambda: b"salt" * 4)
    _, fact = cited(folder)
    url = sealer.text("https://other.example/1")
    script = sealer.text("javascript:alert(1)")
    for address, said in ((url, "news.example is not the site"), (script, "is none; write one")):
        forged = structs.replace(fact, evidence="e-2", url=address)
        with pytest.raises(Refusal, match=said), clerk.sitting(folder) as sitting:
            sitting.enter([("", forged)], sealer.blobs)


def test_a_fact_whose_words_lie_nowhere_is_refused(folder: Path) -> None:
    forged = structs.replace(cited(folder)[1], evidence="e-2", remark="sha256:" + "0" * 64)
    with (
        pytest.raises(Refusal, match="is missing beside the record"),
        clerk.sitting(folder) as sitting,
    ):
        sitting.enter([("", forged)], {})


def test_no_entry_of_the_example_holds_a_word(example: Path) -> None:
    with opened(example) as record:
        lines = [row.line for row in record.rows()]
        names = set(record.names())
    sealed = [name for line in lines for name in sealed_in(decode(line).fact)]
    assert len(lines) > 300
    assert all(line.isascii() and b" " not in line and b"://" not in line for line in lines)
    assert set(sealed) == names
    assert len(set(sealed)) == len(sealed)
