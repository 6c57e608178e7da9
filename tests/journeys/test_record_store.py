"""A real record store (Ralph) hears what others of a session saw, once, and takes back what it is asked to."""

import asyncio
import os
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from bot import doctor, doctor_records, records
from bot.clock import SimulatedClock
from bot.errands import Errands
from bot.metrics import Metrics
from bot.settings import Settings
from facilitation.errands import service as errands
from facilitation.errands.model import Errand
from facilitation.runs import ERRANDS
from facilitation.statements.model import Statement
from facilitation.statements.service import ERRAND
from storage.ledger import InFile
from tests.company import WORKSPACE, Company, person
from tests.facilitation.booked import fills, of, pressed
from tests.facilitation.learned import cards, meets, met
from tests.facilitation.test_takeaways import shares
from tests.record_store.serving import PASSWORD, USER, Missing, Ralph, serving
from tests.storage_fixtures import store_on, time_passes
from tests.words import agree, said, words_of

HOME = "https://peerloop.example"
BAD = "5f0c2a8e-0000-5000-8000-000000000001"
"""The id of a statement that is none."""


@pytest.fixture(scope="session")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ralph]:
    """Ralph, which is installed when it is asked for first; where it cannot be, that is skipped, and in CI fails."""
    try:
        with serving(tmp_path_factory.mktemp("ralph")) as running:
            yield running
    except Missing as why:
        if os.environ.get("CI"):
            pytest.fail(f"Ralph could not be installed: {why}")
        pytest.skip(f"Ralph could not be installed: {why}")


def settings(ralph: Ralph, password: str = PASSWORD) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        public_url=HOME,
        xapi_endpoint=ralph.endpoint,
        xapi_username=USER,
        xapi_password=password,  # type: ignore[arg-type]
    )


def lived(engine: Engine, folder: Path) -> Company:
    """Let people meet, plan, confirm and share; Dora has said no, and one statement is none."""
    company = Company(store_on(engine))
    company.store._ledger = InFile(folder / "forgotten", lambda: "s" * 64)  # type: ignore[attr-defined]
    company.store.record_home = HOME  # type: ignore[attr-defined]
    names = ("ana", "ben", "cleo", "dora")
    company.settle(*map(person, names), person("root", role="admin"))
    assert said(company.says("dora", "statements off")).title.startswith("I say nothing")
    meets(company, "ana", "ben")
    its, _ = met(company)
    fills(
        company, "ana", f"plan {its.id}", does="read the log first", cue="it fails", ticks="remind"
    )
    company.pass_(days=11)
    form = pressed(
        company,
        "ana",
        said(pressed(company, "ana", cards(company)[-1].message, "Yes, it worked")),
        "Write one line",
    )
    line = fills(company, "ana", form.form.command, words="I read it")  # type: ignore[union-attr]
    pressed(company, "ana", said(line), "Ask Ben to confirm")
    company.pass_(days=1)
    pressed(company, "ben", said(company.says("ben", "home")), "Yes, I confirm it")
    for name in ("cleo", "dora"):
        shares(company, name)
    with company.store.begin() as work:
        bad = Statement(
            id=BAD,
            workspace=WORKSPACE,
            member=of("cleo"),
            says="took part",
            about="ses_bad",
            at=company.now,
            body={"id": BAD, "verb": {"id": "no iri"}},
        )
        work.statements.add([bad])
        work.errands.add([Errand(kind=ERRAND, record=bad.id, workspace=WORKSPACE)])
    return company


def carry(company: Company, given: Settings, owner: str = "carrier") -> list[str]:
    """Carry all there is to the record store."""

    async def once() -> list[str]:
        carrying = Errands(
            company.store,
            ERRANDS,
            records.carriers(given),
            owner=owner,
            clock=SimulatedClock(company.now),
            metrics=Metrics(),
        )
        try:
            return await carrying.carry_due()
        finally:
            await carrying.close()

    return asyncio.run(once())


async def arrives(bodies: Mapping[str, Any], given: Settings) -> None:
    """Send statements, and write nothing down."""
    carrier = records.carriers(given)[ERRAND]
    try:
        await carrier.carry(bodies, float("inf"))
    finally:
        await carrier.close()


def statements_of(company: Company, name: str) -> list[Statement]:
    with company.store.begin() as work:
        return work.statements.of_members([of(name)])


def dies_on_the_way(company: Company, given: Settings, limit: int) -> None:
    """Let a carrier die after what it sent has arrived, and before that is written down."""
    with company.store.begin() as work:
        load = errands.set_out(work, "dead", ERRAND, ERRANDS[ERRAND], timedelta(minutes=1), limit)
        assert load is not None
    asyncio.run(arrives(load.bodies, given))
    time_passes(company.store, 60)  # type: ignore[arg-type]


def test_a_record_store_hears_what_others_saw_and_takes_back_what_is_forgotten(
    ralph: Ralph, engine: Engine, tmp_path: Path
) -> None:
    ralph.empty()
    company, given = lived(engine, tmp_path), settings(ralph)
    told = {name: statements_of(company, name) for name in ("ana", "ben", "cleo", "dora")}
    owed = {one.id: dict(one.body) for those in told.values() for one in those if one.id != BAD}
    assert {name: sorted(one.says for one in those) for name, those in told.items()} == {
        "ana": ["example confirmed", "took part"],
        "ben": ["took part"],
        "cleo": ["kept a takeaway", "took part"],
        "dora": [],
    }
    dies_on_the_way(company, given, 2)

    assert carry(company, given) == ["5 statements carried"]

    assert ralph.stored().keys() == owed.keys()
    assert ralph.complaints(list(owed.values())) == []
    assert not any(word in str(ralph.stored()) for word in ("Ana", "ana", "read", "@", "log"))
    shown = words_of(company.says("root", "report sent"))
    assert "Arrived: 4" in shown
    assert "Refused: 1" in shown
    assert "somebody took part in a session\n422: " in shown

    agree(company, "ana", "forget me")
    said(company.says("ben", "statements off"))
    dies_on_the_way(company, given, 1)
    carry(company, given)

    voids = [one for id, one in ralph.stored().items() if id not in owed]
    assert {one["verb"]["id"] for one in voids} == {"http://adlnet.gov/expapi/verbs/voided"}
    assert {one["object"]["id"] for one in voids} == {one.id for one in told["ana"]}
    assert ralph.complaints(voids) == []
    assert statements_of(company, "ana") == []
    assert [one.state for one in statements_of(company, "ben")] == ["sent"]
    assert carry(company, given) == []


def test_the_doctor_says_whether_the_record_store_is_there_and_knows_us(ralph: Ralph) -> None:
    def found(given: Settings) -> doctor.Finding:
        [one] = doctor.examine(doctor_records.checks(given))
        return one

    assert found(settings(ralph)).ok
    stranger = found(settings(ralph, "another password"))
    assert not stranger.ok
    assert "XAPI_PASSWORD" in stranger.cure
    assert "another password" not in stranger.sentence + stranger.cure
    elsewhere = settings(ralph).model_copy(update={"xapi_endpoint": "http://127.0.0.1:9/xapi"})
    assert "XAPI_ENDPOINT" in found(elsewhere).cure
