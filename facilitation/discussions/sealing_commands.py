"""What is said about sealed answers before they appear: by their authors, and by whoever looks them through."""

from dataclasses import replace

from facilitation.discussions import leading, leading_views, sealing, sealing_views, service
from facilitation.discussions.model import Discussion, Word
from facilitation.errors import UserError
from facilitation.post import journal
from facilitation.post.facts_privacy import CasesAsked
from facilitation.talk import changes
from facilitation.talk.changes import Change
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_ID = Argument("id")


def show(call: Call) -> Reply:
    """Let one's own answer appear without a name, though few have answered."""
    return _word(call, "alone" if call.given.get("alone") else "agreed")


def hide(call: Call) -> Reply:
    """Let one's own answer not appear."""
    return _word(call, "aside")


def look(call: Call) -> Reply:
    """See sealed answers first, without names."""
    found = _led(call)
    return Replace(sealing_views.looking_first(sealing.look_first(call.work, found)))


def aside(call: Call) -> Reply:
    """Set an answer aside before it appears."""
    found = _led(call)
    left = sealing.set_aside(call.work, found, call.given["which"], call.now)
    return Replace(sealing_views.look_through(found, left))


def open_now(call: Call) -> Reply:
    """Let answers appear that were looked through."""
    found = _led(call)
    sealing.require_looking(call.work, found)
    done = leading.end(call.work, found, call.now, looked=True)
    return Replace(sealing_views.opening(asked=done.state == "waiting"))


def withdraw(call: Call) -> Reply:
    """Take back a question whose answers nobody has seen, after a look at what that does."""
    if not call.given.get("id"):
        mine = [d for d in leading.looked_after(call.work, call.member, call.where) if d.hidden]
        if not mine:
            raise UserError(say("You look after no sealed question whose answers are hidden."))
        if len(mine) > 1:
            return Say(leading_views.which(mine, "sealed withdraw", say("Take it back")))
        call = replace(call, given={**call.given, "id": mine[0].id})
    found = _led(call)
    people = len({one.member for one in sealing.require_hidden(call.work, found)})

    def apply() -> Message:
        leading.take_back(call.work, found, call.member, call.now)
        taken = CasesAsked(program=found.program, kind="sealed.withdrawn")
        journal.keep(call.work, found.workspace, taken, call.now, by=call.member.id)
        return sealing_views.withdrawn(people)

    yes = say("Take it back")
    shown = sealing_views.taking_back(found, people)
    title = say("Take this question back?")
    return changes.propose(call, Change(title, shown, apply, yes, danger=True, for_good=True))


def _word(call: Call, word: Word) -> Reply:
    found = service.find(call.work, call.member, call.given["id"])
    if sealing.agree(call.work, call.member, found, word):
        leading.end(call.work, found, call.now)
    return Replace(sealing_views.word_taken(word))


def _led(call: Call) -> Discussion:
    found = service.find(call.work, call.member, call.given["id"])
    leading.require_lead(call.work, call.member, found)
    return found


COMMANDS: tuple[Command, ...] = (
    Command(
        words="sealed show",
        summary=say("Let your sealed answer appear without your name"),
        run=show,
        topic="Ask and share",
        arguments=(_ID, Argument("alone", optional=True)),
        listed=False,
    ),
    Command(
        words="sealed hide",
        summary=say("Leave your sealed answer out"),
        run=hide,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="sealed look",
        summary=say("See sealed answers first, without names, and set some aside"),
        run=look,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="sealed aside",
        summary=say("Set a sealed answer aside before it appears"),
        run=aside,
        topic="Ask and share",
        arguments=(_ID, Argument("which")),
        listed=False,
    ),
    Command(
        words="sealed withdraw",
        summary=say("Take back a sealed question, and give everybody their answer back"),
        run=withdraw,
        topic="For facilitators",
        arguments=(Argument("id", optional=True),),
        listed=False,
    ),
    Command(
        words="sealed open",
        summary=say("Let sealed answers appear that you looked through"),
        run=open_now,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
)
