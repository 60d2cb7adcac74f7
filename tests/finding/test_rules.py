"""Tables of single passages: what is a promise, what is one thing, what a time means."""

import pytest

from signboard.finding import find
from signboard.finding.coordination import parts as english_parts
from signboard.finding.dates import interval, mentions
from signboard.finding.korean import parts as korean_parts
from signboard.finding.sentences import sentences
from signboard.reading import read

ONE_THING = [
    "Support for small shop owners and self-employed drivers",
    "Protection against storms and various floods",
    "Respond to the ageing of villages by widening support for birth, school, and work",
    "Build 300 homes, creating jobs and boosting growth",
    "Creation of a park to preserve green hills and resting places",
    "CCTV 설치 및 운영",
    "부모와 아이를 위한 놀이터 조성",
    "화재와 홍수 예방",
]

SEVERAL = {
    "Rapid construction of a mill, based on the harbour accord to foster local hiring and "
    "strengthen trust": ["Rapid construction of a mill", "foster local hiring", "strengthen trust"],
    "Creation of jobs by designating two free ports and fostering five trades": [
        "designating two free ports",
        "fostering five trades",
    ],
    "Completion of a special project for the moor, Ash Brook restoration project, and "
    "designation of the fen as a reserve, to preserve wild land": [
        "Completion of a special project for the moor",
        "Ash Brook restoration project",
        "designation of the fen as a reserve",
    ],
    "Open a clinic; train 40 nurses": ["Open a clinic", "train 40 nurses"],
    "소상공인 대출이자 지원, 전통시장 주차장 조성 및 골목상권 활성화": [
        "소상공인 대출이자 지원",
        "전통시장 주차장 조성",
        "골목상권 활성화",
    ],
    "학교를 고치고, 통학로 조명을 교체하며 돌봄 교실을 확대하겠습니다": [
        "학교를 고치고",
        "통학로 조명을 교체하며",
        "돌봄 교실을 확대하겠습니다",
    ],
}


def divided(text: str) -> list[str]:
    korean = any("가" <= mark <= "힣" for mark in text)
    return [text[a:b] for a, b in (korean_parts if korean else english_parts)(text)]


@pytest.mark.parametrize("text", ONE_THING)
def test_nouns_joined_in_one_object_stay_one_thing(text: str) -> None:
    assert divided(text) == []


@pytest.mark.parametrize("text", SEVERAL)
def test_deeds_that_could_come_out_differently_are_parts(text: str) -> None:
    assert divided(text) == SEVERAL[text]


PROSE = {
    "We will open two libraries by 2031.": "commitment",
    "The city plans to widen the quay.": "commitment",
    "A new bridge will be built in Pell.": "commitment",
    "The council will cut emissions by 40% by 2035.": "target",
    "We built 40 homes last year.": "achievement",
    "내년에 항구를 정비할 방침이다.": "commitment",
    "시는 도서관을 확충하기로 했다.": "commitment",
    "시는 작년에 공원을 조성했다.": "achievement",
    "This will be a hard year.": None,
    "We will never forget them.": None,
    "The mayor said “we will build a bridge to the island next year”.": None,
    '시장은 "다리를 건설하겠습니다."라고 말했다.': None,
    "경기가 회복될 것으로 기대된다.": None,
    "시는 새해 계획을 발표했다.": None,
    "Thank you all for coming.": None,
}


@pytest.mark.parametrize("sentence", PROSE)
def test_a_sentence_of_prose_is_a_promise_by_its_grammar(sentence: str) -> None:
    reading = read(
        f"Some words come first here.\n\n{sentence} And others last.\n".encode(), "a.txt"
    )
    kinds = [candidate.kind for candidate in find(reading).candidates]
    assert kinds == ([PROSE[sentence]] if PROSE[sentence] else [])


SENTENCES = {
    "We build by 2027. We plant.": ["We build by 2027", "We plant"],
    "It grew to 12. We plant.": ["It grew to 12", "We plant"],
    "It opens on May 12. We plant.": ["It opens on May 12", "We plant"],
    "See No. 5 first. We plant.": ["See No. 5 first", "We plant"],
    "It costs 3.5 million. We plant.": ["It costs 3.5 million", "We plant"],
    "1. Open a school": ["1. Open a school"],
    "Tasks: 1. Open a school 2. Plant": ["Tasks: 1. Open a school 2. Plant"],
    "Dr. Kim and the U.S. team came.": ["Dr. Kim and the U.S. team came"],
    "2026. 1. 20. 시는 발표했다. 길을 낸다.": ["2026. 1. 20. 시는 발표했다", "길을 낸다"],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_a_full_stop_after_a_number_ends_a_sentence_only_where_one_follows(text: str) -> None:
    assert [text[start:end] for start, end in sentences(text)] == SENTENCES[text]


FOLLOWING = {
    "We will build a pier by 2027. We will also plant trees. Libraries will open on Sundays.": 3,
    "We will build a pier. The river is wide. Libraries will open on Sundays.": 1,
    "Libraries will open on Sundays. The river is wide.": 0,
    "We will build a pier. It will open doors. People will start to come. Prices will fall.": 1,
}


@pytest.mark.parametrize("text", FOLLOWING)
def test_what_a_service_will_do_is_promised_right_after_a_promise(text: str) -> None:
    assert len(find(read(f"A plan\n\n{text}\n".encode(), "a.txt")).candidates) == FOLLOWING[text]


MEASURED = {
    "Build a pier in the north by 2026 and after": "commitment",
    "Build homes from 2026 onwards": "commitment",
    "Reduce waste by 1 June 2026": "commitment",
    "나무를 5,000그루까지 확대": "target",
    "Reduce waste to 40 tons by 2026": "target",
    "Increase cycling by 30% until 2026": "target",
}


@pytest.mark.parametrize("item", MEASURED)
def test_a_due_date_alone_makes_no_target(item: str) -> None:
    found = find(read(f"# Our plans\n\n1. {item}\n2. Plant trees\n".encode(), "a.md"))
    assert found.candidates[0].kind == MEASURED[item]


TIMES = {
    "by the end of 2030": "2027-03-04/2030-12-31",
    "in May 2028": "2028-05-01/2028-05-31",
    "on 3 May 2028": "2028-05-03/2028-05-03",
    "in the third quarter of 2028": "2028-07-01/2028-09-30",
    "next year": "2028-01-01/2028-12-31",
    "within two years": None,
    "2028-2030": "2028-01-01/2030-12-31",
    "내년 4월부터": "2028-04-01/2028-04-30",
    "2029년까지": "2027-03-04/2029-12-31",
    "올해 하반기": "2027-07-01/2027-12-31",
    "'28년 1분기": "2028-01-01/2028-03-31",
    "임기 내": None,
}


@pytest.mark.parametrize("words", TIMES)
def test_a_time_means_days_as_exactly_as_it_says_them(words: str) -> None:
    (mention,) = mentions(words, interval(2027, 3, 4), heading=True)
    assert (f"{mention.days.start}/{mention.days.end}" if mention.days else None) == TIMES[words]


def test_a_text_without_promises_gives_no_candidates() -> None:
    findings = find(read(b"The river is wide. Boats pass it every day.\n", "a.txt"))
    assert findings.candidates == ()


def test_the_same_words_again_are_marked_as_a_repeat() -> None:
    source = (
        b"We will plant a forest on the moor.\n\nWords.\n\nWe will plant a forest on the moor.\n"
    )
    first, second = find(read(source, "a.txt")).candidates
    assert (first.repeats, second.repeats) == ((), (0,))


def test_a_leading_line_repeats_only_items_that_hold_most_of_its_words() -> None:
    source = (
        "Ardle looks ahead\n| Opening of a river ferry to the old docks\n"
        "| Opening of a new age for Ardle and the river people who live near the docks\n\n"
        "<Two tasks>\n"
        "① Opening of the ferry on the river to the docks\n② Repair of the river wall\n"
    )
    candidates = find(read(source.encode(), "a.txt")).candidates
    assert [(c.level, c.repeats) for c in candidates] == [
        ("sentence", (1,)),
        ("item", ()),
        ("item", ()),
    ]


def test_items_nested_in_a_promise_are_its_parts() -> None:
    source = (
        b"# Our commitments\n\n- Build 500 homes\n  - Buy the land\n  - Hire builders\n- Plant\n"
    )
    candidates = find(read(source, "a.md")).candidates
    assert [(c.level, c.parent) for c in candidates[:3]] == [
        ("item", None),
        ("part", 0),
        ("part", 0),
    ]
