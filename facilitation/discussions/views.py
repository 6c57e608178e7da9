"""What all can read of a discussion: the card in the channel, the answers, and what came of it."""

from collections.abc import Mapping, Sequence

from facilitation.discussions.model import Contribution, Counted, Discussion
from facilitation.discussions.read_views import BY_MENTION, HEARD, Read, what_is_read
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.talk.forms import Form, Line, Paragraph, Pick
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Message,
    Option,
    Quote,
    Time,
    buttons,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n
from facilitation.talk.text import cut
from facilitation.talk.words import each, mention

LONGEST = 2000


def card(discussion: Discussion, by: Member, read: Read = BY_MENTION) -> Message:
    """Put the question to the channel, and say whose words are read there."""
    until = Time(discussion.closes_at)
    if discussion.sealed:
        how = _sealed(discussion)
    elif read.replies in HEARD:
        how = say(
            "Answer with the button, or reply here in the thread. Open until {when}.", when=until
        )
    else:
        how = say(
            "Answer with the button, or mention me here in the thread. Open until {when}.",
            when=until,
        )
    return Message(
        say("{ana} asks all of you", ana=by.name),
        (
            Quote((discussion.question,)),
            text(how),
            *([text(_may_look())] if discussion.sealed else []),
            buttons(Button(say("Answer"), f"contribute {discussion.id}", "primary")),
            what_is_read(read, sealed=discussion.sealed),
        ),
    )


def _sealed(discussion: Discussion) -> Phrase:
    """Say how to answer what is sealed, and when and how the answers appear."""
    until = Time(discussion.closes_at)
    how = say(
        "Answer with the button. The answers stay hidden until {when}, and then appear here together.",
        when=until,
    )
    if discussion.nameless:
        how = say(
            "Answer with the button. The answers stay hidden until {when}, and then appear here together, "
            "without names.",
            when=until,
        )
    if not discussion.enough:
        return how
    return say(
        "{how} Once {n} people have answered, time is up at once.", how=how, n=discussion.enough
    )


def _may_look() -> Phrase:
    """Say who may read sealed answers before they appear to all."""
    return say(
        "Once time is up, whoever looks after this question may read the answers first, without names, to set some "
        "aside."
    )


def answer_form(discussion: Discussion, before: str = "") -> Form:
    """Ask for an answer."""
    lead = say("It appears in the thread, in your name.")
    if discussion.nameless and discussion.sealed:
        lead = say(
            "It stays hidden until time is up, and then appears with the others, without your name. {look} Nobody here "
            "gets to know whose it is; only whoever runs the server could look it up in its database. You can change "
            "it until it appears.",
            look=_may_look(),
        )
    elif discussion.sealed:
        lead = say(
            "It stays hidden until time is up, and then appears with the others, in your name. {look} You can change "
            "it until it appears.",
            look=_may_look(),
        )
    clinic = discussion.clinic
    return Form(
        title=say("For the thread") if clinic else say("Answer"),
        command=f"contribute {discussion.id}",
        lead=lead,
        fields=(
            Paragraph(
                "words",
                say("Your words") if clinic else say("Your answer"),
                value=before,
                hint=cut(discussion.question, 140),
                longest=LONGEST,
            ),
        ),
    )


def where_to_put(programs: Sequence[Program]) -> tuple[Pick, ...]:
    """Ask in which program's channel something is put, where there is more than one."""
    if len(programs) < 2:
        return ()
    places = tuple(Option(f"#{p.channel_name} ({p.name})", f"#{p.number}") for p in programs)
    return (Pick("program", say("Where"), places, value=f"#{programs[0].number}"),)


def discuss_form(programs: Sequence[Program], question: str = "", window: str = "") -> Form:
    """Ask for the question, where it is put, and for how long."""
    where = where_to_put(programs)
    return Form(
        title=say("Open a discussion"),
        command="discuss" if where else f"discuss in #{programs[0].number}",
        lead=say("I post your question in the channel, with a thread for the answers.")
        if where
        else say(
            "I post your question in #{channel}, with a thread for the answers.",
            channel=programs[0].channel_name,
        ),
        fields=(
            Paragraph(
                "question",
                say("Your question"),
                value=question,
                hint=say("Open, and about real work."),
                longest=600,
            ),
            *where,
            Line("for", say("Open for"), window or "2d", say("Such as 4h, 2d or 1w."), longest=20),
            *_who_sees(),
        ),
    )


def _who_sees() -> tuple[Pick, Line]:
    """Ask who sees the answers, and when."""
    return (
        Pick(
            "sealed",
            say("Who sees the answers"),
            (
                Option(say("Everybody, as they come"), "no"),
                Option(say("Nobody until time is up, then all together"), "yes"),
                Option(say("The same, and without names"), "nameless"),
            ),
            value="no",
        ),
        Line(
            "enough",
            say("Show them earlier, once so many people have answered"),
            hint=say(
                "Such as 8, without names 5 or more; only for answers that nobody sees before."
            ),
            optional=True,
            longest=3,
        ),
    )


def thanks(discussion: Discussion, *, again: bool) -> Message:
    """Thank for an answer."""
    where = say("Your answer is on its way into the thread, in your name.")
    if discussion.sealed:
        where = say(
            "Your answer is kept. It appears with all the others on {when}, in your name.",
            when=Time(discussion.closes_at),
        )
    if discussion.sealed and discussion.nameless:
        where = say(
            "Your answer is kept. It appears with all the others on {when}, without your name.",
            when=Time(discussion.closes_at),
        )
    more: list[Block] = []
    if discussion.sealed:
        change = Button(say("Change it"), f"contribute {discussion.id}")
        more = [text(_may_look()), buttons(change)]
    return Message(
        say("Changed") if again else say("Thank you"),
        (text(where), *more),
    )


def contributed(member: Member, words: str, *, clinic: bool = False) -> Message:
    """Show in the thread what somebody answered with the button."""
    says = say("{ana} says", ana=member.name) if clinic else say("{ana} answers", ana=member.name)
    return Message(says, (Quote((words,)),))


def tally(counted: Counted) -> Phrase:
    """Return how many answers there are, and of how many people; open replies beside sealed answers are told apart."""
    told = say_n("{n} answer", "{n} answers", counted.answers)
    if counted.answers != counted.people:
        told = say_n("{told} by {n} person", "{told} by {n} people", counted.people, told=told)
    if not counted.replies:
        return told
    return say_n(
        "{told} and {n} open reply", "{told} and {n} open replies", counted.replies, told=told
    )


def closed_in_thread(
    discussion: Discussion,
    by: Member | None,
    counted: Counted,
    quotes: Sequence[Contribution] = (),
    people: Mapping[str, Member] = {},
    thanked: Sequence[Member] = (),
) -> Message:
    """Tell the thread that the discussion is closed, with what came of it."""
    said: list[Block] = [Quote((discussion.summary,))] if discussion.summary else []
    for one in quotes:
        said += [text(Bold(whose(discussion, people, one))), Quote((one.words,))]
    closer = [text(_closer(discussion, by))] if by else []
    if by and thanked:
        named = say("{ana} thanks {people}.", ana=by.name, people=each(thanked))
        closer.append(text(named))
    over = say("This clinic is over") if discussion.clinic else say("This discussion is closed")
    title = say("What came of it") if said else over
    return Message(title, (*said, *closer, text(_thanks(discussion, counted))))


def _closer(discussion: Discussion, by: Member) -> Phrase:
    if discussion.clinic:
        return say("{ana} has closed this clinic.", ana=mention(by))
    return say("{ana} has closed this discussion.", ana=mention(by))


def _thanks(discussion: Discussion, counted: Counted) -> Phrase:
    if discussion.clinic and counted.answers:
        return say("Thank you to all who helped.")
    if counted.answers or counted.replies:
        return say("Thank you to all who answered: {told}.", told=tally(counted))
    return say("Nobody answered this time, and that is fine.")


def longer(discussion: Discussion) -> Message:
    """Tell the thread that there is more time."""
    return Message(
        say("There is more time"),
        (
            text(say("This question is open until {when}.", when=Time(discussion.closes_at))),
            buttons(Button(say("Answer"), f"contribute {discussion.id}", "primary")),
        ),
    )


def reminder(discussion: Discussion, of: int) -> Message:
    """Remind the channel of a question."""
    so_far = (
        say_n("{n} person has answered so far.", "{n} people have answered so far.", of)
        if of
        else say("The first answer could be yours.")
    )
    return Message(
        say("Would you like to answer?"),
        (
            Quote((cut(discussion.question, 300),)),
            text(
                say(
                    "{so_far} It is open until {when}.",
                    so_far=so_far,
                    when=Time(discussion.closes_at),
                )
            ),
            buttons(Button(say("Answer"), f"contribute {discussion.id}", "primary")),
        ),
    )


def whose(discussion: Discussion, people: Mapping[str, Member], one: Contribution) -> Phrase | str:
    """Return whose words these are, of nobody's where they were answered without names."""
    if discussion.nameless and not one.message:
        return say("Somebody")
    return name(people, one.member)


def name(people: Mapping[str, Member], member: str) -> Phrase | str:
    """Return what a member is called, also where they are not here any more."""
    known = people.get(member)
    return known.name if known else say("Somebody who has left")
