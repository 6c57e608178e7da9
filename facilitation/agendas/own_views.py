"""What one reads and fills in alone: the agenda with what waits, forms to bring and to wish, and what came of them."""

from collections.abc import Mapping, Sequence

from facilitation.agendas import views
from facilitation.agendas.model import Item, Kind
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds.model import Round
from facilitation.talk.forms import Form, Line, Pick
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Link,
    Message,
    Option,
    Quote,
    Time,
    buttons,
    text,
)
from facilitation.talk.phrases import say, say_n
from facilitation.talk.text import cut


def agenda(
    program: Program,
    coming: Round | None,
    planned: Sequence[Item],
    waiting: Sequence[Item],
    wishes: Sequence[tuple[Item, int]],
    people: Mapping[str, Member],
    me: Member,
) -> Message:
    """Show what is on a program's next agenda, what waits, and what people wish for."""
    blocks: list[Block] = []
    if coming is not None:
        blocks.append(text(say("Next: {when}", when=Time(coming.opens_at))))
    for title, items in ((say("On the agenda"), planned), (say("Waits for its turn"), waiting)):
        if items:
            lines = Items(tuple(views.brings(one, people) for one in items[: views.SHOWN]))
            blocks += [text(Bold(title)), lines]
    blocks += _wishes(program, wishes)
    if not (planned or waiting or wishes):
        blocks.append(
            text(say("Nothing is there yet. Whoever begins makes it easy for the others."))
        )
    mine = [one for one in (*planned, *waiting) if one.member == me.id]
    back = [
        Button(say("Take back “{topic}”", topic=cut(one.topic, 30)), f"take back {one.id}")
        for one in mine[:3]
    ]
    return Message(
        say("The agenda of {program}", program=program.name),
        (*blocks, *((buttons(*back),) if back else ()), views.doing(program)),
    )


def _wishes(program: Program, wishes: Sequence[tuple[Item, int]]) -> list[Block]:
    """Show what people wish for, each with how many do, and a way to join in or to take it."""
    blocks: list[Block] = []
    if wishes:
        blocks.append(text(Bold(say("People would like to hear about"))))
    for one, votes in wishes[: views.SHOWN]:
        count = say_n("({n} person)", "({n} people)", n=votes)
        blocks += [
            text(Bold(one.topic), " ", count),
            buttons(
                Button(say("Me too"), f"vote {one.id}"),
                Button(say("I can tell about it"), f"bring for #{program.number} on {one.id}"),
            ),
        ]
    return blocks


def which(programs: Sequence[Program], line: str) -> Message:
    """Ask in which program, where there are several."""
    return Message(
        say("In which program?"),
        (buttons(*(Button(p.name, line.format(f"#{p.number}")) for p in programs[:5])),),
    )


def bring_form(
    program: Program,
    kinds: Sequence[Kind],
    topic: str = "",
    skills: Sequence[str] = (),
    wish: str = "",
) -> Form:
    """Ask what somebody would bring."""
    on = f" on {wish}" if wish else ""
    return Form(
        title=say("Bring something"),
        command=f"bring for #{program.number}{on}",
        lead=say(
            "It comes on one of the next agendas of {program}. You can take it back at any time.",
            program=program.name,
        ),
        fields=(
            *_kind(kinds),
            Line("topic", say("What about, in a few words?"), value=topic, longest=200),
            Line(
                "minutes",
                say("How many minutes?"),
                hint=say("Such as 15."),
                optional=True,
                longest=20,
            ),
            *_skill(skills),
        ),
    )


def _kind(kinds: Sequence[Kind]) -> tuple[Pick, ...]:
    """Ask what it is, where it can be several things."""
    if len(kinds) < 2:
        return ()
    options = tuple(Option(views.OFFERS[kind], kind) for kind in kinds)
    return (Pick("kind", say("What is it?"), options, value=kinds[0]),)


def _skill(skills: Sequence[str]) -> tuple[Pick, ...]:
    """Ask which of somebody's skills it is about, where they have said any."""
    options = tuple(Option(skill, skill) for skill in skills)
    about = Pick("skill", say("Which skill is it about?"), options, optional=True)
    return (about,) if skills else ()


def wish_form(program: Program, topic: str = "") -> Form:
    """Ask what somebody would like to hear about."""
    return Form(
        title=say("Wish for something"),
        command=f"hear about for #{program.number}",
        lead=say("The others can say “me too”, and whoever knows about it can take it."),
        fields=(Line("topic", say("I would like to hear about"), value=topic, longest=200),),
    )


def slides_form(item: Item) -> Form:
    """Ask where slides or a recording are."""
    return Form(
        title=say("Slides or a recording"),
        command=f"slides {item.id}",
        lead=say("Everybody in the program can see it; empty takes it away."),
        fields=(
            Line(
                "link",
                say("Link"),
                value=item.link,
                hint=say("It begins with https://"),
                optional=True,
                longest=500,
            ),
        ),
    )


def brought(program: Program, item: Item, coming: Round | None, *, late: bool = False) -> Message:
    """Confirm what somebody brings, with the way back; `late` says that the agenda to come is settled already."""
    if coming is None:
        when = say("I tell you when it is your turn.")
    elif item.state == "planned":
        when = say(
            "Nothing was on the agenda for {when} yet, so it is your turn then.",
            when=Time(coming.opens_at),
        )
    elif late:
        when = say(
            "The agenda for {when} is settled already, so yours waits for a later one; "
            "I tell you when it is your turn.",
            when=Time(coming.opens_at),
        )
    else:
        when = say(
            "The next agenda is settled before {when}; I tell you when it is your turn.",
            when=Time(coming.opens_at),
        )
    return Message(
        say("Thank you, that is noted"),
        (
            Quote((item.topic,)),
            text(when),
            buttons(views.see(program), Button(say("Take it back"), f"take back {item.id}")),
        ),
    )


def wished(program: Program, item: Item) -> Message:
    """Confirm a wish, with the way back."""
    return Message(
        say("Noted as a wish"),
        (
            Quote((item.topic,)),
            text(say("Others can join in, and whoever knows about it can take it.")),
            buttons(views.see(program), Button(say("Take it back"), f"take back {item.id}")),
        ),
    )


def taken_back(program: Program, item: Item) -> Message:
    """Confirm that something was taken back, with the way to bring it again."""
    line = (
        f"hear about for #{program.number}"
        if item.kind == "wish"
        else f"bring for #{program.number}"
    )
    return Message(
        say("It is taken back"),
        (Quote((item.topic,)), buttons(Button(say("Bring it again"), line), views.see(program))),
    )


def voted(item: Item, now: bool) -> Message:
    """Confirm that somebody is for a wish, or finds something useful."""
    if item.kind == "wish":
        said = say("You would like to hear about it, too.") if now else say("Taken back.")
    else:
        said = say("Thank you, I tell them.") if now else say("Taken back.")
    return Message(said, (Quote((item.topic,)),))


def linked(item: Item) -> Message:
    """Confirm a link."""
    if not item.link:
        return Message(say("The link is gone"), (Quote((item.topic,)),))
    return Message(
        say("The link is there"),
        (Quote((item.topic,)), text(Link(say("slides or recording"), item.link))),
    )
