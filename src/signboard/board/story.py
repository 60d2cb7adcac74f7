"""What happened: the facts that bear on a commitment, year by year, each told once."""

from collections.abc import Sequence
from itertools import groupby

from signboard.board.edition import Edition
from signboard.board.line import Dated
from signboard.board.survey import View


def timeline(facts: Sequence[Dated], parts: dict[str, int], edition: Edition) -> list[View]:
    """What happened, year by year, each fact once with all that it bears on."""
    shown: list[View] = []
    for _, pairs in groupby(facts, key=lambda pair: pair[0].number):
        group = list(pairs)
        view = edition.fact(*group[0])
        if parts:
            view["parts"] = _borne(group, parts, edition)
        shown.append(view)
    years = groupby(shown, key=lambda one: one["year"])
    return [{"year": year, "facts": list(each)} for year, each in years]


def _borne(group: Sequence[Dated], parts: dict[str, int], edition: Edition) -> list[View]:
    """The parts that a fact bears on, and how on each where they differ."""
    hows = {bearing.subject: bearing.how for bearing in group[0][0].fact.bears}
    differ = len({hows[part] for part in parts if part in hows}) > 1
    return [
        {
            "n": parts[part],
            "name": edition.link(part)["words"],
            "how": edition.hows[how] if differ else "",
        }
        for part, how in hows.items()
        if part in parts
    ]
