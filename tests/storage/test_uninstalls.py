"""A workspace that takes Peerloop out is erased after some weeks, whole, unless it comes back before."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from facilitation.talk.incoming import Profile, Roster, Uninstalled
from tests.company import WORKSPACE, Company, person
from tests.storage.test_forgetting import CANARIES, found, live, with_ledger
from tests.words import everything, said


@pytest.fixture
def company(engine: Engine, tmp_path: Path) -> Company:
    """A company in which somebody has done all there is to do."""
    company = Company(with_ledger(engine, tmp_path))
    company.settle(*map(person, ("ana", "ben", "cleo", "dora")))
    live(company)
    return company


def come_back(company: Company) -> None:
    profiles = (Profile(member=f"{WORKSPACE}:ana", name="Ana"),)
    company.assistant().hear(
        Roster(
            workspace=WORKSPACE,
            platform="playground",
            name="Acme",
            zone="UTC",
            profiles=profiles,
            whole=False,
        )
    )


def test_all_of_a_workspace_is_erased_thirty_days_after_it_took_peerloop_out(
    company: Company, engine: Engine
) -> None:
    company.assistant().hear(Uninstalled(workspace=WORKSPACE))

    company.pass_(days=29)
    assert found(engine, CANARIES)
    company.pass_(days=2)

    assert found(engine, [*CANARIES, f"{WORKSPACE}:"]) == []
    assert [one for one in found(engine, [WORKSPACE]) if not one.startswith("audit.")] == []
    assert company.bugs == []

    come_back(company)
    with company.store.begin() as work:
        assert [m.name for m in work.members.of(WORKSPACE)] == ["Ana"]
        assert work.programs.of(WORKSPACE) == []


def test_who_comes_back_before_finds_all_as_it_was(company: Company, engine: Engine) -> None:
    company.store.keeps_gone = timedelta(days=3)  # type: ignore[attr-defined]
    company.assistant().hear(Uninstalled(workspace=WORKSPACE))
    company.pass_(days=2)

    come_back(company)
    company.pass_(days=2)

    assert found(engine, CANARIES)
    assert "erased 3 days later" in " ".join(everything(said(company.says("ana", "privacy"))))
