"""What people say to keep what they learn, and to find it again."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from facilitation.errors import UserError
from facilitation.knowledge import (
    board_views,
    heard,
    keeping,
    looking,
    narrowing,
    ranking,
    service,
    share_views,
    takeaway_views,
)
from facilitation.knowledge.board_views import SHOWN, Page
from facilitation.knowledge.keeping import Said
from facilitation.knowledge.model import Takeaway
from facilitation.knowledge.takeaway_views import Known
from facilitation.people.plainly import kept
from facilitation.programs import service as programs
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call, Command
from facilitation.talk.forms import Form
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Button, Code, Message, Quote
from facilitation.talk.phrases import say

FEWEST = 5
"""Words of a takeaway that is kept as it is said; "share my screen" is no takeaway, and opens the form."""


def keep(call: Call) -> Reply:
    """Keep an answer for others; the form where the words are missing."""
    found, question = keeping.answer_of(call.work, call.member, call.given["id"])
    form = share_views.keep_form(found, question)
    if call.answers is None:
        return Ask(form)
    said = Said(
        title=call.given.get("title", ""),
        text=call.given.get("text", ""),
        skills=[question.skill] if question.skill else [],
        by=found.member,
        answer=found.id,
        program=_of_channel(call, question.channel),
    )
    return _kept(call, said, form)


def _of_channel(call: Call, channel: str) -> str:
    """Return the program whose channel it is; empty where it is none's."""
    known = call.work.programs.of(call.workspace.id) if channel else []
    return next((p.id for p in known if p.channel == channel and p.state != "ended"), "")


def _kept(call: Call, said: Said, form: Form) -> Reply:
    """Keep what a form says, or show the form again where a field needs another answer."""
    try:
        made = keeping.keep(call.work, call.member, said, call.now)
    except UserError as error:
        if error.field is None:
            raise
        return Ask(form, {error.field: error.sentence})
    return Say(_confirmed(call, made))


def _confirmed(call: Call, made: Takeaway) -> Message:
    people = call.work.members.some([made.by, *made.asked])
    if not made.open:
        return takeaway_views.waits(made, people[made.by])
    return takeaway_views.kept(made, next((people[m] for m in made.asked if m in people), None))


def share(call: Call, *, anyway: bool = False) -> Reply:
    """Keep a takeaway of one's own; the form where nothing is said. What is nearly kept already is shown before."""
    text = call.given.get("text", "")
    own = [s.program for s in programs.standings(call.work, call.member)]
    form = share_views.share_form(text[: service.TITLE], own)
    if call.answers is None and len(text.split()) < FEWEST:
        return Ask(form)
    title = call.given.get("title") or text.splitlines()[0][: service.TITLE]
    skill = service.about(call.work, call.workspace.id, f"{title} {text}")
    about = call.given.get("program", "")
    program = (
        programs.find(call.work, call.workspace.id, about).id
        if about
        else _of_channel(call, call.where.id)
    )
    said = Said(title=title, text=text, skills=[skill] if skill else [], program=program)
    near = [] if anyway else looking.alike(call.work, call.member, title, text)
    if call.answers is not None:
        if near:
            return Ask(*share_views.like_it(near, title, text, own))
        return _kept(call, said, form)

    def apply() -> Message:
        return _confirmed(call, keeping.keep(call.work, call.member, said, call.now))

    shown = share_views.would_keep(text, near)
    return propose(call, Change(say("Keep this for others?"), shown, apply, say("Keep it")))


def board(call: Call) -> Reply:
    """Show the takeaways of the workspace, newest first, as far as they are wanted."""
    asked = narrowing.read(call.work, call.member, call.rest("takeaways"))
    if asked.words:
        return _search(call, asked)
    return _board(call, replace(asked, wanted=replace(asked.wanted, kind="takeaway")))


def resources(call: Call) -> Reply:
    """Show what there is to learn from, all of it or for a skill."""
    said = call.rest("resources")
    asked = narrowing.read(call.work, call.member, said)
    if asked.words:
        asked = narrowing.read(call.work, call.member, f"about {said}")
    if asked.words:
        raise UserError(
            "I know no skill called “{words}”. See all: {command}",
            words=kept(asked.words)[:60],
            command=Code("skills"),
        )
    wanted = replace(asked.wanted, kind="resource")
    return _board(call, replace(asked, wanted=wanted))


def _board(call: Call, asked: narrowing.Narrowed) -> Reply:
    skip = (asked.page - 1) * SHOWN
    found = call.work.takeaways.listed(call.workspace.id, asked.wanted, SHOWN + 1, skip)
    line = _line(call, asked)
    page = Page(line, asked.page, len(found) > SHOWN)
    known = _known(call, found[:SHOWN])
    if asked.wanted.kind == "resource":
        return Say(board_views.resources(found[:SHOWN], known, page))
    narrowed = asked.filter or ("some" if asked.wanted.skill or asked.wanted.program else "")
    return Say(board_views.board(found[:SHOWN], known, page, narrowed))


def search(call: Call) -> Reply:
    """Find takeaways by their words."""
    asked = narrowing.read(call.work, call.member, kept(call.rest("search")))
    return _search(call, asked) if asked.words else _board(call, asked)


def _search(call: Call, asked: narrowing.Narrowed) -> Reply:
    found = ranking.search(call.work, call.workspace.id, asked.words, asked.wanted, call.now)
    skip = (asked.page - 1) * SHOWN
    shown = found[skip : skip + SHOWN]
    page = Page(_line(call, asked), asked.page, len(found) > skip + SHOWN)
    return Say(board_views.found_by(asked.words[:60], shown, _known(call, shown), page))


def _line(call: Call, asked: narrowing.Narrowed) -> str:
    """Return the line that was said, without the number of its page."""
    return call.line.removesuffix(f" page {asked.page}")


def takeaway(call: Call) -> Reply:
    """Show one takeaway."""
    return _shown(call, looking.named(call.work, call.member, call.given["takeaway"], call.now))


def _shown(call: Call, found: Takeaway) -> Reply:
    return Say(takeaway_views.takeaway(found, _known(call, [found]), call.member.id))


def _known(call: Call, found: Sequence[Takeaway]) -> Known:
    """Return what is shown beside takeaways."""
    return looking.known(call.work, found)


def unkeep(call: Call) -> Reply:
    """Take a takeaway out again; which one is shown before, where only some words of its title were said."""
    words = call.given["takeaway"]
    named = looking.named(call.work, call.member, words, call.now)
    keeping.require_may_take_back(named, call.member)

    def apply() -> Message:
        return takeaway_views.taken_back(keeping.take_back(call.work, call.member, named.id))

    if looking.surely(named, words):
        return Replace(apply())
    shown = (Quote((named.title,)),)
    return propose(call, Change(say("Take this back?"), shown, apply, say("Take it back")))


_TAKEAWAY = Argument("takeaway", "text", shown="<takeaway>")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="share",
        freely=True,
        heard=heard.SHARE,
        summary=say("Keep something you learned, for others to find"),
        run=share,
        topic="Ask and share",
        button=Button(say("Share what I learned"), "share"),
        arguments=(Argument("text", "text", optional=True, shown="what others can use"),),
        examples=("share", "share Restart the pod before you raise the limit"),
        form=True,
    ),
    Command(
        words="share anyway",
        summary=say("Keep something that is nearly kept already"),
        run=partial(share, anyway=True),
        topic="Ask and share",
        listed=False,
        form=True,
    ),
    Command(
        words="unshare",
        summary=say("Take back what you kept for others"),
        run=unkeep,
        topic="Ask and share",
        arguments=(_TAKEAWAY,),
        examples=("unshare ingress timeouts",),
        also=("unkeep",),
    ),
    Command(
        words="takeaways",
        heard=heard.TAKEAWAYS,
        summary=say("See what colleagues keep for others"),
        run=board,
        topic="Ask and share",
        button=Button(say("What others shared"), "takeaways"),
        arguments=(Argument("which", "text", optional=True, shown="checked | due | mine"),),
        examples=("takeaways", "takeaways checked", "takeaways about kubernetes"),
    ),
    Command(
        words="search",
        freely=True,
        heard=heard.SEARCH,
        summary=say("Find takeaways by their words"),
        run=search,
        topic="Ask and share",
        arguments=(Argument("words", "text", optional=True),),
        examples=("search terraform", "search timeouts about kubernetes", "search vpn checked"),
    ),
    Command(
        words="takeaway",
        summary=say("Read one takeaway, and say how it worked"),
        run=takeaway,
        topic="Ask and share",
        arguments=(_TAKEAWAY,),
        listed=False,
    ),
    Command(
        words="keep",
        summary=say("Keep an answer for others"),
        run=keep,
        topic="Ask and share",
        arguments=(Argument("id", shown="<answer>"),),
        listed=False,
        form=True,
    ),
)
