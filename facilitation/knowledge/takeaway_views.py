"""What people read of a takeaway: keeping one, sharing one, trying one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from facilitation.knowledge.model import Outcome, Takeaway
from facilitation.knowledge.trying import NONE, Evidence
from facilitation.people.model import Member
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Link,
    Mention,
    Message,
    Quote,
    Span,
    Spans,
    Time,
    buttons,
    dotted,
    note,
    text,
)
from facilitation.talk.phrases import say, sentences


@dataclass(frozen=True, slots=True)
class Known:
    """What is shown beside takeaways: people by id, what came of each, and those that others were replaced by."""

    people: Mapping[str, Member] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    others: Mapping[str, Takeaway] = field(default_factory=dict)


def kept(takeaway: Takeaway, asked: Member | None = None) -> Message:
    """Confirm that a takeaway is kept, and say who is asked to check it."""
    return Message(
        say("Kept for others"),
        (
            *in_words(takeaway),
            buttons(
                Button(say("All takeaways"), "takeaways"),
                Button(say("Change it"), f"takeaway edit {takeaway.id}"),
                Button(say("Take it back"), f"unkeep {takeaway.id}"),
            ),
            note(
                sentences(
                    say(
                        "Others find it with {command}.", command=Code(f"search {_word(takeaway)}")
                    ),
                    say("{ana} is asked whether it is right.", ana=asked.name) if asked else None,
                )
            ),
        ),
    )


def in_words(one: Takeaway) -> tuple[Block, ...]:
    """Return a takeaway's title and words, once where these are the same."""
    words = Quote((one.text,))
    return (words,) if one.brief else (text(Bold(one.title)), words)


def waits(takeaway: Takeaway, giver: Member) -> Message:
    """Confirm that a takeaway is kept as soon as whoever gave the words says yes."""
    return Message(
        say("It waits for a yes"),
        (
            text(
                "The words are {ana}'s, so I ask whether others may see them.",
                ana=Mention(giver.id, giver.name),
            ),
            buttons(Button(say("Take it back"), f"unkeep {takeaway.id}")),
            note(say("Until then only the two of you see it.")),
        ),
    )


def may_it_be_kept(takeaway: Takeaway, keeper: Member) -> Message:
    """Ask whoever gave the words whether they may be kept for others."""
    return Message(
        say("May others read this?"),
        (
            text(
                "{keeper} finds your words worth keeping:", keeper=Mention(keeper.id, keeper.name)
            ),
            *in_words(takeaway),
            buttons(
                Button(say("Yes, keep it"), f"allow {takeaway.id}", "primary"),
                Button(say("Rather not"), f"unkeep {takeaway.id}"),
            ),
            note(
                say(
                    "You get this because the words are yours. With your yes everybody here can find them, with "
                    "your name. Nobody is told of a no."
                )
            ),
        ),
    )


def allowed(takeaway: Takeaway) -> Message:
    """Confirm that others may see one's words."""
    return Message(
        say("Thank you"),
        (
            text("Others find {takeaway} from now on.", takeaway=Bold(takeaway.title)),
            buttons(Button(say("Take it back"), f"unkeep {takeaway.id}")),
        ),
    )


def takeaway(one: Takeaway, known: Known, reader: str) -> Message:
    """Show one takeaway whole: how sure it is, what came of it for others, and what its reader can do."""
    own = reader in one.people
    tries = one.open and one.state != "obsolete" and reader != one.by
    acts = _tried_buttons(one) if tries else ()
    blocks: list[Block] = [Quote((one.text,)), note(*about(one, known))]
    if one.link:
        blocks.insert(0, text(Link(one.link, one.link)))
    if one.replaced_by in known.others:
        newer = known.others[one.replaced_by]
        blocks.append(text("Replaced by {title}.", title=Bold(newer.title)))
        acts = (Button(say("Read the newer one"), f"takeaway {newer.id}", "primary"),)
    if acts:
        blocks.append(buttons(*acts))
    if one.state == "draft" and one.open and not own:
        blocks.append(buttons(Button(say("I can say whether it is right"), f"check {one.id}")))
    if own:
        blocks.append(_own_buttons(one))
    return Message(one.title, tuple(blocks))


def _tried_buttons(one: Takeaway) -> tuple[Button, ...]:
    return (
        Button(say("It worked for me"), f"tried {one.id} worked"),
        Button(say("Partly"), f"tried {one.id} partly"),
        Button(say("It did not"), f"tried {one.id} no"),
    )


def _own_buttons(one: Takeaway) -> Block:
    gone = one.state == "obsolete"
    return buttons(
        Button(say("Change it"), f"takeaway edit {one.id}"),
        Button(say("Use it again"), f"restore {one.id}")
        if gone
        else Button(say("No longer right"), f"obsolete {one.id}"),
        Button(say("Its question"), f"recall question {one.id}"),
        Button(say("Take it back"), f"unkeep {one.id}"),
    )


def about(one: Takeaway, known: Known) -> Spans:
    """Return in one line from whom a takeaway is, how sure it is, and what came of it for others."""
    giver = known.people.get(one.by)
    checker = known.people.get(one.checked_by)
    return dotted(
        giver.name if giver else say("somebody who has left"),
        Time(one.created_at, "day"),
        standing(one, checker),
        *came_of_it(known.evidence.get(one.id, NONE)),
    )


def standing(one: Takeaway, checker: Member | None = None) -> Span:
    """Return how sure a takeaway is, in words."""
    if not one.open:
        return say("waits for a yes")
    match one.state:
        case "draft":
            return say("not checked yet")
        case "checked":
            return say("checked by {ana}", ana=checker.name) if checker else say("checked")
        case "due":
            return say("to be looked at again")
        case "obsolete":
            return Bold(say("no longer right"))
        case _:
            assert_never(one.state)


def came_of_it(evidence: Evidence) -> tuple[Span, ...]:
    """Return what came of a takeaway for those who tried it; nothing where nobody has."""
    if not evidence.tried:
        return ()
    worked, partly, n = evidence.worked, evidence.partly, evidence.tried
    if not partly:
        return (say("worked for {worked} of {n} who tried it", worked=worked, n=n),)
    if not worked:
        return (say("worked partly for {partly} of {n} who tried it", partly=partly, n=n),)
    return (
        say(
            "worked for {worked} of {n} who tried it, and partly for {partly}",
            worked=worked,
            n=n,
            partly=partly,
        ),
    )


def for_others_to_say(one: Takeaway) -> Message:
    """Tell whoever gave a takeaway that how it went is for others to say."""
    return Message(
        say("Good that you use it"),
        (
            text(
                say(
                    "How well {title} works is for others to say, since it is yours. You can make it clearer for them.",
                    title=Bold(one.title),
                )
            ),
            buttons(
                Button(say("Change it"), f"takeaway edit {one.id}"),
                Button(say("See what they say"), f"takeaway {one.id}"),
            ),
        ),
    )


def tried(one: Takeaway, outcome: Outcome, evidence: Evidence) -> Message:
    """Thank for what a member said of a takeaway that they tried."""
    said = (
        say("Good to know. Others see that it worked.")
        if outcome == "worked"
        else say("Good to know. Others see how it went for those who tried it.")
    )
    about = f'about "{one.skill.partition(", ")[0]}"' if one.skill else ""
    more = Button(say("More like it"), f"takeaways {about}".strip())
    fix = () if outcome == "worked" else (Button(say("Say what to fix"), f"check {one.id} fix"),)
    return Message(
        say("Thank you"),
        (
            text(Bold(one.title)),
            text(said),
            note(*came_of_it(evidence)),
            buttons(*fix, more),
        ),
    )


def how_was_it(one: Takeaway) -> Message:
    """Ask what came of a takeaway."""
    return Message(say("How did it go?"), (text(Bold(one.title)), buttons(*_tried_buttons(one))))


def retired(one: Takeaway) -> Message:
    """Confirm that a takeaway is marked as no longer right."""
    return Message(
        say("Marked as no longer right"),
        (
            text("{title} stays, so that nobody falls for it twice.", title=Bold(one.title)),
            buttons(Button(say("Use it again"), f"restore {one.id}")),
        ),
    )


def restored(one: Takeaway) -> Message:
    """Confirm that a takeaway is in use again."""
    return Message(
        say("In use again"), (text("{title} is checked once more.", title=Bold(one.title)),)
    )


def taken_back(takeaway: Takeaway) -> Message:
    """Confirm that a takeaway is out again."""
    return Message(
        say("Taken back"), (text("{takeaway} is no longer kept.", takeaway=Bold(takeaway.title)),)
    )


def _word(takeaway: Takeaway) -> str:
    """Return the word by which a takeaway is best looked for: its skill, or the longest of its title."""
    words = [w.strip(".,:;!?") for w in takeaway.title.split()]
    longest = max((w for w in words if w.isalnum()), key=len, default="words")
    return (takeaway.skill or longest).casefold()
