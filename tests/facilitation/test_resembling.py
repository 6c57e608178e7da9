"""What people have said before, and which of it a text is most like."""

from facilitation import meanings, resembling, understanding
from facilitation.catalogue import COMMANDS
from facilitation.talk import grammar, patterns

EVERY = understanding.every(COMMANDS)
SAID = {words: command for command in COMMANDS for words in (command.words, *command.also)}


def test_every_line_that_people_may_mean_is_a_command_and_says_what_it_does() -> None:
    told = {one.line for one in (*EVERY, *meanings.MEANINGS)}
    for line in {line for line, _ in resembling.written()} - {""}:
        assert line in told, line
        assert grammar.split(line.replace("{", "").replace("}", ""), SAID), line


def test_no_two_lines_are_meant_by_the_same_words() -> None:
    lines: dict[str, str] = {}
    for line, way in resembling.written():
        assert lines.setdefault(way, line) == line, way


def test_the_plainest_way_of_a_pattern_keeps_its_places() -> None:
    assert patterns.plainest("[please] (find|get) me {skill} [now]") == "find me {skill}"
