"""The gallery: whatever its messages tell people to say, and every button and menu in them, is understood."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from facilitation import gallery
from facilitation.catalogue import COMMANDS
from facilitation.talk import grammar
from facilitation.talk.commands import Command
from facilitation.talk.messages import Button, Choice, Code

PHRASES: dict[str, Command] = {p: c for c in COMMANDS for p in (c.words, *c.also)}


def understood(line: str) -> dict[str, str]:
    """Return the arguments of a line; raises Usage where it is not said in full."""
    found = grammar.split(grammar.tidy(line), PHRASES)
    assert found is not None, f"“{line}” is no command"
    command = PHRASES[found[0]]
    return grammar.fill(command.arguments, found[1], command.usage)


def lines_in(said: object) -> Iterator[str]:
    """Give every line that a message carries: what is set as code, what buttons and menus run."""
    match said:
        case Code(words):
            yield words
        case Button(_, command):
            yield command
        case Choice(_, command, options):
            yield from (f"{command} {option.value}" for option in options)
        case tuple():
            for one in said:
                yield from lines_in(one)
        case _ if is_dataclass(said):
            for one in fields(said):
                yield from lines_in(getattr(said, one.name))
        case _:
            pass


@pytest.mark.parametrize("name", gallery.MESSAGES)
def test_every_line_that_a_message_gives_people_is_a_whole_command(name: str) -> None:
    for line in lines_in(gallery.MESSAGES[name]):
        understood(line)


def test_every_form_is_sent_off_as_a_command() -> None:
    for form in gallery.FORMS.values():
        assert grammar.split(form.command, PHRASES) is not None


def test_every_example_and_usage_of_a_command_is_a_whole_command() -> None:
    for command in COMMANDS:
        for line in (*command.examples, command.usage):
            understood(line)
