"""A sentence about oneself opens the profile filled with what it says, and nothing is kept before it is sent."""

import pytest

from facilitation.talk.incoming import Ask
from tests.company import WORKSPACE, Company, person, press
from tests.words import said


@pytest.fixture
def company(store) -> Company:
    """Ana, who works from 9 to 17 in Berlin and speaks English."""
    company = Company(store)
    company.settle(person("ana"), person("ben"))
    with company.store.begin() as work:
        from_ = work.members.get(f"{WORKSPACE}:ana")
        assert str(from_.work) == "09:00-17:00"
    return company


def fields(reply: object) -> dict[str, str]:
    """Return what the fields of a form hold."""
    assert isinstance(reply, Ask)
    return {one.name: getattr(one, "value", "") for one in reply.form.fields}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("I moved to Lisbon", {"location": "Lisbon", "zone": "Europe/Lisbon"}),
        ("i live in new york now", {"location": "New York", "zone": "America/New_York"}),
        ("I've moved to the Berlin office btw", {"location": "Berlin"}),
        ("I only work mornings", {"hours": "09:00-13:00"}),
        ("I only work mornings now, 8 to 1", {"hours": "08:00-13:00"}),
        ("my working hours are 9 to 3", {"hours": "09:00-15:00"}),
        ("i work from 7 to 3", {"hours": "07:00-15:00"}),
        ("I don't work on Fridays", {"hours": "Mon-Thu 09:00-17:00"}),
        ("mondays are my day off", {"hours": "Tue-Fri 09:00-17:00"}),
        ("I'm off on fridays", {"hours": "Mon-Thu 09:00-17:00"}),
        ("fridays I'm never in", {"hours": "Mon-Thu 09:00-17:00"}),
        ("thursdays and fridays i'm off", {"hours": "Mon-Wed 09:00-17:00"}),
        ("I work monday to wednesday", {"hours": "Mon-Wed 09:00-17:00"}),
        ("I'm in Sales now not HR", {"team": "Sales"}),
        ("i changed teams, i'm in marketing now", {"team": "Marketing"}),
        ("I moved to the Platform team", {"team": "Platform"}),
        ("i speak english and polish", {"languages": "English, Polish"}),
        ("change my profile", {}),
    ],
)
def test_the_profile_opens_filled_with_what_a_sentence_tells(
    company: Company, line: str, told: dict[str, str]
) -> None:
    before = fields(company.says("ana", "profile"))
    reply = company.says("ana", line)
    if not isinstance(reply, Ask):
        reply = press(company, "ana", said(reply), "Open my profile")
    after = fields(reply)
    assert {name: value for name, value in after.items() if before[name] != value} == told
    assert fields(company.says("ana", "profile")) == before


def test_the_form_says_which_fields_a_sentence_filled(company: Company) -> None:
    reply = company.says("ana", "I moved to Lisbon")
    assert isinstance(reply, Ask)
    assert "filled in: Location and Time zone. Nothing is kept" in reply.form.lead
