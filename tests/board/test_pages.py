"""The pages as a whole: their form, links and loads, and that the same material makes them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import join, normpath

import pytest
from selectolax.lexbor import LexborHTMLParser

from signboard.board import Material, pages
from signboard.record.entries import (
    CommitmentMade,
    DocumentFiled,
    DueMoved,
    DueSet,
    EntryWithdrawn,
)
from signboard.record.notes import COSIGNS, Checkpoint, Note, SignerKey
from signboard.record.pieces import Bearing
from signboard.terms import Interval
from tests.board.made import (
    KEY,
    Making,
    bare,
    board,
    commits,
    dropped,
    empty,
    evidence,
    files,
    forgotten,
    many,
)

FORGOTTEN, SAID = forgotten()
BOARDS = {
    "full": board(),
    "bare": bare(),
    "empty": empty(),
    "dropped": dropped(),
    "forgotten": FORGOTTEN,
    "hostile": board("<script>x</script>"),
}
SITES = {name: dict(pages(material)) for name, material in BOARDS.items()}


def html(site: dict[str, bytes]) -> Iterator[tuple[str, LexborHTMLParser]]:
    for path, content in site.items():
        if path.endswith(".html"):
            yield path, LexborHTMLParser(content.decode())


@pytest.fixture(params=SITES, ids=str)
def site(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return SITES[request.param]


def test_every_page_has_a_language_one_heading_and_a_title(site: dict[str, bytes]) -> None:
    for path, page in html(site):
        language = page.css_first("html").attributes["lang"]
        assert language == ("en" if path.startswith("en/") else "ko"), path
        assert len(page.css("h1")) == 1, path
        assert page.css_first("h1").text(strip=True), path
        assert page.css_first("title").text(strip=True), path


def test_every_page_of_a_language_offers_the_others_and_a_way_past_the_head(
    site: dict[str, bytes],
) -> None:
    for path, page in html(site):
        if "/" not in path:
            continue
        assert page.css_first("a.skip").attributes["href"] == "#main"
        assert page.css_first("main#main") is not None
        found = {
            link.attributes["hreflang"]: link.attributes["href"]
            for link in page.css("link[rel=alternate]")
        }
        assert set(found) == {"ko", "en"}
        for code, address in found.items():
            assert target(path, address or "") == re.sub("^(ko|en)/", f"{code}/", path)


def target(path: str, address: str) -> str:
    """The file that an address on a page leads to."""
    if address.startswith("/"):
        found = normpath(address).lstrip("/")
    else:
        found = normpath(join(path.rpartition("/")[0], address or "."))
    leads_to_folder = address in {"", "."} or address.endswith(("/", "/.", ".."))
    return f"{found}/index.html".removeprefix("./") if leads_to_folder else found


def test_every_link_and_anchor_leads_somewhere(site: dict[str, bytes]) -> None:
    anchors = {
        path: {node.attributes.get("id") for node in page.css("[id]")} for path, page in html(site)
    }
    for path, page in html(site):
        for node in page.css("a[href], link[href]"):
            address = node.attributes["href"] or ""
            if re.match("https?:", address):
                assert node.tag == "a", (path, address)
                continue
            file, _, anchor = address.partition("#")
            to = target(path, file) if file else path
            if re.fullmatch(r"proof/[0-9]{3}\.tlog-proof", to):
                continue  # a file of the log, which lies beside the pages
            assert to in site, (path, address)
            if anchor:
                assert anchor in anchors[to], (path, address)


def test_no_two_things_on_a_page_share_an_anchor(site: dict[str, bytes]) -> None:
    for path, page in html(site):
        found = [node.attributes["id"] for node in page.css("[id]")]
        assert len(set(found)) == len(found), path


def test_nothing_is_styled_or_run_within_a_page_or_loaded_from_elsewhere(
    site: dict[str, bytes],
) -> None:
    for path, page in html(site):
        assert not page.css("script, style, [style], img, iframe, object, embed, base"), path
        for node in page.css("*"):
            assert not [name for name in node.attributes if name.startswith("on")], path
        for node in page.css("link"):
            assert not re.match("(https?:)?//", node.attributes["href"] or ""), path


def test_what_the_record_says_is_never_taken_for_markup() -> None:
    shown = 0
    for path, content in SITES["hostile"].items():
        if path.endswith(".html"):
            assert b"<script" not in content, path
            shown += content.count(b"&lt;script&gt;")
    assert shown > 200


def test_the_same_material_makes_the_same_bytes() -> None:
    assert list(pages(board())) == list(pages(board()))


def test_a_path_comes_only_once(site: dict[str, bytes]) -> None:
    paths = [path for path, _ in pages(BOARDS["full"])]
    assert len(set(paths)) == len(paths)


def text(site: dict[str, bytes], path: str) -> str:
    page = LexborHTMLParser(site[path].decode())
    return re.sub(r"\s+", " ", page.css_first("body").text())


def test_an_empty_board_says_that_nothing_hangs_on_it() -> None:
    assert "No commitment hangs on this board yet." in text(SITES["empty"], "en/index.html")
    assert "걸린 시책이 없습니다" in text(SITES["empty"], "ko/index.html")
    assert "Nothing has been entered yet." in text(SITES["empty"], "en/record/index.html")
    assert b"\n0\n" in SITES["empty"]["checkpoint"]


def test_a_commitment_without_evidence_is_not_graded() -> None:
    page = text(SITES["bare"], "en/commitments/gaon-1/index.html")
    assert "No evidence found" in page
    assert "That is not a grade" in page
    assert "No words in another language are on record." in page


def test_withheld_words_are_said_to_be_withheld() -> None:
    english = text(SITES["full"], "en/commitments/gaon-2/index.html")
    assert "(withheld: personal data)" in english
    assert "Ground: personal data. A neighbour asked. entry" in english
    korean = text(SITES["full"], "ko/commitments/gaon-2/index.html")
    assert "(비공개: 개인정보)" in korean
    assert "사유: 개인정보. 이웃이 청했다. 기록" in korean


def test_what_was_withheld_stands_on_no_page_and_each_place_leads_to_the_entry() -> None:
    words = {word for word in SAID if len(word) > 2} - set(FORGOTTEN.agenda.documents)
    assert len(words) > 40
    for path, page in html(SITES["forgotten"]):
        shown = page.css_first("html").text()
        assert not [word for word in words if word in shown], path
        for node in page.css("a[href], [title]"):
            assert "gaon.example" not in (node.attributes.get("href") or ""), path
            assert "news.example/" not in (node.attributes.get("href") or ""), path
    for path, told in (
        ("en/commitments/gaon-1", 12),
        ("en/commitments/gaon-3", 2),
        ("ko/lists/gaon-quarters", 3),
        ("ko/documents/plan-ko", 2),
    ):
        page = LexborHTMLParser(SITES["forgotten"][f"{path}/index.html"].decode())
        assert len(page.css(".withheld a.ref")) >= told, path
    assert "(withheld: copyright)" in text(SITES["forgotten"], "en/index.html")
    assert "(비공개: 저작권)" in text(SITES["forgotten"], "ko/index.html")


def test_withdrawn_evidence_stays_to_be_read_with_the_reason() -> None:
    page = LexborHTMLParser(SITES["full"]["en/commitments/gaon-1/index.html"].decode())
    struck = page.css_first("#f-e-3")
    assert struck.css_first("del").text() == "News of e-3"
    assert "It was wrong." in struck.css_first(".struck").text()


def test_sources_that_contradict_each_other_are_shown_together() -> None:
    page = LexborHTMLParser(SITES["full"]["en/commitments/gaon-1/index.html"].decode())
    assert "News of e-1" in page.css_first("#f-e-2 .otherwise").text()
    assert "News of e-2" in page.css_first("#f-e-1 .otherwise").text()


def test_every_move_of_a_due_date_stays_with_its_reason() -> None:
    page = text(SITES["full"], "en/commitments/gaon-1/index.html")
    assert "2022 → December 2025 put off by 3 years (1,096 days)" in page
    assert "The money came late." in page
    assert "December 2025 → 30 June 2027" in page


def test_words_of_another_language_carry_their_own() -> None:
    page = LexborHTMLParser(SITES["full"]["en/commitments/gaon-2/index.html"].decode())
    assert page.css_first("h1").attributes["lang"] == "ko"
    assert page.css_first("h1").text() == "도서관을 짓는다"


def test_the_words_of_a_document_are_all_there_and_lead_to_what_they_became() -> None:
    page = LexborHTMLParser(SITES["full"]["ko/documents/plan-ko/index.html"].decode())
    shown = page.css_first(".sheet").text()
    for block in BOARDS["full"].readings["plan-ko"].blocks[1:]:
        words = BOARDS["full"].readings["plan-ko"].text[block.start : block.end]
        assert words in shown
    links = [node.attributes["href"] for node in page.css(".sheet mark a")]
    assert "../../commitments/gaon-1/#part-1" in links
    assert "../../lists/gaon-quarters/#item-gaon-water" in links


def test_the_lines_of_the_record_are_shown_as_they_were_written(site: dict[str, bytes]) -> None:
    material = next(one for name, one in BOARDS.items() if SITES[name] is site)
    if not material.lines:
        return
    page = LexborHTMLParser(site["ko/record/0/index.html"].decode())
    assert [node.text() for node in page.css("pre")] == [line.decode() for line in material.lines]
    links = [node.attributes["href"] for node in page.css("details p a")]
    assert links == [f"../../../proof/{n:03}.tlog-proof" for n in range(len(material.lines))]
    assert "포함 증명 내려받기(000.tlog-proof)" in page.css_first("details p a").text()


def test_the_site_holds_its_checkpoint_its_keys_and_its_edition(site: dict[str, bytes]) -> None:
    material = next(one for name, one in BOARDS.items() if SITES[name] is site)
    assert site["checkpoint"] == bytes(material.checkpoint)
    assert site["keys"] == f"{KEY.verifier}\n".encode()
    assert site["edition.json"] == b'{"on":"2026-11-24","version":"0.0.1"}'


def test_the_record_s_page_shows_what_was_signed_and_by_which_key() -> None:
    page = LexborHTMLParser(SITES["full"]["en/record/index.html"].decode())
    shown = [node.text() for node in page.css("pre")]
    note, key, command = shown
    assert note.encode() == SITES["full"]["checkpoint"]
    assert key == str(KEY.verifier)
    assert command == f"signboard verify https://gaon.example --key '{KEY.verifier}'"
    assert "has no public address yet" not in text(SITES["full"], "en/record/index.html")
    assert "ab" * 32 in page.css_first(".seal").text()
    assert "No witness has cosigned this checkpoint." in text(SITES["full"], "en/record/index.html")


def test_a_board_without_a_public_address_asks_for_the_address_of_its_site() -> None:
    signer = SignerKey("localhost/gaon", bytes(32))
    signed = Checkpoint(signer.name, 0, bytes(32)).text
    note = Note(signed, (signer.signature(signed),))
    site = dict(pages(replace(BOARDS["empty"], checkpoint=note)))
    for path, word, told in (
        ("en/record/index.html", "ADDRESS", "This board has no public address yet."),
        ("ko/record/index.html", "주소", "이 현판에는 아직 공개 주소가 없습니다."),
    ):
        assert f"signboard verify {word} --key '{KEY.verifier}'" in text(site, path)
        assert told in text(site, path)


def test_cosignatures_are_shown_with_their_names_and_times() -> None:
    material = BOARDS["full"]
    witness = SignerKey("witness.example", bytes(32), COSIGNS)
    note = material.checkpoint
    signed = note.with_signatures(witness.cosignature(note.text, 1_795_000_000))
    late = note.with_signatures(witness.cosignature(note.text, 2**64 - 1))
    for cosigned, time in ((signed, "18 November 2026, 11:06 UTC"), (late, "31 December 9999")):
        site = dict(pages(replace(material, checkpoint=cosigned, keys=("one", "two", "three"))))
        page = text(site, "en/record/index.html")
        assert f"witness.example {time}" in page
        assert "No witness has cosigned" not in page
        assert "2 keys signed before this one" in page
        assert "이 공개키 이전에 쓰인 공개키가 2개" in text(site, "ko/record/index.html")


def test_a_long_wall_goes_on_over_pages_of_a_hundred() -> None:
    material = many(250)
    site = dict(pages(material))
    for one in material.agenda.whole():
        assert f"en/commitments/{one.id}/index.html" in site
    sizes = [
        len(LexborHTMLParser(site[path].decode()).css(".row"))
        for path in ("ko/index.html", "ko/page/2/index.html", "ko/page/3/index.html")
    ]
    assert sizes == [100, 100, 50]
    assert "ko/page/4/index.html" not in site
    assert "ko/moved/page/3/index.html" in site


def test_a_claim_is_hollow_and_an_independent_fact_is_filled() -> None:
    page = LexborHTMLParser(SITES["full"]["en/commitments/gaon-1/index.html"].decode())
    assert page.css_first("#f-e-3 .pin use").attributes.get("class") == "hollow"
    assert "class" not in page.css_first("#f-e-2 .pin use").attributes


def test_the_sums_above_the_wall_agree_with_the_lists_that_they_lead_to() -> None:
    for site in (SITES["full"], dict(pages(late()))):
        page = LexborHTMLParser(site["en/index.html"].decode())
        links = page.css(".sums a")
        assert links
        for link in links:
            number = re.search(r"\d+", link.text())
            assert number is not None
            listed = LexborHTMLParser(site[f"en/{link.attributes['href']}index.html"].decode())
            assert len(listed.css(".row")) == int(number[0])


def late() -> Material:
    """One that is past due, one whose part is so for longer, one that stopped before its date."""
    making = Making()
    files(making, "ko")
    files(making, "en")
    commits(making)
    when = Interval.parse("2022-01")
    evidence(making, "e-1", "2021-01", *(Bearing(f"gaon-{n}", "starts") for n in (1, 2, 3)))
    evidence(making, "e-2", "2022-01", Bearing("gaon-3", "ends"))
    dues = {"gaon-1.1": "2023", "gaon-2": "2024", "gaon-3": "2026-12-30"}
    for name, due in dues.items():
        making.enter(
            DueSet(commitment=name, due=Interval.parse(due), on=when, evidence="e-1"),
        )
    reason = making.seals(ko="비가 왔다.", en="It rained.")
    for name, due in (("gaon-2", "2025"), ("gaon-1.1", "2024"), ("gaon-1.1", "2025-06")):
        making.enter(
            DueMoved(commitment=name, due=Interval.parse(due), on=when, reason=reason),
        )
    return making.material()


def listed(site: dict[str, bytes], path: str) -> list[str | None]:
    page = LexborHTMLParser(site[path].decode())
    return [row.attributes["id"] for row in page.css(".row")]


def test_what_is_past_due_and_what_was_moved_have_lists_of_their_own() -> None:
    site = dict(pages(late()))
    sums = LexborHTMLParser(site["en/index.html"].decode()).css_first(".sums")
    links = {link.attributes["href"]: link.text() for link in sums.css("a")}
    assert links["due/past/"] == "2 are past a due date"
    assert links["due/moved/"] == "2 had due dates moved (3 times in all)"
    assert "due/" not in links
    assert listed(site, "en/due/past/index.html") == ["c-gaon-1", "c-gaon-2"]
    assert listed(site, "en/due/moved/index.html") == ["c-gaon-1", "c-gaon-2"]
    assert "Part 1: The due date was moved 2 times" in text(site, "en/due/moved/index.html")
    assert "기한이 옮겨진 시책 2건(모두 3번)" in text(site, "ko/index.html")


def test_what_stopped_is_neither_counted_down_nor_coming_due() -> None:
    site = dict(pages(late()))
    row = LexborHTMLParser(site["en/index.html"].decode()).css_first("#c-gaon-3")
    assert "Stopped" in row.text()
    assert row.css_first(".flag") is None
    assert listed(site, "en/due/index.html")[-1] == "c-gaon-3"
    for language in ("en", "ko"):
        page = text(site, f"{language}/commitments/gaon-3/index.html")
        assert not re.search(r"Due in \d", page)
        assert not re.search(r"기한까지 \d", page)
    assert "Stopped before its due date." in text(site, "en/commitments/gaon-3/index.html")


def test_the_wall_says_of_what_was_promised_only_that_it_was_announced() -> None:
    assert "3 commitments that The city of Gaon announced on 29 December 2019." in text(
        SITES["full"], "en/index.html"
    )
    assert "가온시가 2019년 12월 29일 발표한 시책 3건입니다." in text(
        SITES["full"], "ko/index.html"
    )


def test_no_day_is_told_of_commitments_of_which_one_has_none() -> None:
    making = Making()
    files(making, "ko")
    making.reads("undated", "en", ["A plan", "Open a park"])
    said = making.seal("A plan")
    making.enter(
        CommitmentMade(commitment="a-1", document="plan-ko", quote=making.quotes("plan-ko", "물")),
        DocumentFiled("undated", said, said, "text/plain", said, "en"),
        CommitmentMade(
            commitment="b-1", document="undated", quote=making.quotes("undated", "Open a park")
        ),
    )
    assert "2 commitments hang here." in text(dict(pages(making.material())), "en/index.html")


@pytest.mark.parametrize(
    ("origin", "root"),
    [("gaon.example", "/"), ("gaon.example/boards/2026", "/boards/2026/"), ("localhost/gaon", "/")],
)
def test_the_page_that_stands_for_any_other_leads_into_the_board(origin: str, root: str) -> None:
    signer = SignerKey(origin, bytes(32))
    signed = Checkpoint(signer.name, 0, bytes(32)).text
    note = Note(signed, (signer.signature(signed),))
    site = dict(pages(replace(BOARDS["empty"], checkpoint=note)))
    page = LexborHTMLParser(site["404.html"].decode())
    led = [node.attributes["href"] or "" for node in page.css("link[href], a[href]")]
    assert {f"{root}ko/", f"{root}en/"} <= set(led)
    assert all(one.removeprefix(root) in site or one.endswith("/") for one in led)


def test_entries_on_what_the_agenda_no_longer_holds_name_it_without_a_link() -> None:
    page = LexborHTMLParser(SITES["dropped"]["en/record/0/index.html"].decode())
    plain = {node.text() for node in page.css(".entries > li > p > span.soft")}
    assert plain == {"gaon-1", "gaon-1.1", "gaon-2", "plan-en", "gaon-quarters", "gaon-water"}
    linked = {node.attributes["href"] for node in page.css(".entries > li > p > a:not(.tag)")}
    assert "../../commitments/gaon-3/" in linked


def test_a_withdrawn_fact_is_struck_out_in_what_happened() -> None:
    making = Making()
    files(making, "ko")
    files(making, "en")
    commits(making)
    gone = evidence(making, "e-1", "2021-01", Bearing("gaon-2", "starts"))
    evidence(making, "e-2", "2021-02", Bearing("gaon-2", "advances"))
    making.enter(EntryWithdrawn(entry=gone, reason=making.seals(en="It was wrong.")))
    site = dict(pages(making.material()))
    page = LexborHTMLParser(site["en/commitments/gaon-2/index.html"].decode())
    assert page.css_first("#f-e-1 .pin use").attributes["class"] == "hollow"
    assert page.css_first("#f-e-1 .pin .strike") is not None
    assert "class" not in page.css_first("#f-e-2 .pin use").attributes
    assert page.css_first("#f-e-2 .pin .strike") is None


def test_documents_tell_the_announcement_from_the_publication() -> None:
    assert "발표 2019년 12월 29일 · 배포 2020년 1월 20일" in text(
        SITES["full"], "ko/documents/index.html"
    )


def test_what_rests_on_nothing_says_so_once() -> None:
    row = LexborHTMLParser(SITES["bare"]["ko/index.html"].decode()).css_first(".row .stands")
    assert row.text().count("없음") == 1


def test_a_part_that_stopped_or_has_a_date_of_its_own_is_said_so_on_the_wall() -> None:
    making = Making()
    files(making, "ko")
    files(making, "en")
    commits(making)
    evidence(making, "e-1", "2021-01", Bearing("gaon-1.1", "starts"))
    evidence(making, "e-2", "2022-01", Bearing("gaon-1.1", "ends"))
    when = Interval.parse("2022-01")
    making.enter(DueSet(commitment="gaon-1.1", due=Interval.parse("2024"), on=when, evidence="e-1"))
    page = LexborHTMLParser(dict(pages(making.material()))["en/index.html"].decode())
    row = page.css_first("#c-gaon-1").text()
    assert "Part 1: Stopped · Overdue by 23 months" in row
    assert "1 is past a due date" in page.css_first(".sums").text()
