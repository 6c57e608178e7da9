"""What people read of what was changed, and of taking it back."""

from collections.abc import Mapping, Sequence

from facilitation.people.model import Names
from facilitation.post.facts import ProgramChanged
from facilitation.post.journal import Fact
from facilitation.programs.model import Program
from facilitation.steering import history, views
from facilitation.talk.messages import (
    Block,
    Button,
    Choice,
    Items,
    Message,
    Option,
    Span,
    Spans,
    Time,
    buttons,
    dotted,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say


def undo_change(
    fact: Fact,
    words: Phrase,
    details: Sequence[history.Detail],
    moves: views.Moves,
    state: tuple[Block, ...] = (),
) -> tuple[Block, ...]:
    """Show what taking a change back would do; where the program is in another `state` then, what that does."""
    when = text("{when}: {words}", when=Time(fact.at), words=words)
    # the state is the first of the details
    rows: dict[str, Span | Spans] = {
        d.label: views.became(d.after, d.before) for d in details[bool(state) :]
    }
    if state:
        return (when, *((facts(rows),) if rows else ()), *state)
    if moves.was_at != moves.opens_at:
        rows[say("next round")] = views.became(
            views.opens(moves.was_at), views.opens(moves.opens_at)
        )
    blocks: list[Block] = [when, facts(rows)]
    if moves.told:
        blocks.append(text(views.told(moves.told)))
    return tuple(blocks)


def undone(details: Sequence[history.Detail], fact: str) -> Message:
    """Confirm that a change is taken back."""
    return Message(
        say("Taken back"),
        (
            facts({d.label: d.before for d in details}),
            buttons(
                Button(say("Undo the undo"), f"undo {fact}"), Button(say("History"), "history")
            ),
        ),
    )


def past(
    found: Sequence[Fact],
    programs: Mapping[str, Program],
    names: Names,
    undoable: Sequence[Fact],
    title: str,
) -> Message:
    """List changes, newest first, with a menu to take one back."""
    if not found:
        return Message(title, (text(say("Nothing has been changed yet.")),))
    lines = tuple(
        dotted(
            Time(fact.at),
            history.words(fact, programs.get(fact.program), names),
            *((say("taken back"),) if fact.undone_by else ()),
        )
        for fact in found[: views.SHOWN]
    )
    blocks: list[Block] = [Items(lines)]
    if len(found) > views.SHOWN:
        blocks.append(note("These are the newest {n} of {all}.", n=views.SHOWN, all=len(found)))
    options = tuple(
        Option(history.words(f, programs.get(f.program), names, briefly=True), f.id)
        for f in undoable[: views.SHOWN]
    )
    if options:
        blocks.append(Choice(say("Take one back"), "undo", options))
    return Message(title, tuple(blocks))


def people_in(facts: Sequence[Fact]) -> set[str]:
    """Return the ids of everybody whose name the facts need."""
    found = {f.by for f in facts} | {f.member for f in facts}
    for fact in facts:
        if isinstance(what := fact.what, ProgramChanged):
            for values in (what.before, what.after):
                found |= set(values.get("facilitators", ()))
    return found - {""}
