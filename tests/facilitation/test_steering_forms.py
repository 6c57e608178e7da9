"""The forms of who runs programs: settings in groups, and a new program; shown before they happen, and taken back."""

import pytest

from facilitation.programs import grouped
from facilitation.programs.formats import library
from facilitation.steering.sheets import Sheet
from facilitation.talk.commands import Call
from facilitation.talk.forms import Answers, Form, People, Pick, PickMany
from facilitation.talk.incoming import Ask, Filled, Reply, Say, Where
from storage.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.words import said, words_of

DESIGN = Where(id=f"{WORKSPACE}:c1", kind="channel", name="#design")


@pytest.fixture
def company(store: Store) -> Company:
    """A company with a program; Root is its admin."""
    made = Company(store)
    made.settle(person("root", role="admin"), *map(person, ("ana", "ben")))
    made.program(["ana", "ben"])
    return made


def program(company: Company, name: str = "Coffee"):
    """Return a program by its name."""
    with company.store.begin() as work:
        return next(p for p in work.programs.of(WORKSPACE) if p.name == name)


def form(reply: Reply) -> Form:
    """Return the form of a reply."""
    assert isinstance(reply, Ask), reply
    return reply.form


def filled(asked: Form) -> dict[str, str | tuple[str, ...]]:
    """Return the answers that a form opens with."""
    return {f.name: f.values if isinstance(f, People | PickMany) else f.value for f in asked.fields}


def send(company: Company, line: str, answers: Answers, who: str = "root") -> Reply:
    """Send a form off."""
    where = Where(id=f"personal:{who}", kind="personal")
    by = company._sender(who)
    return company.assistant().handle(Filled(by=by, line=line, answers=answers, where=where))


def test_settings_are_shown_in_groups_and_each_group_opens_as_a_form(company: Company) -> None:
    shown = said(company.says("root", "set coffee"))
    for title in ("What it is", "When", "Who meets whom", "Reminders and check-ins"):
        asked = form(press(company, "root", shown, title))
        assert asked.title == f"Coffee: {title}"
        assert asked.lead
        assert all(f.label and (f.hint or hasattr(f, "options") or f.kind == "people")
                   for f in asked.fields)  # fmt: skip


def test_who_may_not_change_settings_sees_them_and_who_may(company: Company) -> None:
    shown = company.says("ana", "set coffee")
    assert "may change this" in words_of(shown)
    assert not [b for b in said(shown).blocks if b.kind == "buttons"]
    assert said(company.says("ana", "change settings #1 when")).title == "You may not do that"


def test_what_a_form_holds_can_be_sent_off_as_it_is(company: Company) -> None:
    before = program(company)
    for group in ("about", "when", "circles", "messages"):
        asked = form(company.says("root", f"change settings coffee {group}"))
        assert (
            said(send(company, asked.command, filled(asked))).title == "That is how it is already"
        )
    assert program(company) == before


def test_what_a_form_holds_is_read_back_as_what_it_says(company: Company) -> None:
    it = program(company)
    every = [one for _, those in grouped.of(library.ours()["pairs"]) for one in those]
    shown = Sheet(it, library.ours()["pairs"], grouped.GROUPS[0], every, {}, ()).shown
    with company.store.begin() as work:
        workspace, member = (
            work.workspaces.get(WORKSPACE),
            work.members.get(f"{WORKSPACE}:root"),
        )
        call = Call(
            work=work, now=company.now, workspace=workspace, member=member, where=DESIGN, line=""
        )
        for one in every:
            if one.name not in ("facilitators", "channel"):
                assert one.write(it, str(shown[one.name]), call) == it, one.name


def test_several_settings_are_one_change_shown_before_and_taken_back_as_one(
    company: Company,
) -> None:
    asked = form(company.says("root", "change settings coffee circles"))
    answers = {**filled(asked), "size": "4-6", "gap": "8 weeks", "levels": "similar"}
    preview = said(send(company, asked.command, answers))
    assert preview.title == "Change Coffee?"
    assert "People in a circle: 2 (3 when the number is odd) → 5 (4 to 6)" in words_of(preview)
    assert program(company).settings.size == 2
    done = said(press(company, "root", preview, "Change it"))
    its = program(company).settings
    assert (its.size, its.gap_weeks, its.levels) == (5, 8, "similar")
    back = said(press(company, "root", done, "Undo"))
    press(company, "root", back, "Take it back")
    its = program(company).settings
    assert (its.size, its.gap_weeks, its.levels) == (2, 12, "mix")


def test_an_empty_field_goes_back_to_its_default(company: Company) -> None:
    for gap, weeks in (("8 weeks", 8), ("", 12)):
        preview = said(send(company, "change settings #1 circles", {"gap": gap}))
        press(company, "root", preview, "Change it")
        assert program(company).settings.gap_weeks == weeks
    again = send(company, "change settings #1 about", {"name": " "})
    assert isinstance(again, Ask)
    assert again.errors == {"name": "A program cannot be without this."}


def test_what_is_wrong_is_told_at_its_field_and_nothing_that_was_written_is_lost(
    company: Company,
) -> None:
    answers = {"cadence": "whenever", "zone": "Berlinn", "term": "6 rounds"}
    again = send(company, "change settings #1 when", answers)
    assert isinstance(again, Ask)
    assert set(again.errors) == {"cadence", "zone"}
    assert filled(again.form) | answers == filled(again.form)
    taken = {"name": "Lunch"}
    company.program(["ana"], name="Lunch")
    named = send(company, "change settings #1 about", taken)
    assert isinstance(named, Ask)
    assert "program of that name already" in named.errors["name"]


def test_a_program_is_created_by_a_form_with_every_kind_there_is(company: Company) -> None:
    asked = form(company.says("root", "program create"))
    kinds = next(f for f in asked.fields if isinstance(f, Pick) and f.name == "format")
    assert {o.value for o in kinds.options} == set(library.ours())
    assert all(f"{name.title()}: " in asked.lead for name in library.ours())
    answers = {
        **filled(asked),
        "goal": 'ask "why" more often, in every team',
        "name": 'The "why" club',
        "facilitators": (f"{WORKSPACE}:ana", f"{WORKSPACE}:root"),
        "cadence": "every week on fri at 9:00",
    }
    preview = said(send(company, asked.command, answers))
    assert "A round: a notice → introductions → a reminder → how did it go?" in words_of(preview)
    later = said(press(company, "root", preview, "Start two weeks later"))
    assert later.title == 'Create The "why" club?'
    press(company, "root", later, "Create it")
    made = program(company, 'The "why" club')
    assert made.goal == 'ask "why" more often, in every team'
    assert [m.rpartition(":")[2] for m in made.facilitators] == ["ana", "root"]
    assert made.settings.cadence.weekday == 4


def test_a_form_for_a_program_opens_with_what_is_known(company: Company) -> None:
    asked = form(company.says("root", "program create discussion"))
    assert filled(asked)["format"] == "discussion"
    assert filled(asked)["facilitators"] == (f"{WORKSPACE}:root",)
    assert "I know no kind" in words_of(company.says("root", "program create knitting"))
    assert said(company.says("ana", "program create")).title == "You may not do that"


def test_plain_words_open_the_form_with_the_kind_and_the_purpose_that_they_name(
    company: Company,
) -> None:
    asked = form(company.says("root", "Create a mentoring program for designers!"))
    assert (filled(asked)["format"], filled(asked)["goal"]) == ("mentoring", "for designers")
    asked = form(company.says("root", "I want to start a sharing program"))
    assert (filled(asked)["format"], filled(asked)["goal"]) == ("sharing", "")
    assert filled(form(company.says("root", "new program")))["format"] == "pairs"


def test_a_program_whose_name_or_time_is_wrong_is_asked_for_again(company: Company) -> None:
    answers = {"goal": "talk", "format": "pairs", "name": "Lunch", "cadence": "biweekly"}
    again = send(company, "program create", answers)
    assert isinstance(again, Ask)
    assert "can mean" in again.errors["cadence"]
    assert filled(again.form) | answers == filled(again.form)
    taken = send(company, "program create", {**answers, "name": "Coffee", "cadence": ""})
    assert isinstance(taken, Ask)
    assert "program of that name already" in taken.errors["name"]


def test_a_yes_counts_for_the_answers_that_were_shown_alone(company: Company) -> None:
    preview = said(send(company, "change settings #1 circles", {"size": "4-6"}))
    yes = button(preview, "Change it")
    assert said(company.says("root", yes.replace("4-6", "5-7"))).title == "Change Coffee?"
    assert program(company).settings.size == 2
    for odd in (
        "confirm x change settings #1 circles\n{]",
        "filled program create\n{[[[",
        "filled x",
    ):
        assert isinstance(company.says("root", odd), Say | Ask)
    assert not company.bugs


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        (
            "start a coffee program called Tea every two weeks in #general",
            {"name": "Tea", "cadence": "every two weeks"},
        ),
        ("create a pairs program called Tea", {"format": "pairs", "name": "Tea"}),
        ("program about something weekly for the design team", {"cadence": "weekly"}),
    ],
)
def test_what_was_said_of_a_new_program_stands_in_its_form(
    company: Company, line: str, filled: dict[str, str]
) -> None:
    reply = company.says("root", line)
    assert isinstance(reply, Ask)
    values = {field.name: getattr(field, "value", "") for field in reply.form.fields}
    assert filled.items() <= values.items()


def test_an_unsure_offer_of_a_new_program_carries_what_was_said(company: Company) -> None:
    line = "i think about a mentoring circle for women in tech every month"
    asked = said(company.says("root", line))
    assert asked.title == "I am not sure what you mean"
    begun = filled(form(press(company, "root", asked, "Create a program")))
    assert begun["format"] == "mentoring"
    assert begun["cadence"] == "every month"
    assert "women in tech" in begun["goal"]
