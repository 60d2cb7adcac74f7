"""Drafts: read as people write them, refused with their place."""

import json
from itertools import count

import pytest

from signboard.exchange.drafts import drafts, to_fact
from signboard.record.entries import EvidenceCited, HolderNamed
from signboard.record.sealing import unseal
from signboard.terms import Interval, Refusal

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


def salts() -> bytes:
    return next(_numbers).to_bytes(16, "big")


_numbers = count()


def facts(text: str, name: str = "facts.yaml") -> list[object]:
    return [to_fact(draft, salts)[0] for draft in drafts(text.encode(), name)]


def test_a_draft_becomes_a_fact_whose_words_are_sealed() -> None:
    (draft,) = drafts(EVIDENCE.encode(), "facts.yaml")
    fact, blobs = to_fact(draft, salts)
    assert isinstance(fact, EvidenceCited)
    assert fact.on == Interval.parse("2020-07")
    assert unseal(blobs[fact.statement])["ko"] == "부지가 정리됐다."
    assert unseal(blobs[fact.title]) == {"ko": "부지 정리"}
    assert fact.remark is not None
    assert unseal(blobs[fact.remark]) == {"en": "A plan."}
    assert len(blobs) == 3


def test_json_lines_say_the_same_as_yaml() -> None:
    line = {"kind": "HolderNamed", "commitment": "plan-01", "holder": {"en": "The city"}}
    (fact,) = facts(f"\n{json.dumps(line)}\n", "facts.jsonl")
    assert fact == HolderNamed(commitment="plan-01", holder={"en": "The city"})
    assert facts("- kind: HolderNamed\n  commitment: plan-01\n  holder: {en: The city}") == [fact]


def test_norwegian_is_a_language_and_yaml_dates_and_on_are_text() -> None:
    (fact,) = facts("- kind: HolderNamed\n  commitment: plan-01\n  holder: {no: Byen}")
    assert fact == HolderNamed(commitment="plan-01", holder={"no": "Byen"})


HOLDER = "- kind: HolderNamed\n  commitment: plan-01\n  holder: {en: The city}\n"
REFUSED = [
    ("", "facts.yaml", "facts.yaml holds no entries"),
    ("kind: BoardNamed", "facts.yaml", "facts.yaml is not a list of entries"),
    ("- 3", "facts.yaml", "facts.yaml, entry 1 is not an entry"),
    ("- kind: PromiseKept", "facts.yaml", '"PromiseKept" is no kind of entry; the kinds are'),
    ("- kind: [1]", "facts.yaml", "is no kind of entry"),
    (HOLDER.replace("The city", "''"), "facts.yaml", "facts.yaml, entry 1 (plan-01) (HolderNamed)"),
    (HOLDER + "  note: x", "facts.yaml", "unknown field `note`"),
    (
        HOLDER + "  holder: {en: x}",
        "facts.yaml",
        "facts.yaml, line 1 is not YAML: a key comes twice",
    ),
    (EVIDENCE.replace("2020-07", "2o20"), "facts.yaml", 'on: "2o20" is not a date; write'),
    (
        EVIDENCE.replace("{ko: 부지 정리}", "부지 정리"),
        "facts.yaml",
        "title: write words by language",
    ),
    (EVIDENCE.replace('"62600000000"', "6.26e10"), "facts.yaml", "money.amount"),
    (EVIDENCE.replace("starts", "helps"), "facts.yaml", "helps"),
    ("- &a [*a]", "facts.yaml", "aliases (*) are not read"),
    ("- " + "[" * 30, "facts.yaml", "nested too deep"),
    ("- {a: [", "facts.yaml", "facts.yaml, line 2 is not YAML"),
    ("- !!python/object:os.system x", "facts.yaml", "is not YAML"),
    ("{", "facts.jsonl", "facts.jsonl, line 1 is not JSON"),
    ("[" * 100_000, "facts.jsonl", "facts.jsonl, line 1 is not JSON"),
    ("x", "facts.csv", "entries come from .yaml, .yml or .jsonl files"),
]


@pytest.mark.parametrize(("text", "name", "said"), REFUSED, ids=[said for _, _, said in REFUSED])
def test_what_does_not_fit_is_refused_with_its_place(text: str, name: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        facts(text, name)
    assert said in str(refusal.value)


def test_what_is_not_utf_8_is_refused() -> None:
    with pytest.raises(Refusal, match=r"facts.yaml is not UTF-8 \(byte 3\)"):
        drafts("가".encode() + "나".encode("cp949"), "facts.yaml")
