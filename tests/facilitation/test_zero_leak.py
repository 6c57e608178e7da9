"""Nobody reads a sealed answer before all appear: on no surface that there is."""

import pytest
from structlog.testing import capture_logs

from facilitation.discussions.model import Contribution
from facilitation.talk.incoming import Ask
from facilitation.work import Store
from tests.company import START, Company, person, press
from tests.counts import upto
from tests.facilitation.discussed import QUESTION, card, fills, opened, talking
from tests.surfaces import Looking, leaks

SECRET = "flies at midnight"


def answered(company: Company, how: str) -> str:
    """Let many answer a sealed question, each with a canary, and let happen what happens before it opens."""
    authors = [f"author{n}" for n in range(upto(12, 1_000))]
    company.settle(*map(person, authors))
    found = opened(company, f'discuss "{QUESTION}" {how} for 4d')
    for n, name in enumerate(authors):
        form = press(company, name, card(company), "Answer")
        fills(company, name, form, words=f"Zebrafinch {n} {SECRET} {n}")
    press(company, authors[0], card(company), "Answer")
    fills(company, authors[0], company.says(authors[0], f"contribute {found.id}"), words=SECRET)
    company.pass_(days=2)
    for line in ("remind", f"handover {found.id} @root", f"extend {found.id} 1d"):
        company.says("ana", line)
    company.pass_(hours=20)
    return found.id


@pytest.mark.parametrize("how", upto(["sealed anonymous"], ["sealed anonymous", "sealed"]))
def test_sealed_answers_are_on_no_surface_before_their_window_ends_and_on_all_platforms_after(
    sqlite_store: Store, how: str
) -> None:
    company = talking(sqlite_store)
    sqlite_store.record_home = "https://peerloop.example"  # type: ignore[attr-defined]
    with capture_logs() as logs:
        found = answered(company, how)
        looking = Looking(
            company=company,
            readers=upto(["root"], ["root", "ana", "cleo"]),
            names=(found,),
            lines=("find Zebrafinch", "search Zebrafinch", "ask Zebrafinch"),
            kept_in=frozenset({"contribution"}),
            logged=logs,  # type: ignore[arg-type]
        )
        assert leaks(looking, SECRET) == []

        company.pass_(days=9)
        shown = leaks(Looking(company=company, readers=()), SECRET)
    assert {name.partition(":")[0] for name in shown} >= {"Slack", "Teams", "playground"}
    assert "the outbox" in shown
    assert "logs" not in shown


def test_an_author_s_own_answer_is_shown_to_them_alone_before(sqlite_store: Store) -> None:
    company = talking(sqlite_store)
    opened(company, f'discuss "{QUESTION}" sealed')
    fills(company, "ben", press(company, "ben", card(company), "Answer"), words=SECRET)
    theirs, others = (press(company, name, card(company), "Answer") for name in ("ben", "cleo"))
    assert isinstance(theirs, Ask)
    assert SECRET in repr(theirs)
    assert SECRET not in repr(others)


def test_words_of_a_contribution_are_not_shown_where_a_record_is_logged() -> None:
    one = Contribution(id="con_1", discussion="dis_1", member="m", words=SECRET, at=START)
    assert SECRET not in repr(one)
