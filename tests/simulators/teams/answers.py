"""What Teams makes of the bot's answer to an invoke; an answer that it would not take fails the test."""

from dataclasses import replace

from tests.simulators.teams import checks
from tests.simulators.teams.model import CARD, Json, Message, Person
from tests.simulators.teams.sender import Answer, Dialog, Refused

MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
TROUBLE = "Unable to reach app. Please try again."


def executed(answer: Answer, person: Person, message: Message) -> Answer:
    """Show the person what their Action.Execute was answered with: a card in the place of theirs, or a line."""
    if not answer.ok:
        return replace(answer, notice=TROUBLE)
    body = answer.body
    match body:
        case {"statusCode": 200, "type": str(kind), "value": dict(card)} if kind == CARD:
            _checked(card, person)
            message.views[person.id29] = card
            return replace(answer, replaced=card)
        case {"statusCode": 200, "type": str(kind), "value": str(said)} if kind == MESSAGE and said:
            return replace(answer, notice=said)
        case {"statusCode": int(status), "type": str(kind), "value": {"message": str(said)}} if (
            kind == ERROR and status >= 400
        ):
            return replace(answer, notice=said)
        case _:
            raise Refused(f"an answer to Action.Execute with {answer.status} {answer.text[:500]}")


def dialog(answer: Answer, person: Person, place: Json, action: Json | None = None) -> Answer:
    """Show the person the dialog, or the line, that their task/fetch or task/submit was answered with.

    With an `action` it was opened from the menu of a message.
    """
    if not answer.ok:
        return replace(answer, notice=TROUBLE)
    if not answer.text.strip():
        return answer
    match answer.body:
        case {"task": {"type": "continue", "value": {"title": str(title), "card": dict(card)}}}:
            content = card.get("content")
            if card.get("contentType") != CARD or not isinstance(content, dict) or not title:
                raise Refused(f"a dialog with {str(card)[:500]}")
            _checked(content, person)
            return replace(
                answer, dialog=Dialog(person.company, title, content, place, action or {})
            )
        case {"task": {"type": "message", "value": str(said)}} if said:
            return replace(answer, notice=said)
        case {} as empty if empty in ({}, {"task": None}):
            return answer
        case _:
            raise Refused(f"an answer to a dialog with {answer.text[:500]}")


def _checked(card: Json, person: Person) -> None:
    if wrong := list(checks.card_faults(card, person.company)):
        raise Refused(f"a card in an answer: {wrong}")
