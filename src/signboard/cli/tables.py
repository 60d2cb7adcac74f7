"""What the terminal shows: findings and standings as tables, and the questions of filing.

It is loaded only where a table is shown: publishing and entering need none.
"""

from collections.abc import Mapping, Sequence

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from signboard.agenda import Agenda, Commitment, Standing
from signboard.cli.lines import counted, one_line
from signboard.finding import Candidate, Findings
from signboard.terms import Refusal

_WORDS = {
    "no_evidence": "no evidence",
    "not_started": "not started",
    "limited": "limited",
    "substantial": "substantial",
    "complete": "complete",
}
_SCHEDULES = {
    "none": "no due date",
    "ahead": "not due yet",
    "overdue": "overdue",
    "on_time": "on time",
    "late": "late",
}


def _cell(text: str) -> Text:
    return Text(one_line(text))


def show_findings(findings: Findings, name: str) -> None:
    """Print what was found in a document: first what it says of itself, then the candidates."""
    console = Console()
    about = findings.document
    console.print(_cell(f"{name}: {about.title or 'no title'} ({about.language})"))
    for label, value in (
        ("publisher", about.publisher),
        ("published", about.published),
        ("announced", about.announced),
        ("attachments", ", ".join(f"{a.name} ({a.size})" for a in about.attachments)),
    ):
        console.print(_cell(f"  {label}: {value or 'not found'}"))
    if not findings.candidates:
        console.print("No commitments were found.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("no.", "mark", "kind"):
        table.add_column(heading, no_wrap=True)
    table.add_column("words", overflow="fold", ratio=1)
    for number, one in enumerate(findings.candidates, start=1):
        *cells, words, slots = _row(number, one)
        shown = _cell(words)
        if slots:
            shown.append(f"\n{one_line(slots)}", style="dim")
        table.add_row(*(_cell(cell) for cell in cells), shown)
    console.print(table)
    for listed in about.lists:
        words = "; ".join(item.quote.text for item in listed.items)
        console.print(_cell(f"List “{listed.heading.text}”: {words}"))


def _row(number: int, one: Candidate) -> tuple[str, str, str, str, str]:
    kind: str = one.level if one.kind == "commitment" else one.kind
    if one.repeats:
        kind = "repeats " + ", ".join(str(index + 1) for index in one.repeats)
    slots = [
        f"{'period' if name == 'due' and slot.inherited else name}: "
        f"{slot.quote.text if name == 'due' else slot.text}"
        for name in one.slots.__struct_fields__
        if (slot := getattr(one.slots, name)) is not None
    ]
    mark = one.marker.text if one.marker else ""
    return str(number), mark, kind, one.quote.text, "; ".join(slots)


def ask(findings: Findings, promising: Sequence[int]) -> set[int]:
    """Ask of each candidate whether it is accepted, and at the end whether to file that much.

    A part is asked about only where its whole was accepted. Raises `Refusal` where nobody answers.
    """
    accepted: set[int] = set()
    answer = ""
    for place, index in enumerate(promising, start=1):
        one = findings.candidates[index]
        if one.parent is not None and one.parent not in accepted:
            continue
        if answer != "a":
            typer.echo(f"{place} of {len(promising)} ({one.level}): {one_line(one.quote.text)}")
            answer = _answer("  enter it? y(es), n(o), a(ll the rest), q(uit) ", "ynaq")
        if answer == "q":
            raise Refusal("you quit, so nothing was filed; start again when you are ready")
        if answer in {"y", "a"}:
            accepted.add(index)
    many = counted(len(accepted), "commitment or part", "commitments and parts")
    if _answer(f"file the document with {many}? y(es), n(o) ", "yn") == "n":
        raise Refusal("you said no, so nothing was filed; start again when you are ready")
    return accepted


def ask_pairs(rendered: Sequence[tuple[str, str]]) -> None:
    """Show what would render what, and ask whether it does. Raises `Refusal` where it doesn't."""
    console = Console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("words on record", "words here"):
        table.add_column(heading, overflow="fold", ratio=1)
    for theirs, ours in rendered:
        table.add_row(_cell(theirs), _cell(ours))
    console.print(table)
    if _answer("does each say the same as the words beside it? y(es), n(o) ", "yn") == "n":
        raise Refusal("you said no, so nothing was filed; put both documents in the same order")


def _answer(question: str, letters: str) -> str:
    while True:
        try:
            answer = input(question).strip().lower()[:1]
        except EOFError:
            raise Refusal("nobody answered, so nothing was filed; --accept enters all") from None
        if answer and answer in letters:
            return answer


def show_standings(known: Agenda, standings: Sequence[Standing], texts: Mapping[str, str]) -> None:
    """Print how far each commitment has come, with its parts under it.

    `texts` are the quotes by the digests that seal them; those that it lacks were withheld.
    """
    console = Console()
    if not standings:
        console.print("No commitments stand in the record.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("commitment", overflow="fold", ratio=1)
    for heading, width in (("completion", 12), ("schedule", 14), ("grounds", 11), ("entries", 12)):
        table.add_column(heading, overflow="fold", max_width=width)
    for one in standings:
        for line in (one, *one.parts):
            words, *cells = _standing(known, line, texts)
            named = Text.assemble((line.commitment, "bold"), "\n", one_line(words))
            table.add_row(named, *(_cell(cell) for cell in cells))
    console.print(table)
    console.print(f"As of {standings[0].on}, by rubric {standings[0].rubric}.")


def first_quote(subject: Commitment) -> str:
    """The digest of a commitment's words in the language in which it was made."""
    return next(iter(subject.wordings.values())).quote.words


def _standing(known: Agenda, one: Standing, texts: Mapping[str, str]) -> tuple[str, ...]:
    subject = known.commitments[one.commitment]
    words = texts.get(first_quote(subject), "(withheld)")
    schedule = _SCHEDULES[one.schedule]
    if one.days and one.schedule != "none":
        schedule += f" ({counted(abs(one.days), 'day')} {'left' if one.days < 0 else 'past'})"
    if one.moves:
        schedule += f", moved {one.moves}×"
    return (
        words if len(words) <= 60 else words[:59] + "…",
        _WORDS[one.completion] + (", stopped" if one.stopped is not None else ""),
        schedule,
        one.grounds,
        " ".join(str(number) for number in one.completion_reasons),
    )
