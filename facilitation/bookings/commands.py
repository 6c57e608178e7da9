"""What people say about bookings: ask for time, come to one, move it, call it off, tell how it went."""

from functools import partial

from facilitation.bookings import acting, asking, telling_how
from facilitation.talk.commands import Command
from facilitation.talk.grammar import Argument

TOPIC = "Finding help"

_WHAT = Argument("what", "text", optional=True, shown='@name or skill, 30m, this week, "topic"')
_BOOKING = Argument("booking", "text", optional=True)
_WHICH = Argument("booking")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="book",
        summary="Ask a colleague for time, by name or by skill",
        run=asking.book,
        topic=TOPIC,
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
        summary="See your bookings, past and coming",
        run=acting.bookings,
        topic=TOPIC,
        also=("my bookings",),
    ),
    Command(
        words="move",
        summary="Ask to move a booking; the old time stands until the other agrees",
        run=acting.move,
        topic=TOPIC,
        arguments=(Argument("booking", "text", optional=True, shown="tue 10:00, wed 14:00"),),
        examples=("move", "move tue 10:00"),
        form=True,
    ),
    Command(
        words="cancel booking",
        summary="Call a booking off, with a reason for the other or none",
        run=acting.cancel,
        topic=TOPIC,
        arguments=(Argument("booking", "text", optional=True, shown="reason"),),
        examples=("cancel booking",),
        form=True,
    ),
    Command(
        words="book now",
        summary="Ask for time without a question",
        run=asking.book_now,
        topic=TOPIC,
        arguments=(_WHAT,),
        listed=False,
    ),
    Command(
        words="accept",
        summary="Agree on a time that is proposed",
        run=acting.accept,
        topic=TOPIC,
        arguments=(_BOOKING,),
        listed=False,
    ),
    Command(
        words="other times",
        summary="Propose other times",
        run=acting.other_times,
        topic=TOPIC,
        arguments=(_BOOKING,),
        listed=False,
        form=True,
    ),
    Command(
        words="not now",
        summary="Say no to a request, with a private reason or none",
        run=acting.not_now,
        topic=TOPIC,
        arguments=(_BOOKING,),
        listed=False,
        form=True,
    ),
    Command(
        words="keep booking",
        summary="Leave a booking where it is",
        run=acting.keep,
        topic=TOPIC,
        arguments=(_BOOKING,),
        listed=False,
    ),
    Command(
        words="withdraw",
        summary="Take a request back",
        run=asking.withdraw,
        topic=TOPIC,
        arguments=(_BOOKING,),
        examples=("withdraw",),
    ),
    Command(
        words="next peer",
        summary="Ask the next best peer",
        run=asking.next_peer,
        topic=TOPIC,
        arguments=(_WHICH, Argument("who", optional=True)),
        listed=False,
    ),
    Command(
        words="booking met",
        summary="Say that you met",
        run=partial(telling_how.came, met=True),
        topic=TOPIC,
        arguments=(_WHICH,),
        listed=False,
    ),
    Command(
        words="booking missed",
        summary="Say that you did not meet",
        run=partial(telling_how.came, met=False),
        topic=TOPIC,
        arguments=(_WHICH,),
        listed=False,
    ),
    Command(
        words="booking helped",
        summary="Say whether it helped",
        run=telling_how.helped,
        topic=TOPIC,
        arguments=(_WHICH, Argument("answer", optional=True)),
        listed=False,
    ),
    Command(
        words="booking level",
        summary="Say how well a peer knows the skill",
        run=telling_how.rate,
        topic=TOPIC,
        arguments=(_WHICH, Argument("level")),
        listed=False,
    ),
)
