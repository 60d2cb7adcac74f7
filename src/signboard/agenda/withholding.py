"""May this be withheld now, and what may still be made of a document that was?

Whether words that are to be withheld are sealed in their entry is the clerk's to check, who
holds the lines.
"""

from signboard.agenda.state import Agenda, Filed
from signboard.record.entries import DocumentWithheld, WordsWithheld
from signboard.terms import Refusal


def quotable(agenda: Agenda, document: str) -> None:
    """Raise `Refusal` unless a document can be quoted from: it stands and was not withheld."""
    _known(agenda, document)
    withheld = agenda.withheld.get(agenda.documents[document].fact.text)
    if withheld is not None:
        raise Refusal(
            f'document "{document}" was withheld, by entry {withheld.number}, so that nothing '
            "more can be quoted from it"
        )


def words_withheld(agenda: Agenda, fact: WordsWithheld) -> None:
    """Raise `Refusal` where these words can't be withheld now."""
    if fact.entry >= agenda.size:
        raise Refusal(
            f"there is no entry {fact.entry} yet; words are withheld after they were entered"
        )
    filed = agenda.made.get(fact.entry)
    for name in fact.words:
        _not_withheld(agenda, name)
        if isinstance(filed, Filed) and name in {filed.fact.digest, filed.fact.text}:
            raise Refusal(
                f'{name} is what document "{filed.fact.document}" says; enter DocumentWithheld, '
                "so that its bytes and its text go together"
            )
    if len(set(fact.words)) < len(fact.words):
        raise Refusal("a digest comes twice among the words to be withheld; name each once")


def document_withheld(agenda: Agenda, fact: DocumentWithheld) -> None:
    """Raise `Refusal` where this document can't be withheld now."""
    filed = agenda.filed(fact.document)
    if filed is None:
        raise Refusal(f'no document "{fact.document}" was ever filed; correct the identifier')
    _not_withheld(agenda, filed.fact.text)


def _not_withheld(agenda: Agenda, name: str) -> None:
    if name in agenda.withheld:
        raise Refusal(f"{name} was withheld already, by entry {agenda.withheld[name].number}")


def _known(agenda: Agenda, document: str) -> None:
    if document not in agenda.documents:
        raise Refusal(f'no document "{document}" stands in the record; enter it first')
