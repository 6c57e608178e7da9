"""What Teams is told when it waits for an answer: a card to show, a line, a dialog; in time, or that it will come."""

from adapters.teams import acts, dialogs
from adapters.teams.acts import Origin
from adapters.teams.answers import pinned
from adapters.teams.transport.model import Answer, Json

NOTHING = Answer(200, None)
"""Everything is well, and there is nothing to show; it closes a dialog."""


def said(line: str, *, in_card: bool) -> Answer:
    """Return a line that Teams shows: under the card that was acted on, or else in place of a dialog."""
    if not in_card:
        return Answer(200, {"task": {"type": "message", "value": line}})
    shown: Json = {"statusCode": 200, "type": "application/vnd.microsoft.activity.message"}
    return Answer(200, {**shown, "value": line})


def card(activity: Json) -> Answer:
    """Return the activity's card, to be shown to the person in place of the one that was acted on."""
    content = activity["attachments"][0]["content"]
    return Answer(
        200,
        {
            "statusCode": 200,
            "type": "application/vnd.microsoft.card.adaptive",
            "value": content,
        },
    )


def dialog(title: str, activity: Json, origin: Origin) -> Answer:
    """Return a dialog of the activity's card, which knows the card it was opened from."""
    content = activity["attachments"][0]["content"]
    shown = pinned(content, acts.riding(origin, card=origin.card))
    return Answer(200, dialogs.task(title, shown))
