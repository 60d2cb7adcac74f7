"""Words of realistic lengths in Korean and English, put together by dice."""

from random import Random

from signboard.terms import Words

HEADS = {
    "ko": "# 새벽나라, 이천 가지 시책을 내놓다\n\n2019-12-30\n",
    "en": "# The Republic of Dawn: two thousand measures\n\n2019-12-30\n",
}
CHAPTER = 50
"""So many commitments stand under one heading."""

HOLDERS: tuple[Words, ...] = (
    {"ko": "도시철도건설본부", "en": "Urban Railway Construction Headquarters"},
    {"ko": "인공지능산업국", "en": "AI Industry Bureau"},
    {"ko": "복지건강국", "en": "Welfare and Health Bureau"},
    {"ko": "기후환경국", "en": "Climate and Environment Bureau"},
    {"ko": "문화체육실", "en": "Culture and Sports Office"},
)
PLACES: tuple[Words, ...] = (
    {"ko": "북구 첨단3지구", "en": "Cheomdan 3 district, Buk-gu"},
    {"ko": "서구 치평동", "en": "Chipyeong-dong, Seo-gu"},
    {"ko": "광산구 빛그린산단", "en": "Bitgreen industrial complex, Gwangsan-gu"},
)
UNIT: Words = {"ko": "% 공정", "en": "% of the works"}
HOSTS = tuple(f"{name}.example" for name in ("news", "daily", "city", "assembly", "watch", "paper"))

_THINGS = (
    ("청년 주택", "homes for the young"),
    ("도시철도 2호선", "the second metro line"),
    ("인공지능 집적단지", "the AI complex"),
    ("마을 도서관", "village libraries"),
    ("공공 어린이집", "public nurseries"),
    ("친환경 버스", "low-emission buses"),
    ("동네 공원", "neighbourhood parks"),
    ("어르신 돌봄 쉼터", "day centres for the elderly"),
)
_DOINGS = (
    (
        "모든 구에 차질 없이 조성하고 운영 인력을 늘린다",
        "will be built in every district and staffed",
    ),
    ("두 배로 늘리고 이용 요금을 낮춘다", "will be doubled, and cost those who use them less"),
    ("주민과 함께 계획을 다시 세워 추진한다", "will be planned anew with those who live there"),
    ("국비를 확보하여 조기에 완공한다", "will be completed early with money from the state"),
)
_EVENTS = (
    (
        "착공식이 열렸고 시장과 주민 {n}명이 참석했다",
        "saw ground broken before {n} residents and the mayor",
    ),
    ("예산 {n}억 원이 시의회를 통과했다", "was granted {n} hundred million won by the council"),
    ("공정률이 {n}%라고 담당 부서가 밝혔다", "stood at {n} per cent, the division in charge said"),
    (
        "설계 변경으로 {n}개월 늦어진다는 보도가 나왔다",
        "was reported to be {n} months late for a new design",
    ),
    (
        "{n}곳이 문을 열었고 이용자가 꾸준히 늘고 있다",
        "opened at {n} sites, with more users each month",
    ),
)
_MORE = (
    (
        "시는 다음 분기에 경과를 다시 알리겠다고 했다.",
        "The city said it would report again next quarter.",
    ),
    (
        "감사위원회는 절차에 문제가 없다고 보았다.",
        "The audit board found no fault in the procedure.",
    ),
    (
        "주민 모임은 더 자세한 자료를 요구했다.",
        "A residents’ group asked for more detailed figures.",
    ),
    ("", ""),
)


def promise(dice: Random, language: str, number: int) -> str:
    """What is promised, numbered so that no two are the same."""
    place = 0 if language == "ko" else 1
    thing, doing = _THINGS[number % len(_THINGS)], dice.choice(_DOINGS)
    return f"{thing[place]} {number + 1:,} {doing[place]}"


def chapter(language: str, number: int) -> str:
    """The heading that stands before a commitment, if it begins a chapter."""
    if number % CHAPTER:
        return ""
    n = number // CHAPTER + 1
    return f"\n## {n}장. 앞으로 할 일\n\n" if language == "ko" else f"\n## {n}. What we will do\n\n"


def statement(dice: Random) -> Words:
    """What happened, one or two sentences in both languages."""
    thing, event, more = dice.choice(_THINGS), dice.choice(_EVENTS), dice.choice(_MORE)
    n = dice.randrange(2, 98)
    return {
        "ko": f"{thing[0]} 사업은 {event[0].format(n=n)}. {more[0]}".strip(),
        "en": f"The work on {thing[1]} {event[1].format(n=n)}. {more[1]}".strip(),
    }


def title(dice: Random) -> Words:
    """The headline of a source, in its own language."""
    return {"ko": f"{dice.choice(_THINGS)[0]}, {dice.choice(_DOINGS)[0]}… 남은 과제는"}
