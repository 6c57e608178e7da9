"""What a round leaves behind once it is over: its deliveries go whole after a while, then why people sat together."""

from datetime import timedelta

from sqlalchemy import Engine, text

from bot.chores import forget_reasons, forget_words
from facilitation.rounds.model import REASONS_KEPT
from storage.work import Store
from tests.company import WORKSPACE, Company, person
from tests.words import words_of

NAMES = ("ana", "ben", "cleo", "dora")


def lived(store: Store, **span: float) -> Company:
    """Return a company in whose program of four some time has passed."""
    company = Company(store)
    company.settle(*(person(name) for name in NAMES))
    company.program(NAMES, silence_rounds=0)
    company.pass_(**span)
    return company


def keys(engine: Engine) -> set[str]:
    """Return the keys of all deliveries that are kept."""
    with engine.begin() as connection:
        return set(connection.scalars(text("SELECT key FROM delivery")))


def test_of_a_round_that_is_over_deliveries_go_whole_and_of_an_open_one_they_stay(
    store: Store, engine: Engine
) -> None:
    company = lived(store, weeks=3)
    with store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        rounds = {round.state: round for round in work.rounds.of(program.id)}
        sessions = {s: work.sessions.of_round(rounds[s].id).values() for s in ("open", "closed")}
    told = keys(engine)

    forget_words(store, company.now + timedelta(days=1))

    left = keys(engine)
    assert not [key for key in left if key.startswith(rounds["closed"].id)]
    assert not [key for key in left for one in sessions["closed"] if key.startswith(one.id)]
    for one in sessions["open"]:
        theirs = {key for key in told if key.startswith(one.id)}
        assert theirs
        assert theirs <= left
    before = [d.key for d in company.arrived]
    company.pass_(weeks=3)
    after = [d.key for d in company.arrived[len(before) :]]
    assert after
    assert not set(before) & set(after), "nothing is told twice"


def test_why_people_sat_together_goes_three_months_after_their_round_and_not_before(
    store: Store,
) -> None:
    company = lived(store, weeks=1)
    for name in NAMES:
        company.says(name, "pause")
    said = words_of(company.says("ana", "why"))
    assert "Why" in said
    forget_reasons(store, company.now - REASONS_KEPT)
    assert words_of(company.says("ana", "why")) == said

    company.pass_(days=REASONS_KEPT.days + 1)
    forget_reasons(store, company.now - REASONS_KEPT)

    assert "I keep why for three months" in words_of(company.says("ana", "why"))
    with store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        first = min(work.rounds.of(program.id), key=lambda round: round.opens_at)
        assert {s.reason for c in work.circles.of_round(first.id) for s in c.seats} == {""}
