"""How the made-up people are: what each would do with a card, drawn from chances that come in; pure."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Temper:
    """How likely somebody does a thing, from 0 to 1, and after how many minutes of their own work."""

    minutes: tuple[int, int]
    answers: float
    """That they answer what asks them something."""
    writes: float
    """That they write a word to whom they were introduced to."""
    skips: float
    pauses: float
    leaves: float
    joins: float
    agrees: float
    """That they give a colleague time at one of the times proposed."""
    proposes: float
    """That they propose other times instead."""
    asks: float
    """That they put a question to their peers, when a round is announced."""
    books: float
    """That they look for somebody's time, when a round is announced."""


KEEN = Temper(
    minutes=(5, 150), answers=0.95, writes=0.85, skips=0.03, pauses=0, leaves=0, joins=0.4,
    agrees=0.4, proposes=0.3, asks=0.1, books=0.16,
)  # fmt: skip
STEADY = Temper(
    minutes=(20, 480), answers=0.8, writes=0.5, skips=0.07, pauses=0.03, leaves=0, joins=0.15,
    agrees=0.4, proposes=0.3, asks=0.04, books=0.1,
)  # fmt: skip
BUSY = Temper(
    minutes=(120, 1200), answers=0.5, writes=0.2, skips=0.2, pauses=0.12, leaves=0, joins=0.05,
    agrees=0.3, proposes=0.25, asks=0, books=0,
)  # fmt: skip
FADING = Temper(
    minutes=(60, 900), answers=0.4, writes=0.2, skips=0.1, pauses=0, leaves=0.4, joins=0,
    agrees=0.2, proposes=0.1, asks=0, books=0,
)  # fmt: skip
SILENT = Temper(
    minutes=(60, 900), answers=0, writes=0, skips=0, pauses=0, leaves=0, joins=0,
    agrees=0, proposes=0, asks=0, books=0,
)  # fmt: skip

_DOZEN = (*(STEADY, KEEN, SILENT, STEADY, BUSY, STEADY, FADING, KEEN, STEADY, BUSY, STEADY, KEEN),)
"""How a dozen people are; every dozen of a company is alike."""

HELLOS = (
    "Hello! Does Thursday afternoon suit you?",
    "Hi, good to meet you. Coffee tomorrow?",
    "Hi! I am free most mornings. When is good for you?",
    "Hello from my side. Half an hour this week?",
    "Nice, I have wanted to meet you for a while. Friday at eleven?",
    "Hi there. A short call, or a walk?",
)
ANSWERS = (
    "Start small: one example that works, then change one thing at a time.",
    "We wrote a page on that last quarter. Ask me for a walk-through, it takes ten minutes.",
    "Two things helped me: read the error from the bottom up, and pair with somebody for an hour.",
    "I would try it on last month's data first. It is smaller, and you know what must come out.",
)
VIEWS = (
    "In my team a short call beats a long thread. Whoever asks writes down what came of it.",
    "A small example from last month: a checklist of five lines saved us a whole day.",
    "I have changed my mind on that this year. One person who decides, and a date, does more than any tool.",
    "It depends on who is in the room. I would try it with one team for two weeks, and look again.",
    "For me it was the last release: a day became three, because nobody had written down who decides.",
    "I learned it from Support, they hear first what goes wrong. I read ten of their tickets every Monday now.",
    "Honestly, I do not know yet. What I am trying: one more question before I answer.",
    "Two of us drew it on paper for half an hour. That settled more than a week of messages.",
    "I keep a list of what surprised me. Last week the numbers were right, and the question was wrong.",
    "We dropped one meeting and write five lines instead. So far nobody misses it.",
    "Saying “I do not understand that yet” early. Two others had the same question.",
    "A customer showed me how they really use it. It had little to do with what we had planned.",
    "Somebody from another team looked at it with me. Ten minutes, and it was obvious.",
    "Smaller steps, next time. Large ones hide what went wrong.",
)
"""What colleagues say to a question that was put to a channel, whatever it is: more than a dozen have to say."""
OPEN_QUESTIONS = (
    "When did you first notice it, and what was different before?",
    "What would happen if nobody did anything about it for a month?",
    "Who else would be glad if it were solved, and do they know?",
    "What have you tried that almost worked?",
    "Which part of it could you change by yourself this week?",
    "What would a good day look like, with this out of the way?",
)
"""What colleagues ask somebody who has brought a problem, whatever it is."""
KIND_NOES = (
    "I would like to, but this week is full. Please ask me again next month.",
    "Others know this better than I do by now.",
    "We release on Thursday, so I have no head for it. Sorry!",
)
QUESTIONS = (
    "How do you get started with {skill}, coming from the outside?",
    "What do you wish somebody had told you about {skill} on the first day?",
    "Who has an example of {skill} that I can look at?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A card as somebody sees it: what can be pressed on it, and what they make of it."""

    lines: Sequence[str]
    temper: Temper
    chance: Random
    """Theirs, for this card."""
    fate: Random
    """The same for everybody who sees this card: whether people met is one truth."""
    wants: Sequence[str]
    labels: Sequence[str] = ()
    """What stands on the buttons."""
    in_vain: bool = False
    """Whether whom they were to meet never answers anybody."""
    seat: int = 0
    """Which of the company they are, so that no two say the same to one card."""

    @property
    def asks(self) -> bool:
        """Return whether the card is a stage of a clinic in which questions help."""
        return "Ask a question" in self.labels

    def those(self, *starts: str) -> list[str]:
        """Return what can be pressed whose line starts so."""
        return [line for line in self.lines if line.startswith(starts)]


@dataclass(frozen=True, slots=True)
class Press:
    """Press the button that carries this line."""

    line: str


@dataclass(frozen=True, slots=True)
class Write:
    """Write this, where the card is, or to Peerloop alone."""

    text: str
    to_peerloop: bool = True


Act = Press | Write


def tempers(people: Collection[str], lively: Collection[str], seed: int) -> dict[str, Temper]:
    """Return how each of the people is; those that must keep things going are keen."""
    drawn = sorted(people, key=lambda who: hashlib.sha256(f"{seed} {who}".encode()).digest())
    return {who: _DOZEN[n % 12] for n, who in enumerate(drawn)} | dict.fromkeys(lively, KEEN)


def react(seen: Seen) -> Act | None:
    """Return what somebody would do with a card, None for nothing."""
    if seen.temper.answers == 0:
        return None
    for start, would in _RULES:
        if seen.those(start):
            return would(seen)
    return None


def _booking(seen: Seen) -> Act | None:
    roll, temper = seen.chance.random(), seen.temper
    if roll < temper.agrees or (seen.those("withdraw ") and roll < temper.answers):
        return Press(seen.chance.choice(seen.those("accept ")))
    others, no = seen.those("other times "), seen.those("not now ", "withdraw ", "keep booking ")
    if roll < temper.agrees + temper.proposes and others:
        return Press(others[0])
    return Press(no[0]) if no and roll < temper.answers + 0.15 else None


def _question(seen: Seen) -> Act | None:
    roll = seen.chance.random()
    if roll < seen.temper.answers * 0.7:
        return Press(seen.those("answer ")[0])
    passing = seen.those("pass ")
    return Press(passing[0]) if passing and roll < seen.temper.answers else None


def _how_it_went(seen: Seen) -> Act | None:
    if seen.chance.random() >= seen.temper.answers:
        return None
    fate = seen.fate.random() + 0.7 * seen.in_vain
    wanted = "met " if fate < 0.74 else "not yet " if fate < 0.88 else "could not "
    return Press(next(iter(seen.those(wanted)), seen.those("met ")[0]))


def _useful(seen: Seen) -> Act | None:
    if seen.chance.random() >= seen.temper.answers:
        return None
    return Press(seen.chance.choice(seen.those("useful ")[2:]))


def _times(seen: Seen) -> Act | None:
    if seen.chance.random() >= seen.temper.answers:
        return None
    return Press(seen.those("suits ")[0 if seen.chance.random() < 0.8 else -1])


def _introduced(seen: Seen) -> Act | None:
    if seen.chance.random() >= seen.temper.writes:
        return None
    if seen.chance.random() < 0.3 and (find := seen.those("find a time ")):
        return Press(find[0])
    return Write(seen.chance.choice(HELLOS), to_peerloop=False)


_SPEAKS_UP = 0.7
"""How likely somebody answers before all in a channel, beside writing to one colleague."""


def _said(seen: Seen) -> Act | None:
    """Answer a question that was put to a channel, in its thread; of a clinic, only where it asks for questions."""
    said = OPEN_QUESTIONS if seen.asks else VIEWS if "Answer" in seen.labels else ()
    if not said or seen.chance.random() >= seen.temper.writes * _SPEAKS_UP:
        return None
    each = seen.fate.sample(said, len(said))
    return Write(each[seen.seat % len(each)], to_peerloop=False)


def _notice(seen: Seen) -> Act | None:
    """Choose what to do about a round to come: sit it out, rest, go, or make something of it."""
    line, temper = seen.those("skip ")[0], seen.temper
    program, roll = line.split()[1], seen.chance.random()
    skill = seen.chance.choice(seen.wants) if seen.wants else ""
    question = seen.chance.choice(QUESTIONS).format(skill=skill)
    choices: tuple[tuple[float, Act], ...] = (
        (temper.leaves, Write(f"leave {program}")),
        (temper.pauses, Write(f"pause 2w in {program}")),
        (temper.skips, Press(line)),
        (temper.asks if skill else 0, Write(f'ask "{question}"')),
        (temper.books if skill else 0, Write(f"find {skill}")),
    )
    for likely, act in choices:
        if roll < likely:
            return act
        roll -= likely
    return None


def _first(start: str, likely: Callable[[Temper], float]) -> Callable[[Seen], Act | None]:
    """Return a rule by which the first button of that line is pressed, now and then."""

    def would(seen: Seen) -> Act | None:
        pressed = seen.chance.random() < likely(seen.temper)
        return Press(seen.those(start)[0]) if pressed else None

    return would


_RULES: tuple[tuple[str, Callable[[Seen], Act | None]], ...] = (
    ("accept ", _booking),
    ("answer ", _question),
    ("suits ", _times),
    ("useful ", _useful),
    ("not yet ", _how_it_went),
    ("next peer ", _first("next peer ", lambda temper: temper.answers)),
    ("skip #", _notice),
    ("question peers ", _first("question peers ", lambda temper: temper.answers)),
    ("question channel ", _first("question channel ", lambda temper: temper.answers)),
    ("book @", _first("book @", lambda temper: temper.answers)),
    ("keep ans", _first("keep ans", lambda temper: temper.asks * 4)),
    ("allow ", _first("allow ", lambda temper: temper.answers)),
    ("contribute ", _said),
    ("join #", _first("join #", lambda temper: temper.joins)),
    ("back #", _first("back #", lambda temper: temper.answers * 0.5)),
    ("could not ", _introduced),
    ("find a time ", _first("find a time ", lambda temper: temper.writes * 0.5)),
)
"""What a card is about, by the lines of its buttons; the first that fits decides."""
