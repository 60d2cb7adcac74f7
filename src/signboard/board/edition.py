"""The edition of a board in one language: how each fact is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from signboard.agenda import Agenda, Cited
from signboard.agenda.state import Wording
from signboard.board import addresses, amounts, dates, labels
from signboard.board.line import SHAPES
from signboard.board.speech import Speech
from signboard.board.survey import Survey, View
from signboard.board.wording import Text, chosen, quoted, short
from signboard.terms import How, Voice, Words


@dataclass(frozen=True, slots=True)
class Edition:
    """A survey in a language, with the words that come again and again."""

    survey: Survey
    speech: Speech
    language: str
    sealed_words: Mapping[str, Words]
    sealed_texts: Mapping[str, str]
    hows: dict[How, str] = field(default_factory=dict)
    voices: dict[Voice, str] = field(default_factory=dict)
    ages: dict[date, str] = field(default_factory=dict)
    links: dict[str, View] = field(default_factory=dict)

    def words(self, name: str) -> Text:
        """The words by language that a digest seals, or plain words that they were withheld."""
        try:
            return chosen(self.sealed_words[name], self.language)
        except KeyError as missing:
            return self._withheld(name, missing)

    def text(self, name: str) -> Text:
        """The text that a digest seals, or plain words that it was withheld."""
        try:
            return Text(self.sealed_texts[name])
        except KeyError as missing:
            return self._withheld(name, missing)

    def quote(self, wordings: Mapping[str, Wording]) -> tuple[Wording, Text]:
        """A quote in this language if there is one, or else the first, and its words."""
        wording, lang = quoted(wordings, self.speech.language)
        found = self.text(wording.quote.words)
        return wording, found if found.gone is not None else Text(found.words, lang)

    def place(self, document: str, subject: str) -> str:
        """Where the words of a subject stand in a document: on its page, if they were withheld."""
        if document not in self.survey.material.readings:
            return addresses.document(document)
        return addresses.quoted(document, subject)

    def others(self, wordings: Mapping[str, Wording], own: Wording) -> list[View]:
        """The quotes in other languages than the one that is shown first."""
        found = [
            (code, self.text(each.quote.words))
            for code, each in wordings.items()
            if each is not own
        ]
        return [{"words": one.words, "lang": self.lang(one, code)} for code, one in found]

    def lang(self, text: Text, own: str) -> str:
        """The language of a text of a document in its `own` language."""
        return own if text.gone is None else self.speech.language

    def gone(self, *texts: Text | None) -> list[View]:
        """The entries that withheld any of these, each with its ground and its reason."""
        numbers = dict.fromkeys(text.gone for text in texts if text is not None)
        return [self._withholding(number) for number in numbers if number is not None]

    def _withheld(self, name: str, missing: KeyError) -> Text:
        withheld = self.survey.material.agenda.withheld.get(name)
        if withheld is None:  # for whoever gave the words to say what that means
            raise missing
        ground = labels.ground(withheld.ground, self.speech)
        return Text(self.speech.say("(withheld: {ground})", ground=ground), gone=withheld.number)

    def _withholding(self, number: int) -> View:
        withheld = self.survey.material.agenda.withholdings[number]
        reason = self.words(withheld.reason)
        return {
            "ground": labels.ground(withheld.ground, self.speech),
            "reason": reason.words,
            "lang": reason.lang,
            "number": number,
            "entry": addresses.entry(number),
        }

    def fact(self, cited: Cited, how: How) -> View:
        """How a fact is put where it bears in such a way."""
        view = _fact(self, cited)
        view["shape"] = SHAPES[how]
        view["how"] = self.hows[how]
        _values(self, cited, view)
        _doubts(self, cited, view)
        return view

    def day(self, when: date) -> str:
        """A day as people write it."""
        return dates.day(when, self.speech.language)

    def ago(self, when: date) -> str:
        """How long before the board's day a day was."""
        return dates.ago((self.survey.material.on - when).days, self.speech)

    def link(self, subject: str) -> View:
        """Where a subject is shown, and its own words, cut short, which name it everywhere.

        What the agenda no longer holds goes by its identifier and leads nowhere.
        """
        found = self.links.get(subject)
        if found is None:
            agenda = self.survey.material.agenda
            found = {"href": "", "words": subject}
            if _is_shown(agenda, subject):
                found = {"href": addresses.subject(agenda, subject), "words": _name(self, subject)}
            self.links[subject] = found
        return found


def edition(survey: Survey, speech: Speech) -> Edition:
    """The edition in a language, with the words that every fact needs."""
    material = survey.material
    made = Edition(survey, speech, speech.language, material.words, material.texts)
    hows: tuple[How, ...] = ("starts", "advances", "completes", "sets_back", "ends", "context")
    voices: tuple[Voice, ...] = ("holder", "interested", "independent")
    made.hows.update({bears: labels.how(bears, speech) for bears in hows})
    made.voices.update({who: labels.voice(who, speech) for who in voices})
    return made


def _fact(edition: Edition, cited: Cited) -> View:
    fact, speech = cited.fact, edition.speech
    statement, title = edition.words(fact.statement), edition.words(fact.title)
    when, iso = dates.written(fact.on, speech)
    view: View = {
        **_plain(edition, cited),
        "when": when,
        "iso": iso,
        "statement": statement.words,
        "lang": statement.lang,
        "voice": edition.voices[fact.voice],
        "title": title.words,
        "title_lang": _title_lang(title, fact.language, speech),
        "age": _age(edition, cited.at.date()),
    }
    if edition.survey.material.agenda.withheld:
        view["gone"] = edition.gone(statement, title, edition.text(fact.url))
    return view


def _plain(edition: Edition, cited: Cited) -> View:
    """What is put in the same way in every language."""
    plain = edition.survey.plain
    found = plain.get(cited.number)
    if found is None:
        fact = cited.fact
        found = {
            "id": fact.evidence,
            "number": cited.number,
            "entry": addresses.entry(cited.number),
            "year": fact.on.start.year,
            "inferred": fact.inferred,
            "solid": fact.voice == "independent",
            "url": addresses.outside(edition.text(fact.url)),
            "host": addresses.shown(fact.host),
        }
        plain[cited.number] = found
    return found


def _title_lang(title: Text, source: str, speech: Speech) -> str:
    """The language of a source's title, where it isn't the page's."""
    if title.gone is not None or source == speech.language:
        return title.lang
    return title.lang or source


def _age(edition: Edition, entered: date) -> str:
    found = edition.ages.get(entered)
    if found is None:
        found = edition.speech.say(
            "entered on {date}, {ago}", date=edition.day(entered), ago=edition.ago(entered)
        )
        edition.ages[entered] = found
    return found


def _values(edition: Edition, cited: Cited, view: View) -> None:
    """What only some facts carry: an amount, a measure, a place, a remark."""
    fact, speech = cited.fact, edition.speech
    if not (fact.money or fact.measure or fact.place or fact.remark):
        return
    view["more"] = True
    unit = edition.words(fact.measure.unit) if fact.measure is not None else None
    place = edition.words(fact.place) if fact.place is not None else None
    remark = edition.words(fact.remark) if fact.remark is not None else None
    if fact.money is not None:
        view["money"], view["exact"] = amounts.money(fact.money, speech)
    if fact.measure is not None and unit is not None:
        view["measure"] = amounts.measure(fact.measure, unit, speech)
    if place is not None:
        view["place"] = place.words
    if remark is not None:
        view["remark"], view["remark_lang"] = remark.words, remark.lang
    if "gone" in view:
        view["gone"] += edition.gone(unit, place, remark)


def _doubts(edition: Edition, cited: Cited, view: View) -> None:
    """That a fact was withdrawn, and what other sources say otherwise."""
    material = edition.survey.material
    if cited.withdrawn is not None:
        reason = edition.words(material.agenda.withdrawals[cited.number][1])
        view["withdrawn"] = {
            "reason": reason.words,
            "lang": reason.lang,
            "number": cited.withdrawn,
            "entry": addresses.entry(cited.withdrawn),
        }
    if cited.fact.contradicts or cited.contradicted_by:
        others = dict.fromkeys([*cited.fact.contradicts, *cited.contradicted_by])
        view["others"] = [_other(edition, material.agenda.evidence[one]) for one in others]


def _other(edition: Edition, other: Cited) -> View:
    """What another source says, put without its own contradictions, which lead back."""
    words = edition.words(other.fact.statement)
    return {
        "statement": words.words,
        "lang": words.lang,
        "when": dates.interval(other.fact.on, edition.speech),
        "host": addresses.shown(other.fact.host),
        "url": addresses.outside(edition.text(other.fact.url)),
        "number": other.number,
        "entry": addresses.entry(other.number),
        "withdrawn": other.withdrawn is not None,
    }


def _is_shown(agenda: Agenda, subject: str) -> bool:
    """Whether a page shows it: a part on its whole's, an item on its list's."""
    one, item = agenda.commitments.get(subject), agenda.items.get(subject)
    if one is not None:
        return one.parent is None or one.parent in agenda.commitments
    return (item.listed if item is not None else subject) in agenda.lists


def _name(edition: Edition, subject: str) -> str:
    found = edition.survey.material.agenda.quotable(subject)
    assert found is not None
    return short(edition.quote(found.wordings)[1].words, 48)
