"""History and undo: who changed what and when, and taking it back without breaking what came later."""

import pytest

from facilitation.programs.model import Program
from facilitation.talk.messages import Choice
from storage.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.facilitation.programmed import planned_at, program_of
from tests.words import agree, said, words_of


@pytest.fixture
def company(store: Store) -> Company:
    """A company of four; Ana and Ben are its admins, Cleo looks after the program."""
    made = Company(store)
    made.settle(
        person("ana", role="admin"), person("ben", role="admin"), person("cleo"), person("dan")
    )
    made.program(("cleo", "dan"))
    agree(made, "ana", "set coffee facilitators @cleo")
    return made


def offered(company: Company, name: str, line: str = "history") -> dict[str, str]:
    """Return the changes that the history's menu offers to take back, by their words."""
    for block in said(company.says(name, line)).blocks:
        if isinstance(block, Choice):
            return {option.text: f"{block.command} {option.value}" for option in block.options}
    return {}


def size_of(program: Program) -> int:
    """Return the program's size of circles."""
    return program.settings.size


def test_history_shows_who_changed_what_from_what_to_what(company: Company) -> None:
    agree(company, "cleo", "set coffee gap 8 weeks")
    agree(company, "ben", "program pause coffee")
    agree(company, "ben", "role @dan facilitator")
    shown = words_of(company.says("dan", "history coffee"))
    assert "Cleo changed Coffee: Before the same people meet again 12 weeks → 8 weeks" in shown
    assert "Ben paused Coffee" in shown
    assert "Dan" not in shown
    assert "Ben made Dan a facilitator" in words_of(company.says("dan", "history"))
    assert "Thu 19 Nov, 09:00" in shown


def test_joining_and_leaving_stay_out_of_the_history_that_all_can_read(company: Company) -> None:
    company.says("dan", "leave")
    company.says("dan", "avoid @cleo")
    assert "Dan" not in words_of(company.says("ana", "history"))


def test_undo_takes_back_the_newest_change_after_showing_it(company: Company) -> None:
    agree(company, "cleo", "set coffee size 4-6")
    preview = words_of(company.says("ana", "undo"))
    assert "Cleo changed Coffee: People in a circle" in preview
    assert "People in a circle: 5 (4 to 6) → 2 (3 when the number is odd)" in preview
    assert size_of(program_of(company)) == 5
    agree(company, "ana", "undo")
    assert size_of(program_of(company)) == 2
    assert "(taking a change back)" in words_of(company.says("ana", "history"))


def test_an_undo_can_itself_be_undone(company: Company) -> None:
    agree(company, "ana", "set coffee size 4-6")
    undone = agree(company, "ana", "undo")
    assert size_of(program_of(company)) == 2
    agree(company, "ana", button(undone, "Undo the undo"))
    assert size_of(program_of(company)) == 5
    agree(company, "ana", "undo")
    assert size_of(program_of(company)) == 2
    assert "Ana changed" not in words_of(company.says("ana", "undo"))


def test_undo_said_twice_goes_further_back(company: Company) -> None:
    agree(company, "ana", "set coffee gap 8 weeks")
    agree(company, "ana", "set coffee term 4")
    agree(company, "ana", "undo")
    assert program_of(company).settings.term == 0
    agree(company, "ana", "undo")
    kept = program_of(company).settings
    assert (kept.term, kept.gap_weeks) == (0, 12)


def test_what_was_made_again_stands_in_the_way_of_what_came_before_it(company: Company) -> None:
    first = agree(company, "ana", "set coffee size 4-6")
    agree(company, "ben", "set coffee size 3")
    agree(company, "ana", button(agree(company, "ben", "undo"), "Undo the undo"))
    refused = words_of(press(company, "ana", first, "Undo"))
    assert "Ana changed “People in a circle” later" in refused


def test_undo_restores_just_what_the_change_touched(company: Company) -> None:
    changed = agree(company, "ana", "set coffee size 4-6")
    agree(company, "ben", "set coffee gap 8 weeks")
    preview = said(press(company, "ana", changed, "Undo"))
    yes = next(b.command for block in preview.blocks for b in getattr(block, "buttons", ()))
    company.says("ana", yes)
    kept = program_of(company)
    assert (size_of(kept), kept.settings.gap_weeks) == (2, 8)


def test_a_change_that_was_changed_again_is_not_taken_back_and_the_sentence_says_by_whom(
    company: Company,
) -> None:
    first = agree(company, "ana", "set coffee size 4-6")
    agree(company, "ben", "set coffee size 3")
    refused = words_of(press(company, "ana", first, "Undo"))
    assert "Ben changed “People in a circle” later (Thu 19 Nov, 09:00)" in refused
    assert size_of(program_of(company)) == 3
    agree(company, "cleo", "set coffee size 4-6")
    assert "Cleo changed “People in a circle” later" in words_of(
        press(company, "ana", first, "Undo")
    )


def test_when_later_changes_are_taken_back_the_first_can_be_taken_back_too(
    company: Company,
) -> None:
    first = agree(company, "ana", "set coffee size 4-6")
    agree(company, "ben", "set coffee size 3")
    agree(company, "ben", "undo")
    assert size_of(program_of(company)) == 5
    preview = said(press(company, "ana", first, "Undo"))
    assert "Take this change back?" in preview.title
    agree(company, "ana", next(iter(offered(company, "ana").values())))


def test_a_change_is_taken_back_once(company: Company) -> None:
    changed = agree(company, "ana", "set coffee size 4-6")
    agree(company, "ben", "undo")
    assert "Ben has already taken that back" in words_of(press(company, "ana", changed, "Undo"))
    assert "I do not know that change" in words_of(company.says("ana", "undo fct_0"))


def test_undoing_a_creation_ends_the_program_and_undoing_the_end_brings_it_back(
    company: Company,
) -> None:
    agree(company, "ana", 'program create pairs "Lunch"')
    opens = planned_at(company, 2)
    ended = agree(company, "ana", "undo lunch")
    assert (program_of(company, 2).state, planned_at(company, 2)) == ("ended", None)
    assert "nothing that you could take back" in words_of(company.says("ana", "undo #2"))
    agree(company, "ana", button(ended, "Undo the undo"))
    assert (program_of(company, 2).state, planned_at(company, 2)) == ("active", opens)


def test_undoing_a_new_time_moves_the_round_back_and_tells_the_members_the_truth(
    company: Company,
) -> None:
    before = planned_at(company)
    agree(company, "ana", "set coffee cadence every week on thu at 9")
    company.pass_(hours=2)
    agree(company, "ana", "undo")
    assert planned_at(company) == before
    company.pass_(hours=2)
    titles = [m.title for m in company.inbox("dan")]
    assert titles == ["Coffee has moved", "Coffee has moved"]
    assert "Tue 24 Nov, 10:00" in words_of(company.inbox("dan")[-1])


def test_a_round_keeps_being_skipped_when_its_program_is_paused_and_resumed(
    company: Company,
) -> None:
    company.says("dan", "skip")
    agree(company, "ana", "program pause coffee")
    agree(company, "ana", "undo")
    assert "you skip it" in words_of(company.says("dan", "status"))


def test_facilitators_take_back_changes_of_their_program_only(company: Company) -> None:
    agree(company, "ana", "holidays DE")
    role = agree(company, "ana", "role @dan facilitator")
    assert "Only an admin" in words_of(press(company, "cleo", role, "Undo"))
    assert "Looked after by" in words_of(company.says("cleo", "undo"))
    assert "nothing that you could take back" in words_of(company.says("dan", "undo"))
    assert set(offered(company, "dan")) == set()
    assert len(offered(company, "cleo")) == 1
    assert len(offered(company, "ana")) == 3


def test_undoing_a_role_never_leaves_the_workspace_without_an_admin(company: Company) -> None:
    agree(company, "ana", "role @dan admin")
    agree(company, "ana", "role @ben member")
    agree(company, "dan", "role @ana member")
    with company.store.begin() as work:
        made = next(f for f in work.journal.changes(WORKSPACE) if f.member == f"{WORKSPACE}:dan")
    assert "only admin" in words_of(company.says("dan", f"undo {made.id}"))
    with company.store.begin() as work:
        assert [m.name for m in work.members.in_role(WORKSPACE, "admin")] == ["Dan"]


def test_two_admins_who_take_the_same_change_back_do_it_once(company: Company) -> None:
    agree(company, "cleo", "set coffee size 4-6")
    first, second = said(company.says("ana", "undo")), said(company.says("ben", "undo"))
    yes = [
        next(b.command for block in shown.blocks for b in getattr(block, "buttons", ()))
        for shown in (first, second)
    ]
    company.says("ana", yes[0])
    again = words_of(company.says("ben", yes[1]))
    assert "Things have changed" in again
    assert size_of(program_of(company)) == 2


def test_history_of_nothing_says_so(company: Company) -> None:
    company.program((), "Lunch")
    assert "Nothing has been changed yet" in words_of(company.says("dan", "history lunch"))


NIGHTLY = {
    "by its opposite": ("program pause coffee", "program resume coffee"),
    "by undo": ("program pause coffee", "undo coffee"),
    "a rhythm set back": ("set coffee cadence every 3w", "set coffee cadence every 2w"),
    "in three steps": ("program pause coffee", "program end coffee", "program resume coffee"),
}


def changes_told(company: Company, name: str) -> list[str]:
    """Return what a member was told of changes of their program."""
    return [m.title for m in company.inbox(name, ["told"]) if "look after" not in m.title]


@pytest.mark.parametrize("how", NIGHTLY)
def test_a_change_undone_before_anybody_heard_of_it_is_not_announced(
    company: Company, how: str
) -> None:
    company.pass_(hours=3)
    cadence = words_of(company.says("ana", "set coffee cadence"))
    company.move_to(company.now.replace(hour=22))
    before = changes_told(company, "dan")
    for line in NIGHTLY[how]:
        agree(company, "ana", line)
    assert words_of(company.says("ana", "set coffee cadence")) == cadence or "rhythm" in how
    company.pass_(days=1)
    assert changes_told(company, "dan") == before


def test_a_change_undone_after_it_was_heard_of_is_announced(company: Company) -> None:
    agree(company, "ana", "program pause coffee")
    company.pass_(days=1)
    agree(company, "ana", "program resume coffee")
    company.pass_(days=1)
    assert len(changes_told(company, "dan")) == 2


def test_an_invitation_that_is_still_to_come_outlives_a_change_of_the_program(
    company: Company,
) -> None:
    company.move_to(company.now.replace(hour=22))
    agree(company, "ana", f'program create pairs "Tea" in #{WORKSPACE}:C1|tea')
    agree(company, "ana", "set tea cadence every 3w")
    company.pass_(days=1)
    assert sum(one.kind == "invite" for one in company.arrived) == 1
