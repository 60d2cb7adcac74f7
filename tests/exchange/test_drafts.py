"""Drafts: read as people write them, refused with their place."""

import json
from itertools import count
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signboard.exchange import saying
from signboard.exchange.drafts import Draft, drafts, to_fact
from signboard.exchange.written import form
from signboard.record.entries import (
    KINDS,
    DocumentFiled,
    EvidenceCited,
    HolderNamed,
    ListAnnounced,
)
from signboard.record.holding import sealed_in
from signboard.record.pieces import Bearing
from signboard.record.sealing import Sealer, unseal_text, unseal_words
from signboard.terms import Interval, Measure, Money, Point, Refusal

EVIDENCE = """
- kind: EvidenceCited
  evidence: e1
  on: 2020-07
  statement: {en: The site was cleared., ko: 부지가 정리됐다.}
  url: https://news.example/1
  title: {ko: 부지 정리}
  language: ko
  voice: independent
  bears:
    - {subject: plan-01, how: starts}
  remark: {en: A plan.}
  inferred: true
  money: {amount: "62600000000", currency: KRW}
"""


def sealer() -> Sealer:
    numbers = count()
    return Sealer(lambda: next(numbers).to_bytes(16, "big"))


def facts(text: str, name: str = "facts.yaml") -> list[object]:
    made = sealer()
    return [to_fact(draft, made) for draft in drafts(text.encode(), name)]


def test_a_draft_becomes_a_fact_whose_words_are_sealed() -> None:
    (draft,) = drafts(EVIDENCE.encode(), "facts.yaml")
    made = sealer()
    fact, blobs = to_fact(draft, made), made.blobs
    assert isinstance(fact, EvidenceCited)
    assert fact.on == Interval.parse("2020-07")
    assert unseal_words(blobs[fact.statement])["ko"] == "부지가 정리됐다."
    assert unseal_words(blobs[fact.title]) == {"ko": "부지 정리"}
    assert unseal_text(blobs[fact.url]) == "https://news.example/1"
    assert fact.host == "news.example"
    assert fact.remark is not None
    assert unseal_words(blobs[fact.remark]) == {"en": "A plan."}
    assert set(blobs) == set(sealed_in(fact))
    assert len(blobs) == 4


def test_words_within_a_draft_s_parts_are_sealed_too() -> None:
    made = sealer()
    text = EVIDENCE + "  measure: {value: '3', unit: {en: halls}}\n  place: {en: North}\n" + LIST
    cited, listed = (to_fact(draft, made) for draft in drafts(text.encode(), "facts.yaml"))
    assert isinstance(cited, EvidenceCited)
    assert cited.measure is not None
    assert unseal_words(made.blobs[cited.measure.unit]) == {"en": "halls"}
    assert isinstance(listed, ListAnnounced)
    assert [unseal_text(made.blobs[item.quote.words]) for item in listed.items] == ["물", "불"]
    assert (listed.heading.start, listed.heading.end) == (0, 2)
    assert set(made.blobs) == {*sealed_in(cited), *sealed_in(listed)}


LIST = """
- kind: ListAnnounced
  list: plan-list
  commitment: plan-01
  document: plan
  heading: {start: 0, end: 2, text: 동네}
  items:
    - {item: plan-list.1, quote: {start: 3, end: 4, text: 물}}
    - {item: plan-list.2, quote: {start: 5, end: 6, text: 불}}
"""


def test_json_lines_say_the_same_as_yaml() -> None:
    line = {"kind": "HolderNamed", "commitment": "plan-01", "holder": {"en": "The city"}}
    (fact,) = facts(f"\n{json.dumps(line)}\n", "facts.jsonl")
    holder = sealer().words({"en": "The city"})
    assert fact == HolderNamed(commitment="plan-01", holder=holder)
    assert facts("- kind: HolderNamed\n  commitment: plan-01\n  holder: {en: The city}") == [fact]


def test_norwegian_is_a_language_and_yaml_dates_and_on_are_text() -> None:
    (fact,) = facts("- kind: HolderNamed\n  commitment: plan-01\n  holder: {no: Byen}")
    assert fact == HolderNamed(commitment="plan-01", holder=sealer().words({"no": "Byen"}))


HOLDER = "- kind: HolderNamed\n  commitment: plan-01\n  holder: {en: The city}\n"
REFUSED = [
    ("", "facts.yaml", "facts.yaml holds no entries"),
    ("kind: BoardNamed", "facts.yaml", "facts.yaml is not a list of entries"),
    ("- 3", "facts.yaml", "facts.yaml, entry 1 is not an entry"),
    ("- kind: PromiseKept", "facts.yaml", '"PromiseKept" is no kind of entry; the kinds are'),
    ("- kind: [1]", "facts.yaml", "is no kind of entry"),
    (HOLDER.replace("The city", "''"), "facts.yaml", "entry 1 (plan-01), holder.en: is empty;"),
    (HOLDER + "  note: x", "facts.yaml", 'HolderNamed has no field "note"; its fields are'),
    (
        HOLDER + "  holder: {en: x}",
        "facts.yaml",
        "facts.yaml, line 1 is not YAML: a key comes twice",
    ),
    (EVIDENCE.replace("2020-07", "2o20"), "facts.yaml", 'on: "2o20" is not a date; write'),
    (
        EVIDENCE.replace("{ko: 부지 정리}", "부지 정리"),
        "facts.yaml",
        'title: "부지 정리" has no language; write words by language',
    ),
    ("- &a [*a]", "facts.yaml", "aliases (*) are not read"),
    ("- " + "[" * 30, "facts.yaml", "nested too deep"),
    ("- {a: [", "facts.yaml", "facts.yaml, line 2 is not YAML"),
    ("- !!python/object:os.system x", "facts.yaml", "tags (!) are not read"),
    ("- !!int abc", "facts.yaml", "tags (!) are not read"),
    (HOLDER.replace("{en: The city}", "{1: x, en: y}"), "facts.yaml", "a key is no text"),
    (EVIDENCE.replace("2020-07", "03740"), "facts.yaml", '"03740" is not a date'),
    (EVIDENCE.replace("2020-07", "0x_"), "facts.yaml", '"0x_" is not a date'),
    ('{"kind": "BoardNamed", "kind": "BoardNamed"}', "facts.jsonl", "a key comes twice"),
    ('{"kind": NaN}', "facts.jsonl", "NaN is no number"),
    (HOLDER.replace("The city", '"a\\u202eb"'), "facts.yaml", "steers a terminal or turns"),
    ("{", "facts.jsonl", "facts.jsonl, line 1 is not JSON"),
    ("[" * 100_000, "facts.jsonl", "facts.jsonl, line 1 is not JSON"),
    ("x", "facts.csv", "entries come from .yaml, .yml or .jsonl files"),
]


@pytest.mark.parametrize(("text", "name", "said"), REFUSED, ids=[said for _, _, said in REFUSED])
def test_what_does_not_fit_is_refused_with_its_place(text: str, name: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        facts(text, name)
    assert said in str(refusal.value)


def slip(old: str, new: str) -> str:
    assert old in EVIDENCE
    return EVIDENCE.replace(old, new)


AMOUNT = '"62600000000"'
SLIPS = [
    (
        slip("how: starts", "how: started"),
        (
            ', bears[0].how: "started" is none of '
            "starts, advances, completes, sets_back, ends, context"
        ),
    ),
    (
        slip("independent", "press"),
        ', voice: "press" is none of holder, interested, independent',
    ),
    (
        slip("https://", "www."),
        (
            ', url: "www.news.example/1" is not an address; begin it with https:// or http:// '
            "and leave no blanks in it"
        ),
    ),
    (
        slip(AMOUNT, "12000000"),
        ', money.amount: 12000000 is a number; put it in quotes: "12000000"',
    ),
    (slip(AMOUNT, "0.75"), ', money.amount: 0.75 is a number; put it in quotes: "0.75"'),
    (
        slip(AMOUNT, '"12,000,000"'),
        (
            ', money.amount: "12,000,000" is not an exact number; write digits only, '
            'such as "12000000" or "0.75"'
        ),
    ),
    (
        slip("KRW", "won"),
        ', money.currency: "won" is no currency; write its three capital letters, such as KRW',
    ),
    (
        slip("statement", "statment"),
        (
            ': EvidenceCited has no field "statment"; did you mean "statement"? its fields are '
            "evidence, on, statement, url, title, language, voice, bears, inferred, remark, money, "
            "measure, place, contradicts"
        ),
    ),
    (
        slip("how: starts", "hwo: starts"),
        ', bears[0]: Bearing has no field "hwo"; did you mean "how"? its fields are subject, how',
    ),
    (slip("  url: https://news.example/1\n", ""), ': EvidenceCited lacks "url"; add it'),
    (slip(", currency: KRW", ""), ', money: Money lacks "currency"; add it'),
    (
        slip("plan-01", "Plan 01"),
        (
            ', bears[0].subject: "Plan 01" is not an identifier; write small letters a to z and '
            "digits, joined by - or ., such as plan-01"
        ),
    ),
    (
        slip("language: ko", "language: Korean"),
        ', language: "Korean" is no language tag; write one such as ko or en',
    ),
    (
        slip("inferred: true", "inferred: yes"),
        ', inferred: "yes" is neither true nor false',
    ),
    (
        slip("on: 2020-07", "on:"),
        ", on: is empty; write its value, and put words that hold : , # or quotes into quotes",
    ),
    (
        slip("{en: A plan.}", "{en: 3}"),
        ', remark.en: 3 is a number; put it in quotes: "3"',
    ),
    (
        slip("{en: A plan.}", "{en: begun, today}"),
        (
            ', remark: "today" is no language tag; write one such as ko or en; '
            "put words that hold : , # or quotes into quotes"
        ),
    ),
    (
        slip("\n    - {subject: plan-01, how: starts}", " []"),
        ", bears: [] is an empty list; begin each thing with -",
    ),
    (
        slip("    - {subject", "    {subject"),
        ', bears: {"subject": "plan-01", "how": "starts"} is no list; begin each thing with -',
    ),
]


@pytest.mark.parametrize(("text", "said"), SLIPS, ids=[said for _, said in SLIPS])
def test_a_slip_is_told_with_its_place_and_what_to_write(text: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        facts(text)
    assert str(refusal.value) == f"facts.yaml, entry 1 (e1){said}"


FIRST = [
    (
        EVIDENCE + "  host: other.example\n",
        'EvidenceCited has no field "host"; its fields are evidence, on, statement, url, title',
    ),
    (
        EVIDENCE.replace("news.example", "한.."),
        '(e1): "한.." in an address is no name of a site; correct the address',
    ),
    ("- kind: DocumentFiled\n  document: plan", "is filed with: signboard file"),
    (
        "- kind: WordsWithheld\n  entry: 3\n  words: [abc]\n  ground: security\n  reason: {en: x}",
        'words[0]: "abc" is no digest; copy it from the entry',
    ),
    (LIST.replace("text: 물", "text: 물불"), "items[0].quote: "),
    (HOLDER.replace("HolderNamed", "HolderName"), "did you mean HolderNamed? the kinds are Board"),
    (HOLDER.replace("kind: HolderNamed\n  ", ""), "has no kind; begin it with kind: and one of"),
    (
        HOLDER.replace("The city", "began: at last, today"),
        "put words that hold : , # or quotes into quotes",
    ),
    ("- kind: EntryWithdrawn\n  entry: '3'\n  reason: {en: x}", '"3" is no whole number; write'),
    ("- kind: EntryWithdrawn\n  entry: -3\n  reason: {en: x}", "-3 is too small; write 0 or more"),
    (HOLDER.replace("The city", "x" * 4001), "4,001 characters are too many; write 4,000 at most"),
    (HOLDER.replace("plan-01", '"a\\nb"'), '(a b), commitment: "a\\nb" is not an identifier'),
    (
        f"- kind: EvidenceSought\n  subject: a\n  on: 2020\n  statement: 'sha256:{'0' * 64}'",
        "has no language; write words by language",
    ),
]


@pytest.mark.parametrize(("text", "said"), FIRST, ids=[said for _, said in FIRST])
def test_a_refusal_says_what_to_do_in_one_line(text: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        facts(text)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("a"),
    lambda held: (
        st.lists(held, max_size=3)
        | st.dictionaries(
            st.sampled_from(["en", "ko", "how", "amount", "EN", ""]), held, max_size=3
        )
    ),
    max_leaves=6,
)
FIELDS = st.dictionaries(
    st.sampled_from(sorted({name for kind in KINDS.values() for name in kind.__struct_fields__})),
    VALUES,
    max_size=5,
)


def outcome(draft: Draft) -> str:
    try:
        return type(to_fact(draft, sealer())).__name__
    except Refusal as refusal:
        return str(refusal)


@given(st.sampled_from(sorted(KINDS)), FIELDS)
@settings(max_examples=300, deadline=None)
def test_whatever_a_draft_holds_it_is_a_fact_or_refused_in_one_line(
    kind: str, fields: dict[str, object]
) -> None:
    assert len(outcome(Draft("facts.yaml, entry 1", KINDS[kind], fields)).splitlines()) == 1


def test_every_checked_form_of_text_is_told_in_words() -> None:
    told = set(saying.FORMS)
    kinds = [form(kind) for kind in KINDS.values() if kind is not DocumentFiled]
    for kind in [*kinds, Money, form(Measure), Point, Bearing]:
        for field in msgspec.structs.fields(kind):
            for each in (field.type, *get_args(field.type)):
                meta = getattr(each, "__metadata__", (None,))[0]
                assert getattr(meta, "pattern", None) is None or each in told


def test_what_is_not_utf_8_is_refused() -> None:
    with pytest.raises(Refusal, match=r"facts.yaml is not UTF-8 \(byte 3\)"):
        drafts("가".encode() + "나".encode("cp949"), "facts.yaml")
