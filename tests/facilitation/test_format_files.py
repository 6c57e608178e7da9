"""Format files: read whole, refused with line, column and the nearest right word, and never obeyed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import formats
from facilitation.errors import NotFound, UserError
from facilitation.programs import own_settings
from facilitation.programs.formats import file, library, preview
from facilitation.programs.formats.acts import ACTS
from facilitation.programs.formats.model import Format
from facilitation.programs.formats.source import LARGEST
from facilitation.programs.formats.wrong import Wrong
from facilitation.programs.model import Settings
from facilitation.runs import ACTS as DONE
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.words import agree, translated, words_of

HERE = Path(__file__).parent / "formats"
PAIRS = Path(file.__file__).with_name("pairs.yaml").read_text("utf-8")
LUNCH = (HERE / "lunch.yaml").read_text("utf-8")


def problems(text: str) -> list[str]:
    """Return what is wrong with a format."""
    with pytest.raises(Wrong) as found:
        file.read(text)
    assert found.value.problems
    assert translated(one.sentence for one in found.value.problems)
    return [str(problem) for problem in found.value.problems]


def test_pairs_have_the_defaults_that_programs_had_before_formats_were_files() -> None:
    assert file.read(PAIRS).defaults == Settings()


def test_our_own_formats_are_those_in_the_folder() -> None:
    folder = Path(file.__file__).parent
    assert list(library.ours()) == [path.stem for path in sorted(folder.glob("*.yaml"))]


def test_every_act_that_a_format_may_name_is_known_with_its_fields() -> None:
    """What keeping circles together does comes with the circles that outlive a round."""
    assert DONE.keys() | {"keep"} == ACTS.keys() | DONE.keys()
    assert DONE.keys() <= ACTS.keys()


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("act: announce", "act: anounce", 28, "“anounce” cannot stand here. Did you mean “announce”?"),
        ("    to: captains", "    too: captains", 51, "“too” is not known here. Did you mean “to”?"),
        ("to: captains", "to: captain", 51, "Did you mean “captains”?"),
        ("  size: 2\n", "  sise: 2\n", 11, "there is no setting “sise”. Did you mean “size”?"),
        ("size: 2\n", "size: 99\n", 11, "A circle has 2 to 8 people"),
        ("hours: nudge,", "hours: nudges,", 49, "no setting “nudges”. Did you mean “nudge”?"),
        ("hours: nudge,", "minutes: nudge,", 49, "the setting “nudge” counts hours, not minutes"),
        ("after: ask}", "after: askk}", 63, "no step “askk” before this one. Did you mean “ask”?"),
        ("{opens} I", "{open} I", 31, "{open} is no place here. Did you mean “opens”?"),
        ("{opens} I", "{opens I", 31, "braces stand around the name of a place"),
        ("name: nudge", "name: ask", 56, "another step has the name “ask”"),
        ("when: opening", "when: {hours: 1, after: opening}", 25, "no step is at the opening"),
        ("when: {hours: nudge, after: opening}", "when: opening", 49, "one step is at the opening"),
        ("    act: close", "    act: ask\n    says: x", 25, "a round ends with its one step"),
        ("act: form", "act: close", 38, "with nothing after it"),
        ("  managers: never", "  managers: perhaps", 15, "“perhaps” is neither"),
        ("  skips:\n", "  skips: 24 dec\n", 9, "is each program's own"),
        ("  skips:\n", "  goal: x\n", 9, "every program has “goal”"),
        ("name: pairs", "name: Pärs", 2, "is no name"),
        ("summary: Colleagues", "sumary: Colleagues", 3, "“sumary” is not known here. Did you mean “summary”?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_the_nearest_right_word(
    old: str, new: str, line: int, words: str
) -> None:
    assert old in PAIRS
    found = problems(PAIRS.replace(old, new, 1))
    assert any(one.startswith(f"line {line},") and words in one for one in found), found


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    wrong = PAIRS.replace("act: announce", "act: anounce").replace("to: captains", "too: captains")
    wrong = wrong.replace("summary: ", "sumary: ")
    assert [one.split(",")[0] for one in problems(wrong)] == [
        "line 1",
        "line 3",
        "line 28",
        "line 51",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n- b",
        "just words",
        "a: &a [1]\nb: *a",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
        "!!python/object/apply:os.system ['true']",
        "name: !secret x",
        "{" * 5_000,
        "[" * 5_000 + "]" * 5_000,
        "a: 1\n---\nb: 2",
        "name: x\nname: y",
        "a: [",
        'a: "',
        "a:\n\t- b",
        "\x00",
        "a: \x07",
        "name: 2026-13-45",
        "? [a, b]\n: c",
        "<<: {a: b}",
        "name: x\n" * 20_000,
        "x" * (LARGEST + 1),
        "%YAML 9.9\n---\na: b",
        "%TAG ! tag:example.com,2000:\n---\n!x a",
        "\ufeffname: x",
        "name: \ud800",
    ],
)
def test_what_is_hostile_or_no_format_is_refused_with_a_line(text: str) -> None:
    assert all(one.startswith("line ") for one in problems(text))


def test_the_schema_is_that_of_what_is_read() -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads(formats.schema())
    Draft202012Validator.check_schema(schema)
    assert {"Announce", "Form", "Post", "Collect", "Close", "When"} <= schema["$defs"].keys()


def test_check_and_show_say_in_dates_who_is_told_what(tmp_path: Path) -> None:
    path = tmp_path / "lunch.yaml"
    path.write_text(LUNCH, "utf-8")
    assert formats.check(path) == f"{path} is right: lunch, with 7 steps."
    shown = list(formats.show(str(path), datetime(2026, 11, 20, tzinfo=UTC), 4))
    assert "  Mon 2026-11-23 12:00  topics       members are asked: What would you like" in shown[4]
    assert len([line for line in shown if line.startswith("Round")]) == 2
    path.write_text(LUNCH.replace("to: members", "to: member"), "utf-8")
    with pytest.raises(UserError, match=r"lunch\.yaml: line \d+, column \d+: “member”"):
        formats.check(path)
    with pytest.raises(NotFound, match="There is: clinic"):
        list(formats.show("chess", datetime(2026, 11, 20, tzinfo=UTC), 4))


def test_a_preview_of_half_a_year_of_pairs_names_every_step_of_every_round() -> None:
    lines = list(preview.preview(library.ours()["pairs"], datetime(2026, 11, 20, tzinfo=UTC), 26))
    assert {line.round for line in lines} == set(range(1, 14))
    assert len(lines) == 13 * 6


@pytest.fixture
def company(store: Store) -> Company:
    """A company of three; Ana is its admin."""
    made = Company(store)
    made.settle(person("ana", role="admin"), person("ben"), person("cleo"))
    return made


def keep(company: Company, text: str) -> Format:
    """Keep a format as the workspace's own."""
    with company.store.begin() as work:
        ana = work.members.get(f"{WORKSPACE}:ana")
        library.keep(work, WORKSPACE, text, ana, company.now)
        return library.every(work, WORKSPACE)["lunch"]


def test_a_workspace_keeps_formats_of_its_own_with_what_they_were(company: Company) -> None:
    keep(company, LUNCH)
    newer = keep(company, LUNCH.replace("One talk", "A talk"))
    assert newer.summary.startswith("A talk")
    with company.store.begin() as work:
        kept = work.formats.history(WORKSPACE, "lunch")
        assert [k.text.split("summary: ")[1][:5] for k in kept] == ["A tal", "One t"]
        assert list(library.every(work, WORKSPACE)) == [*library.ours(), "lunch"]
        assert list(library.every(work, "playground:other")) == list(library.ours())
        ana = work.members.get(f"{WORKSPACE}:ana")
        with pytest.raises(UserError, match="comes with Peerloop"):
            library.keep(work, WORKSPACE, PAIRS, ana, company.now)
        with pytest.raises(Wrong):
            library.keep(work, WORKSPACE, "name: x", ana, company.now)


def test_creating_a_program_offers_both_and_shows_only_the_settings_of_its_format(
    company: Company,
) -> None:
    keep(company, LUNCH)
    refused = words_of(company.says("ana", 'program create chess "Chess"'))
    assert "pairs" in refused
    assert "and lunch" in refused
    agree(company, "ana", 'program create lunch "Lunch talks"')
    shown = words_of(company.says("ana", "set lunch talks"))
    assert "collecting" in shown
    assert "nudge" not in shown
    assert "size" not in shown
    assert "no setting “nudge”" in words_of(company.says("ana", "set lunch talks nudge 3"))
    agree(company, "ana", "set lunch talks collecting 2")
    agree(company, "ana", "set lunch talks party 24 dec")
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
    assert program.settings.own == {"collecting": 2, "party": "2026-12-24"}
    assert "1 to 5" in words_of(company.says("ana", "set lunch talks collecting 9"))
    assert "collecting" in words_of(company.says("ana", "history"))
    agree(company, "ana", "undo")
    agree(company, "ana", "unset lunch talks collecting")
    with company.store.begin() as work:
        assert work.programs.of(WORKSPACE)[0].settings.own == {}


def test_pairs_never_show_a_setting_of_another_format(company: Company) -> None:
    keep(company, LUNCH)
    program = company.program(["ben", "cleo"])
    names = [s.name for s in own_settings.of(library.ours()[program.format])]
    assert "collecting" not in names
    assert "nudge" in names


def test_the_end_of_a_day_comes_before_the_next_opening() -> None:
    """See test_format_timing for all of it; here only that the file's own steps are timed."""
    lines = list(preview.preview(file.read(LUNCH), datetime(2026, 11, 20, tzinfo=UTC), 4))
    assert lines[-1].step == "end"
    assert lines[-1].at - lines[-2].at == timedelta(minutes=90)


def test_the_readme_alone_is_enough_to_write_a_format() -> None:
    readme = Path(library.__file__).with_name("README.md").read_text("utf-8")
    example = readme.partition("```yaml\n")[2].partition("```")[0]
    assert file.read(example).name == "shadowing"
    told = {line.split("`")[1] for line in readme.splitlines() if line.startswith("| `")}
    assert set(ACTS) <= told
    settings = readme.partition("### Settings")[2].partition("##")[0]
    assert all(f"`{name}`" in settings for name in own_settings.SHARED)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("title: What we saw", "title: We: saw", "line 51, column 14: there is another colon"),
        ('says: "{captain}, would you find an hour?"', "says: {captain}, would you", "begins with a brace"),
        ("    act: form", "   act: form", "count the blanks"),
        ("{working days: notice, before: opening}", "2 working days before", "say when like this: when: {"),
        ("    act: close", "\tact: close", "there is a tab here"),
    ],
)  # fmt: skip
def test_slips_of_who_knows_no_yaml_are_said_so_that_they_can_be_mended(
    right: str, wrong: str, said: str
) -> None:
    readme = Path(library.__file__).with_name("README.md").read_text("utf-8")
    example = readme.partition("```yaml\n")[2].partition("```")[0]
    assert right in example
    with pytest.raises(Wrong) as found:
        file.read(example.replace(right, wrong))
    assert said in str(found.value)
