"""What people say about agendas: bring something, wish for something, be for it, see it, take it back, add slides."""

from facilitation.agendas import heard, lineup, own_views, service
from facilitation.agendas.model import Item
from facilitation.errors import NotFound, UserError
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Button, Code
from facilitation.talk.phrases import say

_ID = Argument("id")
_FOR = Argument("program", "text", optional=True, keywords=("for",), shown="<program>")


def bring(call: Call) -> Reply:
    """Sign up with something; the form where it is missing."""
    found = _program(call, "bring for {}")
    if not isinstance(found, Program):
        return found
    program, given = found, call.given
    wish = given.get("wish", "")
    topic = _topic(call)
    kinds = service.kinds(call.work, program)
    if call.answers is None:
        about = service.find(call.work, call.member, wish).topic if wish else topic
        offered = list(call.member.offers[:20])
        return Ask(own_views.bring_form(program, kinds, about, offered, wish))
    try:
        made = service.bring(
            call.work,
            call.member,
            program,
            topic,
            call.now,
            kind=given.get("kind", ""),
            minutes=given.get("minutes", ""),
            skill=given.get("skill", ""),
            wish=wish,
        )
    except UserError as error:
        if not error.field:
            raise
        form = own_views.bring_form(program, kinds, topic, list(call.member.offers[:20]), wish)
        return Ask(form, {error.field: error.sentence})
    coming = call.work.rounds.planned(program.id)
    late = coming is not None and lineup.settled(call.work, program, coming)
    return Say(own_views.brought(program, made, coming, late=late))


def hear_about(call: Call) -> Reply:
    """Wish for something; the form where it is missing."""
    found = _program(call, "hear about for {}")
    if not isinstance(found, Program):
        return found
    topic = _topic(call)
    if not topic:
        return Ask(own_views.wish_form(found))
    return Say(
        own_views.wished(found, service.wish(call.work, call.member, found, topic, call.now))
    )


def agenda(call: Call) -> Reply:
    """Show what is on the next agenda, what waits and what people wish for."""
    found = _program(call, "agenda {}")
    if not isinstance(found, Program):
        return found
    work = call.work
    coming = work.rounds.planned(found.id)
    waiting = work.agendas.waiting(found.id)
    planned = work.agendas.of_round(coming.id) if coming else []
    wishes = [one for one in waiting if one.kind == "wish"]
    votes = work.agendas.votes([one.id for one in wishes])
    ranked = sorted(((w, votes.get(w.id, 0)) for w in wishes), key=lambda each: -each[1])
    brought = [one for one in waiting if one.kind != "wish"]
    people = work.members.some(sorted({one.member for one in (*planned, *waiting)}))
    return Say(own_views.agenda(found, coming, planned, brought, ranked, people, call.member))


def vote(call: Call) -> Reply:
    """Be for a wish, or find something useful; once more takes it back."""
    item = _item(call)
    return Say(own_views.voted(item, service.vote(call.work, call.member, item, call.now)))


def take_back(call: Call) -> Reply:
    """Take back what one has brought or wished for."""
    item = service.withdraw(call.work, call.member, _item(call), call.now)
    return Replace(own_views.taken_back(call.work.programs.get(item.program), item))


def slides(call: Call) -> Reply:
    """Add a link to slides or a recording; the form where it is missing."""
    item = _item(call)
    if call.answers is None and not call.given.get("link"):
        return Ask(own_views.slides_form(item))
    try:
        saved = service.linked(call.work, call.member, item, call.given.get("link", ""))
    except UserError as error:
        if not error.field or call.answers is None:
            raise
        return Ask(own_views.slides_form(item), {error.field: error.sentence})
    return Say(own_views.linked(saved))


def _item(call: Call) -> Item:
    return service.find(call.work, call.member, call.given["id"])


def _topic(call: Call) -> str:
    """Return what it is about, without the marks around it."""
    text = call.given.get("topic", "").strip()
    words = grammar.tokens(text)
    return words[0].value if len(words) == 1 and words[0].quoted else text


def _program(call: Call, line: str) -> Program | Reply:
    """Return the program that is named, or whose channel this is, or the only one with an agenda that one is in."""
    if words := call.given.get("program", ""):
        return programs.find(call.work, call.workspace.id, words)
    mine = [s.program for s in programs.standings(call.work, call.member)]
    found = [p for p in mine if service.kinds(call.work, p)]
    here = [p for p in found if p.channel and p.channel == call.where.id]
    found = here if len(here) == 1 else found
    if not found:
        raise NotFound(
            say(
                "You are in no program with an agenda. See which there are: {command}",
                command=Code("programs"),
            )
        )
    return found[0] if len(found) == 1 else Say(own_views.which(found, line))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="bring",
        heard=heard.BRING,
        summary=say("Sign up with something for a program's agenda"),
        run=bring,
        topic="Ask and share",
        arguments=(
            Argument("topic", "text", optional=True, shown="topic"),
            _FOR,
            Argument("wish", optional=True, keywords=("on",), shown="<wish>"),
        ),
        examples=("bring", 'bring "What we learned from the outage" for #2'),
        form=True,
    ),
    Command(
        words="hear about",
        heard=heard.HEAR_ABOUT,
        summary=say("Say what you would like to hear about"),
        run=hear_about,
        topic="Ask and share",
        arguments=(Argument("topic", "text", optional=True, shown="topic"), _FOR),
        examples=("hear about observability", 'hear about "observability" for #2'),
        form=True,
    ),
    Command(
        words="agenda",
        heard=heard.AGENDA,
        summary=say("See what is on the next agenda, and what people wish for"),
        run=agenda,
        topic="Ask and share",
        button=Button(say("What is on the agenda?"), "agenda"),
        arguments=(Argument("program", "text", optional=True),),
        examples=("agenda", "agenda #2"),
    ),
    Command(
        words="vote",
        summary=say("Be for something"),
        run=vote,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="take back",
        summary=say("Take back what you have brought or wished for"),
        run=take_back,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="slides",
        summary=say("Add a link to slides or a recording"),
        run=slides,
        topic="Ask and share",
        arguments=(_ID, Argument("link", "text", optional=True)),
        listed=False,
        form=True,
    ),
)
