"""A group of a program's settings as a form: what its fields hold, and what is made of the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitation.errors import UserError
from facilitation.people.model import Names
from facilitation.programs import saying
from facilitation.programs.formats.model import Format
from facilitation.programs.grouped import Group
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting
from facilitation.talk.commands import Call
from facilitation.talk.forms import Answers, Field, Form, Line, People, Pick
from facilitation.talk.messages import Option, plain
from facilitation.talk.phrases import say

LONGEST = 1000
"""Characters of a setting's value; the days that a program leaves out are the longest."""
NOWHERE = "none"
"""The answer for no channel."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A group of settings of a program; `names` are those of its facilitators, `channels` those that can be picked."""

    program: Program
    format: Format
    group: Group
    those: Sequence[Setting]
    names: Names
    channels: Sequence[Option]

    def form(self, answers: Answers | None = None) -> Form:
        """Return the form, filled with what holds or with answers that need another look."""
        filled = self.shown if answers is None else answers
        return Form(
            say("{program}: {part}", program=self.program.name, part=self.group.title),
            f"change settings #{self.program.number} {self.group.word}",
            tuple(self._field(one, filled) for one in self.those),
            self.group.explains,
        )

    @property
    def shown(self) -> Mapping[str, str | tuple[str, ...]]:
        """Return what the fields hold, as it would be answered."""
        own: Mapping[str, str | tuple[str, ...]] = {
            "facilitators": self.program.facilitators,
            "channel": channel_of(self.program),
        }
        return {
            one.name: own[one.name] if one.name in own else plain(one.say(self.program, self.names))
            for one in self.those
        }

    def read(self, call: Call) -> tuple[Program, dict[str, str]]:
        """Return the program as answered, and a sentence for each field that needs another answer.

        A field that holds what it held stays as it is; an empty one goes back to its default. The zone is read
        first, as times are told in it.
        """
        program, errors = self.program, dict[str, str]()
        answers = call.answers or {}
        for one in sorted(self.those, key=lambda setting: setting.name != "zone"):
            if one.name not in answers or _text(answers[one.name]) == _text(self.shown[one.name]):
                continue
            try:
                program = self._with(program, one, _text(answers[one.name]), call)
            except UserError as error:
                errors[one.name] = error.sentence
        return program, errors

    def _with(self, program: Program, setting: Setting, said: str, call: Call) -> Program:
        """Return the program with another value of a setting, its default where nothing is said."""
        if said:
            return setting.write(program, said, call)
        emptied = setting.unset(program, call.workspace.zone, self.format.defaults)
        if emptied is None:
            raise UserError("A program cannot be without this.")
        return emptied

    def _field(self, setting: Setting, filled: Answers) -> Field:
        name, label = setting.name, setting.summary
        said = filled.get(name, "")
        if name == "facilitators":
            values = (said,) if isinstance(said, str) else tuple(said)
            return People(name, label, tuple(v for v in values if v), optional=True, many=True)
        if name == "channel":
            line = f"set #{self.program.number} channel here"
            hint = say("For another channel, say “{line}” in it.", line=line)
            return Pick(name, label, tuple(self.channels), _text(said), hint)
        if setting.choices:
            return Pick(name, label, setting.choices, _text(said))
        hint = say("For example: {example}", example=setting.example.strip('"'))
        optional = setting.unset(self.program, "UTC", self.format.defaults) is not None
        return Line(name, label, _text(said), hint, optional, LONGEST)


def answer(channel: str, name: str) -> str:
    """Return a channel as it would be answered."""
    return f"#{channel}|{name.removeprefix('#')}"


def channel_of(program: Program) -> str:
    """Return a program's channel as it would be answered."""
    return answer(program.channel, program.channel_name) if program.channel else NOWHERE


def channels(call: Call) -> tuple[Option, ...]:
    """Return the channels that can be picked: none, where this is said, and those that programs have already."""
    found: dict[str, str] = {NOWHERE: say("None: people find it among the programs")}
    where = call.where
    if where.kind == "channel":
        found[answer(where.id, where.name)] = (
            say("Here, in #{channel}", channel=where.name.removeprefix("#"))
            if where.name
            else say("Here, in this channel")
        )
    for one in call.work.programs.of(call.workspace.id):
        if one.channel:
            found.setdefault(channel_of(one), saying.channel(one))
    return tuple(Option(words, value) for value, words in found.items())


def _text(answer: str | tuple[str, ...]) -> str:
    """Return an answer as it would be typed; several are parted by commas."""
    said = answer if isinstance(answer, str) else ", ".join(answer)
    return said.strip()
