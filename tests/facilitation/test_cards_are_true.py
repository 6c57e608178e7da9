"""What cards say and offer is so: of an ended program, of one without circles, and to who may not change it."""

import pytest

from facilitation.post.outbox import Place
from facilitation.talk.incoming import Typed, Where
from facilitation.talk.messages import Message
from tests.company import WORKSPACE, Company, person
from tests.words import agree, said, words_of

CHANNEL = f"{WORKSPACE}:general"


@pytest.fixture
def company(store) -> Company:
    """Root, an admin, and three colleagues."""
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, ("ana", "ben", "cleo")))
    return company


def made(company: Company, format: str, name: str = "Talk", often: str = "") -> None:
    agree(company, "root", f'program create {format} "{name}" {often} in #{CHANNEL}|general')


def labels(message: Message) -> list[str]:
    return [str(b.text) for block in message.blocks for b in getattr(block, "buttons", ())]


def in_the_channel(company: Company) -> dict[str, Message]:
    """Return what stands in the channel, by the id that each post has there."""
    stands: dict[str, Message] = {}
    for one in company.arrived:
        if isinstance(one.to, Place):
            stands[one.to.stands or one.message_id] = one.message
    return stands


def test_an_invitation_in_a_channel_says_that_its_program_has_ended_and_invites_again(
    company: Company,
) -> None:
    made(company, "pairs")
    company.pass_(hours=2)
    assert labels(next(iter(in_the_channel(company).values())))[0] == "Join"
    agree(company, "root", "program end talk")
    company.pass_(hours=2)
    (over,) = in_the_channel(company).values()
    assert over.title == "Talk has ended"
    assert labels(over) == ["Other programs"]
    agree(company, "root", "undo")
    company.pass_(hours=2)
    (again,) = in_the_channel(company).values()
    assert labels(again)[0] == "Join"


def test_taking_back_what_ends_a_program_says_so_in_sentences_and_what_people_read(
    company: Company,
) -> None:
    made(company, "pairs")
    company.says("ana", "join talk")
    shown = words_of(company.says("root", "undo"))
    assert "No more rounds, for good." in shown
    assert "I tell 1 person, in their working hours. They read that it has ended." in shown
    assert "→" not in shown


@pytest.mark.parametrize(
    ("format", "ahead"),
    [("pairs", "Who would meet whom?"), ("discussion", "Preview the next round")],
)
def test_who_would_meet_whom_is_offered_where_people_meet(
    company: Company, format: str, ahead: str
) -> None:
    made(company, format)
    assert ahead in labels(said(company.says("root", "members talk")))


def test_settings_are_offered_to_who_may_change_them(company: Company) -> None:
    made(company, "pairs")
    assert "Settings" in labels(said(company.says("root", "program talk")))
    assert not {"Settings", "History"}.intersection(
        labels(said(company.says("ana", "program talk")))
    )


def test_a_question_is_offered_first_to_the_channel_it_is_asked_in(
    company: Company,
) -> None:
    agree(company, "root", 'program create pairs "Coffee" in #c9|coffee')
    for name, format in (("Talk", "discussion"), ("Problems", "clinic")):
        made(company, format, name)
    asked = company.assistant().handle(
        Typed(
            by=company._sender("ana"),
            line='ask "Who knows where the spare chairs are?"',
            where=Where(id=CHANNEL, kind="channel", name="general"),
        )
    )
    posts = [label for label in labels(said(asked)) if label.startswith("Post in")]
    assert ["coffee" in post for post in posts] == [False, False, True]


def test_whoever_is_asked_to_sign_up_has_a_day_before_it_is_told_that_nobody_has(
    company: Company,
) -> None:
    made(company, "sharing", often="every 2w on fri at 15:00 from 20 nov")
    company.pass_(hours=3)
    titles = [m.title for m in in_the_channel(company).values()]
    assert titles == ["New here: Talk", "Who shares something in Talk?"]


def test_the_summary_of_a_round_leads_on_to_how_its_program_is_doing(company: Company) -> None:
    made(company, "pairs")
    for name in ("ana", "ben"):
        company.says(name, "join talk")
    company.pass_(days=30)
    over = next(m for m in company.inbox("root") if "is over" in m.title)
    assert labels(over) == ["How it is doing"]


def test_who_found_nobody_reads_how_a_colleague_joins(company: Company) -> None:
    made(company, "pairs")
    company.says("ana", "join talk")
    company.pass_(days=14)
    alone = next(m for m in company.inbox("ana") if "No circle for you" in m.title)
    assert "Whoever writes join Talk to me is in." in words_of(alone)


def test_a_new_list_of_who_looks_after_a_program_says_who_goes_and_offers_to_keep_them(
    company: Company,
) -> None:
    made(company, "pairs")
    agree(company, "root", "set talk facilitators @ana")
    shown = said(company.says("root", "set talk facilitators @ben"))
    assert "No longer looking after it: Ana." in words_of(shown)
    both = {b.text: b.command for block in shown.blocks for b in getattr(block, "buttons", ())}
    agree(company, "root", both["Let them look after it too"])
    agree(company, "root", "set talk facilitators also @cleo")
    assert "Ana, Ben and Cleo" in words_of(company.says("root", "program talk"))
    agree(company, "root", "set talk facilitators not @ana")
    assert "Ana" not in words_of(company.says("root", "program talk"))
