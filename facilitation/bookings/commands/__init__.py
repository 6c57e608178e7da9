"""What people say about bookings: ask for time, come to one, move it, call it off."""

from facilitation.bookings import heard
from facilitation.bookings.commands import acting, asking
from facilitation.talk.commands import Command
from facilitation.talk.grammar import Argument
from facilitation.talk.messages import Button
from facilitation.talk.phrases import say

_WHAT = Argument("what", "text", optional=True, shown='@name or skill, 30m, this week, "topic"')
_BOOKING = Argument("booking", "text", optional=True)
_WHICH = Argument("booking")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="book",
        exactly=True,
        heard=heard.BOOK,
        summary=say("Ask a colleague for time, by name or by skill"),
        run=asking.book,
        topic="My times",
        button=Button(say("Book somebody's time"), "book"),
        arguments=(_WHAT,),
        examples=(
            "book",
            'book @ana 30m this week "ingress keeps timing out"',
            "book kubernetes 45m urgent",
        ),
        form=True,
    ),
    Command(
        words="bookings",
        heard=heard.BOOKINGS,
        summary=say("See your bookings, past and coming"),
        run=acting.bookings,
        topic="My times",
        button=Button(say("My bookings"), "bookings"),
        also=("my bookings",),
    ),
    Command(
        words="move",
        summary=say(
            "Ask to move a booking, which stays until the other agrees; or a date that your circle has each round"
        ),
        run=acting.move,
        topic="My times",
        arguments=(Argument("booking", "text", optional=True, shown="tue 10:00, wed 14:00"),),
        examples=("move", "move tue 10:00", "move 3 mar to 5 mar 14:00"),
        form=True,
    ),
    Command(
        words="cancel booking",
        summary=say("Cancel a booking"),
        run=acting.cancel,
        topic="My times",
        arguments=(Argument("booking", "text", optional=True, shown="reason"),),
        examples=("cancel booking",),
        form=True,
    ),
    Command(
        words="book now",
        freely=True,
        summary=say("Ask for somebody's time anyway"),
        run=asking.book_now,
        topic="My times",
        arguments=(_WHAT,),
        listed=False,
    ),
    Command(
        words="accept",
        summary=say("Agree to a proposed time"),
        run=acting.accept,
        topic="My times",
        arguments=(_BOOKING,),
        listed=False,
    ),
    Command(
        words="other times",
        summary=say("Propose other times"),
        run=acting.other_times,
        topic="My times",
        arguments=(_BOOKING,),
        listed=False,
        form=True,
    ),
    Command(
        words="not now",
        summary=say("Say no to a request"),
        run=acting.not_now,
        topic="My times",
        arguments=(_BOOKING,),
        listed=False,
        form=True,
    ),
    Command(
        words="keep booking",
        summary=say("Keep a booking where it is"),
        run=acting.keep,
        topic="My times",
        arguments=(_BOOKING,),
        listed=False,
    ),
    Command(
        words="cancel",
        summary="See the booking in hand, to call it off",
        run=acting.in_hand,
        topic="My times",
        listed=False,
    ),
    Command(
        words="withdraw",
        summary=say("Take a request back"),
        run=asking.withdraw,
        topic="My times",
        arguments=(_BOOKING,),
        examples=("withdraw",),
    ),
    Command(
        words="next peer",
        summary=say("Ask somebody else for the same"),
        run=asking.next_peer,
        topic="My times",
        arguments=(_WHICH, Argument("who", optional=True)),
        listed=False,
    ),
)
