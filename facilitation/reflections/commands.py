"""What people say of what they take from a session, and of what they promised themselves."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from facilitation.errors import NotAllowed, UserError
from facilitation.people.model import Member
from facilitation.reflections import (
    follow_commands,
    heard,
    mornings,
    series,
    service,
    views,
)
from facilitation.reflections.model import Reflection, State
from facilitation.sessions import origins as kinds
from facilitation.sessions.model import Session
from facilitation.sessions.origins import Origins
from facilitation.skills import naming
from facilitation.talk.commands import Call, Command, alone, behind_button
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Block
from facilitation.talk.phrases import say
from facilitation.work import Work

Keep = Callable[..., object]
"""Keeps words of a member's own for others to find."""

Suggest = Callable[[Work, Member, str, datetime, str], Sequence[Block]]
"""Shows a member what there is to learn from for a skill; where words are given that name another one, for that."""


@dataclass(frozen=True, slots=True)
class Reflecting:
    """What follows a session for each of its people alone.

    `keep` makes a takeaway of what they say, `suggest` shows where to go on with what the session was about.
    """

    origins: Origins
    keep: Keep
    suggest: Suggest
    sources: Sequence[mornings.Source]

    def useful(self, call: Call) -> Reply:
        """Keep how useful it was, and ask what they will use."""
        known, about = self._known(call)
        kept = service.rate(call.work, known, call.given["mark"], call.now)
        topic = self._topic(call, about.session)
        wants = topic is not None and naming.is_among(topic.skill, call.member.wants)
        noted = views.noted(kept, about.session, topic, wants=wants)
        if about.session is None:
            # the card it stood on may ask for more, and the mark can be changed there
            return Say(noted)
        if topic is None or not topic.skill:
            return alone(call, noted)
        more = self.suggest(call.work, call.member, topic.skill, call.now, "")
        return alone(call, replace(noted, blocks=(*noted.blocks, *more)))

    def plan(self, call: Call) -> Reply:
        """Take what somebody will use and do; the form where nothing is said yet."""
        known, about = self._known(call)
        if known.version:
            service.require_editable(known, call.now)
        remind = series.is_wanted(call.work, known, call.member)
        form = views.form(known, circle=about.session is not None, remind=remind)
        if call.answers is None:
            return Ask(form)
        try:
            said = service.read(known, call.given, call.member, call.now)
        except UserError as error:
            if error.field is None:
                raise
            return Ask(form, {error.field: error.sentence})
        saved = service.promise(call.work, said)
        ticks = call.given.get("ticks", "").split(", ")
        remind = views.REMIND in ticks
        series.want(call.work, saved, call.member, call.now, self.sources, remind=remind)
        shared = views.SHARE in ticks
        if shared:
            saved = service.share(call.work, saved, call.member, call.now)
        if views.KEEP in ticks:
            words = saved.uses or saved.does
            its = {"source": saved.about, "program": saved.program}
            self.keep(call.work, call.member, words, call.now, **its)
        kept = views.KEEP in ticks
        return Say(views.kept(saved, remind=remind, shared=shared and saved.shared, kept=kept))

    def around(self, call: Call, known: Reflection, words: str) -> Sequence[Block]:
        """Show what there is to learn from where these words say what stood in a plan's way."""
        topic = self._topic(call, series.session_of(call.work, known, call.member))
        skill = topic.skill if topic else ""
        return self.suggest(call.work, call.member, skill, call.now, words)

    def _topic(self, call: Call, session: Session | None) -> kinds.About | None:
        """Return what a session was about, where the caller can say whether that helped."""
        if session is None:
            return None
        with suppress(NotAllowed):
            return kinds.of(self.origins, session).about(call.work, call.member, session)
        return None

    def _known(self, call: Call) -> tuple[Reflection, service.About]:
        id = call.given.get("session", "")
        about = service.about(call.work, self.origins, call.member, id, call.now)
        return service.of(call.work, call.member, about, call.now), about


def commitments(call: Call) -> Reply:
    """List what the caller has promised themselves."""
    return Say(views.commitments(service.open_of(call.work, call.member)))


def change(call: Call) -> Reply:
    """Change a plan; the form where nothing is said yet."""
    known = service.find(call.work, call.member, call.given["id"])
    if call.answers is None:
        return Ask(views.change_form(known))
    try:
        said = service.read(known, call.given, call.member, call.now)
    except UserError as error:
        if error.field is None:
            raise
        return Ask(views.change_form(known), {error.field: error.sentence})
    saved = service.promise(call.work, said)
    remind = series.is_on(call.work, saved)
    return Say(views.kept(saved, remind=remind))


def end(state: State, call: Call) -> Reply:
    """Let a plan be done or dropped."""
    known = service.find(call.work, call.member, call.given["id"])
    series.stop(call.work, known)
    return Replace(views.ended(service.finish(call.work, known, state), state))


def reopen(call: Call) -> Reply:
    """Let a plan be open again, and list what is."""
    known = service.find(call.work, call.member, call.given["id"])
    opened = service.finish(call.work, known, "open")
    series.resume(call.work, opened, call.member, call.now)
    return Replace(views.commitments(service.open_of(call.work, call.member)))


_ID = Argument("id", shown="<plan>")


def commands(
    origins: Origins, keep: Keep, suggest: Suggest, sources: Sequence[mornings.Source]
) -> tuple[Command, ...]:
    """Return the commands of reflections on sessions of these origins; mornings' cards are made of `sources`."""
    reflecting = Reflecting(origins, keep, suggest, sources)
    return (
        Command(
            words="useful",
            summary=say("Say how useful a session was to you"),
            run=reflecting.useful,
            topic="Ask and share",
            arguments=(Argument("session"), Argument("mark", shown="1-5")),
            listed=False,
        ),
        Command(
            words="plan",
            heard=heard.PLAN,
            summary=say("Write down what you will use, and when; for you alone"),
            run=reflecting.plan,
            topic="Ask and share",
            arguments=(Argument("session", optional=True),),
            examples=("plan",),
            form=True,
        ),
        Command(
            words="commitments",
            heard=heard.COMMITMENTS,
            summary=say("See what you plan to do, and say what became of it"),
            run=commitments,
            topic="Ask and share",
            examples=("commitments",),
            also=("my plans", "plans", "my commitments"),
            button=views.PLANS,
        ),
        *_ON_A_PLAN,
        *follow_commands.commands(sources, reflecting.around),
    )


_unlisted = partial(behind_button, topic="Ask and share")

_ON_A_PLAN = (
    _unlisted("commitment done", say("Say that a plan is done"), partial(end, "done"), _ID),
    _unlisted("commitment drop", say("Drop a plan"), partial(end, "dropped"), _ID),
    _unlisted("commitment reopen", say("Take up a plan again"), reopen, _ID),
    _unlisted("commitment change", say("Change a plan"), change, _ID, form=True),
)
