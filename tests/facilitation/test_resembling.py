"""What people have said before, and which of it a text is most like."""

from facilitation.catalogue import COMMANDS
from facilitation.talk import grammar, patterns
from facilitation.talk.tokens import Rest
from facilitation.understanding import meanings, reading, resembling, written
from facilitation.understanding import service as understanding

EVERY = understanding.every(COMMANDS)
SAID = {words: command for command in COMMANDS for words in (command.words, *command.also)}


def test_every_line_that_people_may_mean_is_a_command_and_says_what_it_does() -> None:
    told = {one.line for one in (*EVERY, *meanings.MEANINGS)}
    for line in {line for line, _ in written.ways()} - {""}:
        assert line in told, line
        assert grammar.split(line.replace("{", "").replace("}", ""), SAID), line


def test_no_two_lines_are_meant_by_the_same_words() -> None:
    lines: dict[str, str] = {}
    for line, way in written.ways():
        assert lines.setdefault(way, line) == line, way


def test_the_plainest_way_of_a_pattern_keeps_its_places() -> None:
    assert patterns.plainest("[please] (find|get) me {skill} [now]") == "find me {skill}"


def test_each_of_several_choices_is_said_in_turn_and_what_may_be_left_out_is_left_out_once() -> (
    None
):
    said = list(written.spoken("(please)? (find|get|show) me {skill}"))
    assert said == ["please find me {skill}", "get me {skill}", "please show me {skill}"]


def test_a_text_of_two_wishes_is_like_both_each_with_its_own_clause() -> None:
    text = reading.Text(
        tuple("cancel my booking | and quiz me please".split()),
        (),
        Rest((), ()),
    )
    found = {one.line: one for one in resembling.find(text, EVERY)[:4]}
    assert found["bookings"].wish
    assert found["recall now"].wish
