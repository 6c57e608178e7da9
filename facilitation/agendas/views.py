"""What people read of agendas: the call to sign up, what is on, whose turn it is, thanks, and what waits."""

from collections.abc import Callable, Mapping, Sequence

from facilitation.agendas.model import Item, Kind
from facilitation.discussions.model import Discussion
from facilitation.people.model import Member
from facilitation.programs.formats.agenda_acts import Begin, Digest, LineUp, SignUp
from facilitation.programs.model import Program
from facilitation.rounds import wording
from facilitation.rounds.model import Round
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Link,
    Message,
    Quote,
    Spans,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, Place, say, say_n
from facilitation.talk.text import cut
from facilitation.talk.words import mention

SHOWN = 12
"""So many things one message shows."""

_BRINGS: Mapping[Kind, Callable[[Place, Place], Phrase]] = {
    "talk": lambda who, what: say("{who} talks about {topic}", who=who, topic=what),
    "show": lambda who, what: say("{who} shows {topic}", who=who, topic=what),
    "ask": lambda who, what: say("{who} asks: {topic}", who=who, topic=what),
    "resource": lambda who, what: say("{who} recommends {topic}", who=who, topic=what),
    "wish": lambda who, what: say("{who} would like to hear about {topic}", who=who, topic=what),
}
OFFERS: Mapping[Kind, Phrase] = {
    "talk": say("I would talk about something"),
    "show": say("I would show something"),
    "ask": say("I would ask something"),
    "resource": say("I would recommend something"),
    "wish": say("I would like to hear about something"),
}


def brings(item: Item, people: Mapping[str, Member]) -> Spans:
    """Return in a line who brings what, and how long it takes."""
    who = Bold(people[item.member].name) if item.member in people else say("Somebody")
    said = _BRINGS[item.kind](who, Bold(item.topic))
    link = (" ", Link(say("slides or recording"), item.link)) if item.link else ()
    if item.minutes:
        return (said, " ", say("({n} minutes)", n=item.minutes), *link)
    return (said, *link)


def call(program: Program, round: Round, step: SignUp) -> Message:
    """Ask who brings something, and what people would like to hear about."""
    places = {"round": round.number, "opens": Time(round.opens_at)}
    return Message(
        wording.said(step.title, program=program.name, **places),
        (
            *wording.lines(step.says, program=Bold(program.name), **places),
            doing(program),
        ),
    )


def invitation(program: Program, round: Round, step: SignUp) -> Message:
    """Invite one who listened often to bring something."""
    places = {"round": round.number, "opens": Time(round.opens_at)}
    return Message(
        say("Would you bring something to {program}?", program=program.name),
        (
            *wording.lines(step.invitation, program=Bold(program.name), **places),
            buttons(
                Button(say("Bring something"), f"bring for #{program.number}", "primary"),
                Button(say("What do others wish for?"), f"agenda #{program.number}"),
            ),
            note(say("You get this because you listened often. Doing nothing is fine, too.")),
        ),
    )


def doing(program: Program) -> Block:
    """Return what everybody can do about an agenda."""
    number = program.number
    return buttons(
        Button(say("Bring something"), f"bring for #{number}", "primary"),
        Button(say("Wish for something"), f"hear about for #{number}"),
        Button(say("See what there is"), f"agenda #{number}"),
    )


def lined_up(
    program: Program,
    round: Round,
    step: LineUp | Begin,
    items: Sequence[Item],
    people: Mapping[str, Member],
    wishes: int = 0,
) -> Message:
    """Show the agenda of a round to all, with how many wishes wait for somebody."""
    places = {"round": round.number, "opens": Time(round.opens_at)}
    waiting = say_n(
        "{n} wish waits for somebody who knows about it.",
        "{n} wishes wait for somebody who knows about them.",
        n=wishes,
    )
    return Message(
        wording.said(step.title, program=program.name, **places),
        (
            *wording.lines(step.says, program=Bold(program.name), **places),
            Items(tuple(brings(one, people) for one in items[:SHOWN])),
            *((text(waiting),) if wishes else ()),
            doing(program) if isinstance(step, LineUp) else buttons(see(program)),
        ),
    )


def nothing_on(program: Program, round: Round, step: LineUp | Begin) -> Message:
    """Say that nothing is on the agenda, and what would help."""
    places = {"round": round.number, "opens": Time(round.opens_at)}
    title = wording.said(step.title, program=program.name, **places)
    if isinstance(step, LineUp):
        yet = say(
            "Nothing is on the agenda for {when} yet. Is there something you could bring?",
            when=Time(round.opens_at),
        )
        return Message(title, (text(yet), doing(program)))
    if step.nothing:
        said = wording.lines(step.nothing, program=Bold(program.name), **places)
        return Message(title, (*said, doing(program)))
    nobody = say(
        "Nothing is on the agenda, so there is nothing to come for. Bring something for the next time, or say what you "
        "would like to hear about."
    )
    title = say("{program}: nothing this time", program=program.name)
    return Message(title, (text(nobody), doing(program)))


def see(program: Program) -> Button:
    """Return the button to a program's agenda."""
    return Button(say("See what there is"), f"agenda #{program.number}")


def your_turn(program: Program, round: Round, item: Item) -> Message:
    """Tell somebody that they are on the agenda."""
    return Message(
        say("You are on the agenda of {program}", program=program.name),
        (
            text(say("On {when} it is your turn:", when=Time(round.opens_at))),
            Quote((item.topic,)),
            buttons(
                Button(say("Add slides or a link"), f"slides {item.id}"),
                Button(say("Not this time"), f"take back {item.id}"),
            ),
            note(say("Taking it back is fine. Nobody is told why.")),
        ),
    )


def thread(discussion: Discussion, item: Item, by: Member) -> Message:
    """Open the thread of something on the agenda, for questions."""
    return Message(
        say("Questions for {ana}", ana=by.name),
        (
            Quote((item.topic,)),
            text(
                say(
                    "What would you like to know? Ask here before, during and after; open until {when}.",
                    when=Time(discussion.closes_at),
                )
            ),
            buttons(Button(say("Ask a question"), f"contribute {discussion.id}", "primary")),
            note(say("Peerloop reads what you ask here, and keeps the words for 90 days.")),
        ),
    )


def useful(item: Item, by: Member) -> Message:
    """Ask whether something was useful."""
    return Message(
        say("Thank you, {ana}!", ana=by.name),
        (
            Quote((item.topic,)),
            text(say("Was it useful to you? One tap tells {ana} so.", ana=by.name)),
            buttons(Button(say("Useful to me"), f"vote {item.id}", "primary")),
        ),
    )


def thanked(program: Program, item: Item, says: Sequence[str]) -> Message:
    """Thank somebody for what they brought."""
    return Message(
        say("Thank you for “{topic}”", topic=cut(item.topic, 60)),
        (
            *wording.lines(says, program=Bold(program.name)),
            buttons(Button(say("Add slides or a link"), f"slides {item.id}", "primary")),
        ),
    )


def applause(program: Program, item: Item, votes: int) -> Message:
    """Tell somebody to how many it was useful what they brought."""
    return Message(
        say_n(
            "“{topic}” was useful to {n} colleague",
            "“{topic}” was useful to {n} colleagues",
            n=votes,
            topic=cut(item.topic, 60),
        ),
        (
            text(say("They said so themselves. Thank you for {program}.", program=program.name)),
            buttons(Button(say("Bring something again"), f"bring for #{program.number}")),
        ),
    )


def digest(
    program: Program,
    step: Digest,
    brought: Sequence[Item],
    notes: Sequence[str],
    new: Sequence[Member],
    people: Mapping[str, Member],
) -> Message:
    """Sum up a month of a community: what was brought, what was noted, and who is new."""
    blocks: list[Block] = []
    if brought:
        lines = Items(tuple(brings(one, people) for one in brought[:SHOWN]))
        blocks += [text(Bold(say("What we had"))), lines]
    if notes:
        cuts = Items(tuple((cut(one, 300),) for one in notes[:SHOWN]))
        blocks += [text(Bold(say("What we noted"))), cuts]
    if new:
        blocks.append(
            text(say("New here: {people}. Welcome!", people=[mention(m) for m in new[:SHOWN]]))
        )
    return Message(
        wording.said(step.title, program=program.name),
        (*blocks, buttons(see(program), Button(say("What is worth knowing"), "takeaways"))),
    )
