"""What people say about discussions: discuss, answer, close, reopen, extend, remind, hand over."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from facilitation.discussions import (
    closing_views,
    deadlines,
    heard,
    leading,
    leading_views,
    placing,
    sealing,
    service,
    views,
)
from facilitation.discussions.clinics import advice
from facilitation.discussions.model import OPEN, Counted, Seal
from facilitation.errors import UserError
from facilitation.programs.model import Program
from facilitation.talk import grammar, spoken
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call, Command, behind_button
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import Button, Message
from facilitation.talk.phrases import say
from facilitation.talk.when import spans
from facilitation.talk.when.days import Past

_IN_WORDS = rf"(?:{'|'.join(spoken.NUMBER)})\s(?:hours?|days?|weeks?)"
_TAIL = re.compile(
    r"(?:^|\s)(?:in\s+(?P<channel>#\S+|(?<=[\"”»]\sin\s)\S+)"
    rf"|for\s+(?P<window>-?\d[\d.]*\s?[a-z]+(?:\s*[,/;]\s*\d[\d.]*\s?[a-z]+)*|{_IN_WORDS})|(?P<sealed>sealed(?:\s+(?:anonymous(?:ly)?|without\s+names?))?)"
    r"|until\s+(?P<enough>\d{1,3})\s+(?:answers?|people)|until\s+(?P<until>(?:(?!\s(?:in|for|sealed)\b)[^\"“”„«»])+))$",
    re.IGNORECASE,
)
"""What may stand behind a question; a channel has its mark or a quotation before it, and a day has a quotation."""
_UNTIL = re.compile(r"until\s+\d+(?=\s+(?:answer|people))", re.IGNORECASE)
_ABOUT = "discuss about"
"""How a line begins that shows what it would post."""
_NAMELESS = re.compile(r"sealed\s+(?:anonymous(?:ly)?|without\s+names?)", re.IGNORECASE)


def discuss(call: Call, *, shown: bool = False) -> Reply:
    """Put a question to a program's channel; the form where something is missing.

    `shown` posts nothing at once: it shows what would be posted until the day that was said, else the form.
    """
    asked = said(call, in_words=shown)
    offered = service.open_to(call.work, call.member)
    program = placing.placed(call, asked.channel, offered)
    offered = [p for p in offered if p.channel == call.where.id] or offered
    if program is not None:
        service.require_may_open(call.work, call.member, program)
    if program is None or not asked.question or (shown and not asked.until + asked.window):
        offered = [program] if program else offered
        return Ask(views.discuss_form(offered, asked.question, asked.window))
    try:
        _require_enough(call, asked.seal)
        window = _window(call, asked)
        if shown:
            return propose(call, _opening(call, program, asked, window))
        return Say(_opening(call, program, asked, window).apply())
    except Past as error:
        raise error.in_line(f"{_ABOUT} {call.given['said']}") from None
    except UserError as error:
        if call.answers is None:
            raise
        form = views.discuss_form([program], asked.question)
        return Ask(form, {error.field or "for": error.sentence})


def _opening(call: Call, program: Program, asked: "Asked", window: timedelta) -> Change:
    """Return what puts a question to the channel, and how it is shown before."""

    def apply() -> Message:
        made = service.open_one(
            call.work, call.member, program, asked.question, window, call.now, seal=asked.seal
        )
        return leading_views.opened(made, program)

    title = say("Post it to #{channel}?", channel=program.channel_name)
    until, sealed = call.now + window, asked.seal.sealed
    shown = leading_views.would_open(asked.question, until, sealed=sealed)
    return Change(title, shown, apply, say("Post it"))


def _window(call: Call, asked: "Asked") -> timedelta:
    """Return for how long a question is to be open; raises Usage, also for a day that is past."""
    if asked.until:
        return deadlines.read(call, asked.until) - call.now
    return spans.duration(asked.window) if asked.window else service.WINDOW


def _require_enough(call: Call, seal: Seal) -> None:
    """Raise UserError where answers without names were to appear once fewer have answered than that is kept for."""
    if not (seal.nameless and 0 < seal.enough < sealing.FEWEST):
        return
    sentence = say(
        "Without names takes five answers or more: of fewer it might be guessed whose is whose."
    )
    ways: list[tuple[str, str]] = []
    if call.answers is None:
        ways = [
            (say("After five answers"), _but(call.line, _UNTIL, f"until {sealing.FEWEST}")),
            (say("With names"), _but(call.line, _NAMELESS, "sealed")),
        ]
    raise UserError(sentence, field="enough", ways=ways)


def _but(line: str, pattern: re.Pattern[str], by: str) -> str:
    """Return a line with something else where a pattern occurs last, behind the question."""
    *_, last = pattern.finditer(line)
    return line[: last.start()] + by + line[last.end() :]


def discussions(call: Call) -> Reply:
    """List the discussions that are not closed."""
    found = call.work.discussions.unclosed(call.workspace.id)
    known = {p.id: p for p in call.work.programs.of(call.workspace.id)}
    counts = call.work.discussions.counts([d.id for d in found[: leading_views.SHOWN]])
    rows = [(d, known[d.program], counts.get(d.id, Counted())) for d in found]
    mine = frozenset(d.id for d, program, _ in rows if leading.may_lead(call.member, d, program))
    people = call.work.members.some(sorted({d.facilitator for d in found[: leading_views.SHOWN]}))
    hidden = [
        d for d, *_ in rows[: leading_views.SHOWN] if d.hidden and call.where.kind == "personal"
    ]
    said = frozenset(d.id for d in hidden if service.sealed_one(call.work, call.member, d))
    return Say(leading_views.listed(rows, mine, people, said))


def contribute(call: Call) -> Reply:
    """Answer; the form where the words are missing."""
    found = service.find(call.work, call.member, call.given["id"])
    words = call.given.get("words", "")
    before = service.sealed_one(call.work, call.member, found)
    if before is None and found.state != "open" and words.strip():
        return Say(closing_views.too_late(words))
    if before is None:
        service.require_open(found)
    if not words and call.answers is None:
        return Ask(views.answer_form(found, before.words if before else ""))
    again = service.contribute(call.work, call.member, found, words, call.now)
    advice.noticed(call.work, found, call.member, words, call.now)
    if sealing.enough(call.work, found):
        leading.end(call.work, found, call.now)
    return Say(views.thanks(found, again=again))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked for: where, for how long, and whether answers stay hidden until its end."""

    question: str
    channel: str = ""
    window: str = ""
    until: str = ""
    seal: Seal = OPEN


def said(call: Call, *, in_words: bool = False) -> Asked:
    """Read the line from its end; what is between quotation marks is the question whatever it says.

    Where the marks are ours, around what somebody said `in_words`, its end is read too.
    """
    given = call.given
    if call.answers is not None:
        channel = given.get("program", "") or given.get("said", "").removeprefix("in ").strip()
        how = given.get("sealed", "")
        enough = _number(given.get("enough", "").strip(), nameless=how == "nameless")
        seal = Seal(how in ("yes", "nameless"), how == "nameless", enough)
        return Asked(given.get("question", ""), channel, given.get("for", ""), seal=seal)
    text, found = given.get("said", "").strip(), dict[str, str]()
    if in_words and len(alone := grammar.tokens(text)) == 1:
        text = alone[0].value
    quoted = text[:1] in grammar.QUOTES
    while (
        (hit := _TAIL.search(text))
        and hit.lastgroup not in found
        and (quoted or hit.lastgroup != "until")
    ):
        assert hit.lastgroup is not None
        found[hit.lastgroup] = hit[hit.lastgroup]
        text = text[: hit.start()].rstrip()
    if "sealed" not in found and text.casefold().startswith("sealed "):
        text, found = text[len("sealed ") :].lstrip(), found | {"sealed": "sealed"}
    alone = grammar.tokens(text)
    question = alone[0].value if len(alone) == 1 and alone[0].quoted else text
    how = found.get("sealed", "")
    least = _number(found.get("enough", ""), nameless=len(how.split()) > 1)
    seal = Seal(bool(how or least), len(how.split()) > 1, least)
    where, window, until = (found.get(name, "") for name in ("channel", "window", "until"))
    return Asked(question, where, window, until, seal)


def _number(said: str, *, nameless: bool) -> int:
    """Return how many answers are enough, 0 where nobody said; raises UserError."""
    if said and not (said.isdigit() and 2 <= int(said) <= 999):
        raise UserError(
            say(
                "How many answers are enough? Say {least} or more, such as 8.",
                least=sealing.FEWEST if nameless else 2,
            ),
            field="enough",
        )
    return int(said or 0)


COMMANDS: tuple[Command, ...] = (
    Command(
        words="discuss",
        freely=True,
        heard=heard.DISCUSS,
        summary=say("Put a question to a channel, with a thread for the answers"),
        run=discuss,
        topic="For facilitators",
        button=Button(say("Put a question to a channel"), "discuss"),
        arguments=(
            Argument(
                "said",
                "text",
                optional=True,
                shown='"your question" [in #channel] [for 2d | until fri] [sealed [anonymous]]',
            ),
        ),
        examples=(
            "discuss",
            'discuss "What slowed you down this week?" in #design for 2d',
            'discuss "What should we stop doing?" sealed',
            'discuss "What keeps you here?" sealed anonymous until 8 answers',
        ),
        form=True,
    ),
    behind_button(
        _ABOUT,
        say("See a question as it would be posted, before it is"),
        partial(discuss, shown=True),
        Argument("said", "text", optional=True),
        topic="For facilitators",
        form=True,
    ),
    Command(
        words="discussions",
        heard=heard.DISCUSSIONS + heard.CUES,
        summary=say("See what is being discussed, and answer"),
        run=discussions,
        topic="Ask and share",
        button=Button(say("What is being discussed?"), "discussions"),
    ),
    Command(
        words="contribute",
        freely=True,
        summary=say("Answer in a discussion"),
        run=contribute,
        topic="Ask and share",
        arguments=(Argument("id"), Argument("words", "text", optional=True)),
        listed=False,
        form=True,
    ),
)
