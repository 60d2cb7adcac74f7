"""What is found in three invented documents of other forms."""

from pathlib import Path

import msgspec

from signboard.finding import Candidate, Findings, find
from signboard.reading import read


def found(path: Path) -> Findings:
    return find(read(path.read_bytes(), path.name))


def told(candidates: tuple[Candidate, ...]) -> list[tuple[str, str, str]]:
    return [(c.level, c.kind, c.quote.text) for c in candidates]


def test_a_korean_press_release_has_plans_in_runs_in_ordinals_and_in_prose(
    documents: Path,
) -> None:
    findings = found(documents / "haesol-2027.txt")
    assert told(findings.candidates) == [
        ("sentence", "achievement", "시는 올해 공공도서관 두 곳을 개관했으며"),
        ("sentence", "commitment", "내년에는 바닷길 전차를 도입하겠다"),
        ("item", "commitment", "어린이 병원 건립"),
        ("item", "commitment", "낡은 상수도관 교체 및 누수 감시망 구축"),
        ("part", "commitment", "낡은 상수도관 교체"),
        ("part", "commitment", "누수 감시망 구축"),
        ("item", "commitment", "청년 임대주택 1,200호 공급"),
        (
            "item",
            "commitment",
            "내년 상반기에 마을버스 노선을 개편하고, 심야 버스를 도입하겠습니다",
        ),
        ("part", "commitment", "내년 상반기에 마을버스 노선을 개편하고"),
        ("part", "commitment", "심야 버스를 도입하겠습니다"),
        ("item", "commitment", "총 1조 2,300억 원을 투입해 방파제를 보강할 예정입니다"),
        ("item", "target", "재활용률을 60%까지 높이겠습니다"),
        ("sentence", "achievement", "시는 지난해 폐교 터에 시민 정원을 조성했다"),
    ]
    assert findings.document.publisher == "해솔시"
    assert findings.document.published == "2026-12-03"
    assert [(a.name, a.size) for a in findings.document.attachments] == [("시정방향.hwp", "1.2 MB")]


def test_korean_slots_are_the_words_of_the_document_with_days_as_exact_as_they_are(
    documents: Path,
) -> None:
    candidates = found(documents / "haesol-2027.txt").candidates
    hospital, buses, pier = candidates[2], candidates[8], candidates[10]
    assert hospital.slots.due is not None
    assert hospital.slots.due.quote.text == "2027년까지"
    assert hospital.slots.due.norm == "2026-12-03/2027-12-31"
    assert hospital.slots.due.inherited
    assert buses.slots.due is not None
    assert buses.slots.due.norm == "2027-01-01/2027-06-30"
    assert pier.slots.amount is not None
    assert pier.slots.amount.text == "총 1조 2,300억 원"


def test_in_markdown_groups_are_no_promises_and_lists_of_names_are_kept_apart(
    documents: Path,
) -> None:
    findings = found(documents / "brackwater.md")
    assert told(findings.candidates) == [
        ("item", "commitment", "Build 400 council homes and repair 90 empty ones"),
        ("part", "commitment", "Build 400 council homes"),
        ("part", "commitment", "repair 90 empty ones"),
        ("item", "commitment", "Open a land register by June 2032"),
        ("item", "commitment", "Extend the ferry to Low Quay, Saltmarsh and Pell"),
        ("item", "commitment", "Replace every diesel bus in the following depots"),
        ("item", "target", "Cut sewage spills by 50% by 2033"),
        ("sentence", "commitment", "We will publish a progress report every quarter"),
        ("sentence", "achievement", "The county opened a new clinic in Pell last year"),
    ]
    depots, people = findings.document.lists
    assert depots.parent == 5
    assert [entry.quote.text for entry in depots.items] == ["Northgate", "Mill Lane", "Old Harbour"]
    assert people.parent is None
    assert findings.document.published == "2031-02"
    assert findings.document.publisher == "Brackwater County"


def test_a_page_gives_its_list_and_its_prose_and_nothing_around_them(documents: Path) -> None:
    findings = found(documents / "maru.html")
    assert told(findings.candidates) == [
        ("sentence", "commitment", "마루군은 산촌 빈집 300채를 정비할 계획이다"),
        ("item", "commitment", "산림 치유센터 건립"),
        ("item", "commitment", "임도 확충과 산불 감시탑 설치"),
        ("part", "commitment", "임도 확충"),
        ("part", "commitment", "산불 감시탑 설치"),
        ("item", "commitment", "약초 공동 브랜드 개발"),
    ]
    marks = [c.marker.text for c in findings.candidates if c.marker]
    assert marks == ["1.", "2.", "3."]
    (towns,) = findings.document.lists
    assert towns.parent == 2
    assert findings.document.published == "2030-04-09"
    assert findings.document.publisher == "마루군"


def test_findings_are_written_as_plain_json(documents: Path) -> None:
    written = msgspec.json.decode(msgspec.json.encode(found(documents / "brackwater.md")))
    assert set(written) == {"document", "candidates"}
    first = written["candidates"][0]
    assert first["slots"]["due"]["quote"]["text"] == "2031"
    assert first["slots"]["due"]["inherited"] is True
    assert first["repeats"] == []
    assert first["parent"] is None
