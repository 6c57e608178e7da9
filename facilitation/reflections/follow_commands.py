"""What people say as they come back to a plan: by the buttons of a morning's card, and to be reminded or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

from facilitation.errors import Usage, UserError
from facilitation.people import service as people
from facilitation.reflections import follow_views as views
from facilitation.reflections import heard, morning_views, mornings, series
from facilitation.reflections.model import Answer, Reflection
from facilitation.talk.commands import Call, Command, behind_button
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Block, Divider, Message
from facilitation.talk.phrases import say

Around = Callable[[Call, Reflection, str], Sequence[Block]]
"""Shows what there is to learn from where these words say what stood in a plan's way."""


@dataclass(frozen=True, slots=True)
class ComingBack:
    """What a morning's card leads to; where an answer takes its place, the rest of what `sources` ask stays on it."""

    sources: Sequence[mornings.Source]
    around: Around

    def rehearse(self, call: Call) -> Reply:
        """Show what somebody will do when it happens."""
        one, known = series.find(call.work, call.member, call.given["id"])
        return self._beside(call, say("Your plan"), views.rehearsed(one, known), but=one.id)

    def answer(self, call: Call) -> Reply:
        """Keep what became of a plan, and show what follows."""
        one, known = series.find(call.work, call.member, call.given["id"])
        said: Answer | None = next(
            (a for a in get_args(Answer) if a and a == call.given["answer"]), None
        )
        if said is None:
            raise Usage("Say yes, partly or no.")
        kept = series.answer(call.work, one, said, call.now)
        return self._beside(call, *views.answered(kept, known), but=one.id)

    def line(self, call: Call) -> Reply:
        """Take one line about what became of a plan; the form where nothing is said yet."""
        one, known = series.find(call.work, call.member, call.given["id"])
        form = views.line_form(one)
        if call.answers is None:
            return Ask(form)
        try:
            kept = series.line(call.work, one, call.given.get("words", ""))
        except UserError as error:
            if error.field is None:
                raise
            return Ask(form, {error.field: error.sentence})
        if kept.answer == "no":
            return Say(views.obstacle(kept, self.around(call, known, kept.words)))
        return Say(views.lined(kept, series.people_of(call.work, known, call.member)))

    def switch(self, call: Call, *, off: bool) -> Reply:
        """Let no card come any more, or let them come again."""
        mornings.switch(call.work, call.member, call.now, self.sources, off=off)
        return Say(views.stopped() if off else views.on_again())

    def _beside(self, call: Call, title: str, blocks: tuple[Block, ...], but: str) -> Reply:
        """Put an answer in the place of the card, above whatever else waits on it."""
        rest = mornings.waiting(self.sources, call.work, call.member, call.now, but)
        below = (Divider(), *morning_views.apart(rest)) if rest else ()
        return Replace(Message(title, (*blocks, *below)))


def ask(call: Call) -> Reply:
    """Ask somebody to confirm a line."""
    one, _ = series.find(call.work, call.member, call.given["id"])
    whom = people.find(call.work, call.workspace.id, call.given["who"])
    kept = series.ask_witness(call.work, one, call.member, whom, call.now)
    return Say(views.asked(kept, whom))


def ask_somebody(call: Call) -> Reply:
    """Open the form that asks whom to ask."""
    one, _ = series.find(call.work, call.member, call.given["id"])
    return Ask(views.witness_form(one))


def confirm(call: Call) -> Reply:
    """Confirm somebody's line."""
    found, owner = series.witnessed(call.work, call.member, call.given["id"])
    series.confirm(call.work, found, call.member, call.now)
    return Replace(views.thanked(owner))


def let_pass(call: Call) -> Reply:
    """Say nothing to somebody's line."""
    found, _ = series.witnessed(call.work, call.member, call.given["id"])
    series.pass_on(call.work, found)
    return Replace(views.passed())


_ID = Argument("id", shown="<plan>")


def commands(sources: Sequence[mornings.Source], around: Around) -> tuple[Command, ...]:
    """Return the commands by which people come back to what these sources ask in the morning."""
    back = ComingBack(sources, around)
    answer = Argument("answer", shown="yes|partly|no")
    return (
        Command(
            words="reminders off",
            heard=heard.OFF,
            summary=say("Be reminded of your plans no more"),
            run=partial(back.switch, off=True),
            topic="Ask and share",
            examples=("reminders off",),
            also=("stop reminding me",),
        ),
        Command(
            words="reminders on",
            heard=heard.ON,
            summary=say("Be reminded of your plans again"),
            run=partial(back.switch, off=False),
            topic="Ask and share",
            examples=("reminders on",),
        ),
        _unlisted("rehearse", say("Say a plan to yourself once more"), back.rehearse, _ID),
        _unlisted("follow up", say("Say what became of a plan"), back.answer, _ID, answer),
        _unlisted(
            "follow up line",
            say("Write a line on what became of a plan"),
            back.line,
            _ID,
            form=True,
        ),
        *_LINES,
    )


_unlisted = partial(behind_button, topic="Ask and share")

_LINES = (
    _unlisted(
        "follow up ask",
        say("Ask somebody to confirm a line"),
        ask,
        _ID,
        Argument("who"),
    ),
    _unlisted(
        "follow up somebody",
        say("Choose who could confirm a line"),
        ask_somebody,
        _ID,
        form=True,
    ),
    _unlisted("follow up confirm", say("Confirm somebody's line"), confirm, _ID),
    _unlisted("follow up pass", say("Say nothing to somebody's line"), let_pass, _ID),
)
