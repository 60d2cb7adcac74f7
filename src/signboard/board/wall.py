"""The wall and the lists made of it: in the order of announcing, by what moved last, by what is
due next, by how far each has come, what is past due and whose due date was moved. A long list goes
on over several pages."""

from collections.abc import Iterator, Sequence
from typing import Any

from signboard.agenda import Cited, Commitment
from signboard.board import labels
from signboard.board.addresses import ROWS
from signboard.board.coming import by_due, moved_due, past_due
from signboard.board.press import Page, Press, board_name
from signboard.board.summary import GRADES, summary
from signboard.board.survey import Survey, View


def wall(press: Press, rows: dict[str, View]) -> Iterator[Page]:
    """Every list of commitments, each as often as it has pages."""
    survey, speech = press.edition.survey, press.edition.speech
    top = summary(press.edition)
    announced = [rows[one.id] for one in survey.whole]
    yield from _split(press, "", "wall.html", board_name(press.edition), announced, summary=top)
    moved = [rows[one.id] for one in sorted(survey.whole, key=lambda one: _moved(survey, one))]
    yield from _split(press, "moved/", "list.html", speech.say("By what moved last"), moved)
    due = [rows[one.id] for one in by_due(survey)]
    yield from _split(press, "due/", "list.html", speech.say("By what is due next"), due)
    past = [rows[one.id] for one in past_due(survey)]
    yield from _split(press, "due/past/", "list.html", speech.say("Past a due date"), past)
    put_off = [rows[one.id] for one in moved_due(survey)]
    yield from _split(press, "due/moved/", "list.html", speech.say("Due dates moved"), put_off)
    for grade in GRADES:
        graded = [view for view in announced if view["standing"]["completion"] == grade]
        title = labels.completion(grade, speech)
        yield from _split(press, f"standing/{grade}/", "list.html", title, graded, grade=grade)


def _split(
    press: Press, path: str, template: str, title: str, rows: Sequence[View], **values: Any
) -> Iterator[Page]:
    """A list on pages of a hundred: the first at its own address, the others below `page/`."""
    pages = max(1, -(-len(rows) // ROWS))
    for number in range(1, pages + 1):
        shown = rows[(number - 1) * ROWS : number * ROWS]
        own = path if number == 1 else f"{path}page/{number}/"
        steps = [
            {"n": n, "path": path if n == 1 else f"{path}page/{n}/", "here": n == number}
            for n in _near(number, pages)
        ]
        words = press.edition.speech.say("page {n}", n=number)
        yield press.page(
            own,
            template,
            title if number == 1 else f"{title}, {words}",
            heading=title,
            rows=shown,
            list=path,
            total=len(rows),
            pages=steps if pages > 1 else [],
            number=number,
            **values,
        )


def _near(number: int, pages: int) -> list[int]:
    """The pages that are linked to: the first, the last, and those around."""
    return [n for n in range(1, pages + 1) if n in {1, pages} or abs(n - number) <= 2]


def _moved(survey: Survey, one: Commitment) -> tuple[int, int]:
    """The newest movement first; those that never moved last, in the order of announcing."""
    number = survey.standings[one.id].last_movement
    if number is None:
        return 0, one.number
    cited = survey.material.agenda.made[number]
    assert isinstance(cited, Cited)
    return -cited.fact.on.end.toordinal(), one.number
