"""Commands as data: the words, what they take, who may say them, and the function that runs them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from facilitation.people.model import Member, Workspace
from facilitation.talk import grammar
from facilitation.talk.forms import Answers
from facilitation.talk.grammar import Argument
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import Replace, Reply, Say, Where
from facilitation.talk.messages import Button, Message
from facilitation.work import Work

Topic = Literal[
    "Meet people", "Ask and share", "My times", "About me", "For facilitators", "For admins"
]
"""What people want to do, by which help is ordered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One command being run: who said it, where and when, what was given, and the work it may use."""

    work: Work
    now: datetime
    workspace: Workspace
    member: Member
    where: Where
    line: str
    """The whole line, tidied; a button may carry it again."""
    given: dict[str, str] = field(default_factory=dict)
    answers: Answers | None = None
    """A form's answers, where one was sent off."""
    agreed: str = ""
    """The token of the preview that was agreed to, where one was (see talk/changes)."""
    aloud: bool = False
    """Whether others have read it."""
    commands: Sequence["Command"] = ()
    """Every command there is, for those that speak about commands."""
    asked: bool = True
    """Whether something may be open there that they were asked."""
    said: str = ""
    """What they wrote in plain words, where the line only stands for it."""

    def rest(self, *words: str) -> str:
        """Return what follows the words of a command as it was said, quotation marks included."""
        found = grammar.split(self.line, words)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: `words` start the line, `arguments` follow; help, manifests and the guide are made of it."""

    words: str
    summary: str
    run: Callable[[Call], Reply]
    topic: Topic
    arguments: tuple[Argument, ...] = ()
    who: Literal["member", "facilitator", "admin"] = "member"
    examples: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other words that mean the same."""
    listed: bool = True
    """Whether help names it; commands that only buttons carry are not listed."""
    button: Button | None = None
    """What help offers to be tapped; it opens or shows something, and changes nothing by itself."""
    form: bool | Literal["alone"] = False
    """Whether it answers with a form, or does where nothing is said after it; some platforms must know beforehand."""

    done: Callable[[Call], Message | None] | None = None
    """What whoever presses the yes of its preview once more reads, where that can be said better than in general."""

    heard: tuple[Heard, ...] = ()
    """How people say it in their own words."""
    freely: bool = False
    """Whether it takes whatever somebody writes after it: a sentence there says nothing else."""
    exactly: bool = False
    """Whether it asks others for what was said and nothing less: where it cannot, nothing else was meant."""

    @property
    def usage(self) -> str:
        """Return how the command is written, such as "set <program> [<setting>] [<value>]"."""
        return " ".join([self.words, *(a.usage for a in self.arguments)]).strip()


def behind_button(
    words: str,
    summary: str,
    run: Callable[[Call], Reply],
    *arguments: Argument,
    topic: Topic,
    form: bool = False,
) -> Command:
    """Return a command that only buttons carry."""
    return Command(
        words=words,
        summary=summary,
        run=run,
        topic=topic,
        arguments=arguments,
        listed=False,
        form=form,
    )


def alone(call: Call, message: Message) -> Reply:
    """Answer whoever pressed a button that others see too, and leave it there for them."""
    return Replace(message) if call.where.kind == "personal" else Say(message)
