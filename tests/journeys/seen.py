"""What journeys saw, held against the gallery."""

from facilitation import gallery
from facilitation.talk.messages import MESSAGE, Message
from tests.journeys.client import Client


def every_card_has_an_example(play: Client) -> None:
    """Check that each kind of card people saw stands in the gallery."""
    known = {shape(m) for m in gallery.MESSAGES.values()}
    for one in play.state()["messages"]:
        if one["message"]:
            message = MESSAGE.validate_python(one["message"])
            assert shape(message) in known, f"no example of “{message.title}” {shape(message)}"


def shape(message: Message) -> tuple[str, ...]:
    """Return what kind of blocks a card is made of, in order, small print aside."""
    return tuple(b.kind for b in message.blocks)
