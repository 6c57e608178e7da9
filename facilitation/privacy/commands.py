"""What people ask of what is kept of them."""

from facilitation.errors import NotAllowed
from facilitation.people import rights
from facilitation.privacy import forget_views, forgetting, heard, taking
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply
from facilitation.talk.messages import Button, Message
from facilitation.talk.phrases import say

ME = frozenset({"me", "myself", "my data", "about me"})


def forget(call: Call) -> Reply:
    """Propose to forget whoever asks, or somebody who has left."""
    if call.given["who"].casefold() in ME:
        return _forget_me(call)
    if not rights.may(call.member, "admin"):
        raise NotAllowed(
            "You can have yourself forgotten: write “forget me”. Others ask for themselves."
        )
    member = forgetting.somebody_who_left(call.work, call.workspace.id, call.given["who"])

    def apply() -> Message:
        (number,) = forgetting.forget(
            call.work, [member], call.now, asked="admin", by=call.member.id
        )
        return forget_views.receipt(number, call.now, oneself=False)

    title = say("Forget {name}?", name=member.name)
    shown = forget_views.of_another(member)
    return propose(
        call, Change(title, shown, apply, say("Forget them"), danger=True, for_good=True)
    )


def _forget_me(call: Call) -> Reply:
    def apply() -> Message:
        (number,) = forgetting.forget(call.work, [call.member], call.now, asked="themselves")
        return forget_views.receipt(number, call.now, oneself=True)

    title, shown = say("Shall I forget you?"), forget_views.of_oneself()
    return propose(
        call,
        Change(
            title,
            shown,
            apply,
            say("Forget me"),
            danger=True,
            for_good=True,
            instead=(Button(say("Give me a copy first"), "export me"),),
        ),
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        words="forget",
        heard=heard.FORGET,
        summary=say("Have all erased that I keep about you; admins, about somebody who has left"),
        run=forget,
        topic="About me",
        arguments=(Argument("who", "text", shown="me"),),
        examples=("forget me", "forget @ana"),
    ),
    Command(
        words="export me",
        heard=heard.EXPORT,
        summary=say("Get all that I keep about you, to read and to save"),
        run=taking.take,
        topic="About me",
    ),
)
