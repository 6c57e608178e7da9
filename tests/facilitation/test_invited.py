"""Each format says in its own words what taking part means: to whom it invites, in the channel, and on its card."""

import pytest

from facilitation.programs.formats import file, library
from facilitation.programs.formats.wrong import Wrong
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.words import agree, words_of

MEANS = {
    "pairs": "you meet one colleague",
    "discussion": "puts a question to the channel",
    "community": "you bring something to show",
    "mentoring": "you stay in one small circle",
    "sharing": "colleagues give short talks",
    "clinic": "one brings a real problem",
}


@pytest.mark.parametrize("format", sorted(library.ours()))
def test_an_invitation_and_the_welcome_say_what_taking_part_means_and_how_often(
    store: Store, format: str
) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), person("ana"))
    agree(company, "root", f'program create {format} "Together" in #{WORKSPACE}:c|c')
    company.says("root", "invite @ana to together")
    company.work_through()
    [asked] = [words_of(m) for m in company.inbox("ana") if "invites you" in m.title]
    [posted] = [
        words_of(d.message)
        for d in company.arrived
        if d.kind == "invite" and d.conversation == f"{WORKSPACE}:c"
    ]
    card = words_of(company.says("ana", "program together"))
    joined = words_of(company.says("ana", "join together"))
    assert ("put you together with people" in joined) == (format in ("pairs", "mentoring"))
    assert MEANS[format] in joined
    for said in (asked, posted, card):
        assert MEANS[format] in said
        assert ("every week" if format == "discussion" else "every 2 weeks") in said
        assert "brings colleagues together" not in said
    assert ("People in a circle" in card) == ("size" in library.ours()[format].settings)


def test_an_invitation_still_owed_is_taken_back_when_its_person_joins(store: Store) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), person("ana"), person("ben"))
    agree(company, "root", 'program create pairs "Together"')
    company.pass_(hours=12)
    company.says("root", "invite @ana to together")
    company.says("root", "invite @ben to together")
    company.pass_(hours=1)
    assert not any("invites you" in m.title for m in company.inbox("ana"))
    company.says("ana", "join together")
    company.pass_(days=1)
    assert not any("invites you" in m.title for m in company.inbox("ana"))
    assert any("invites you" in m.title for m in company.inbox("ben"))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("invite @mei @noor to weekly question", "Mei and Noor are invited"),
        ("Invite Mei and Noor to Circles please", "Mei and Noor are invited"),
        ("please invite mei, nor and priya to circles", "I know nobody called “nor” here. Did you"),
        (
            "invite @xena, mei, @yoda to circles",
            "I know nobody called “@xena” here. I know nobody called “@yoda” here.",
        ),
        ("please invite mei to circles", "Mei is invited"),
        ("invite mei to nosuch", "I know no program called “nosuch”"),
        ("invite mei noor", "To which program shall I invite them?"),
        ("invite the design team", "I know nobody called “the design team” here."),
        ("invite everyone", "Whom would you like to invite?"),
        ("invite everyone to circles", "Name them, such as @ana, or pick them."),
        ("invite", "Pick whom to invite. To which program?"),
        ("invite people", "Pick whom to invite. To which program?"),
    ],
)
def test_a_line_that_begins_with_invite_is_an_invitation_or_says_what_is_missing(
    store: Store, line: str, shown: str
) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, ("mei", "noor", "priya")))
    for name in ("Weekly question", "Circles"):
        company.program([], name=name)
    assert shown in words_of(company.says("root", line))


def test_a_format_without_such_words_is_told_of_by_its_summary() -> None:
    text = library.text_of_ours("pairs")
    own = "".join(
        line for line in text.splitlines(keepends=True) if not line.startswith("joining:")
    )
    assert file.read(own).means == "Colleagues meet one to one, someone new each round"


def test_what_taking_part_means_names_the_program_and_nothing_else() -> None:
    text = library.text_of_ours("pairs").replace("joining: In {program}", "joining: In {progam}")
    with pytest.raises(Wrong) as found:
        file.read(text)
    assert "{progam} is no place here. Did you mean “program”? There are: {program}" in str(
        found.value
    )
