"""Files for one person: made when they go, of what may be had then, by whom they are for; nothing of them is kept."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine, select

from bot import handing as hands
from bot.handing import MAKERS, Handing
from facilitation.errors import Never
from facilitation.files import KINDS
from facilitation.post.outbox import Delivery, Place
from facilitation.programs.decks import library
from facilitation.programs.formats import library as formats
from facilitation.talk.messages import Link, Message, Text
from storage.tables import delivery as deliveries
from tests.company import WORKSPACE, Company, person
from tests.storage.test_forgetting import CANARIES, live, with_ledger
from tests.words import agree, everything, said, words_of


@pytest.fixture
def company(engine: Engine, tmp_path: Path) -> Company:
    """A company in which Zoe has done all there is to do, and Ana is an admin."""
    store = with_ledger(engine, tmp_path)
    store._public_url = "https://peerloop.example"
    company = Company(store)
    company.settle(person("ana", role="admin"), *map(person, ("ben", "cleo", "dora")))
    live(company)
    return company


@pytest.fixture
def handing(company: Company) -> Handing:
    return Handing(company.store, Clock(company))


class Clock:
    """The company's time."""

    def __init__(self, company: Company) -> None:
        self._company = company

    def now(self):
        return self._company.now


def asked(company: Company, name: str, line: str) -> Delivery:
    """Ask for a file, and return what is owed then."""
    known = len(company.arrived)
    assert "It comes in our own chat" in words_of(company.says(name, line))
    company.deliver()
    (owed,) = [one for one in company.arrived[known:] if one.message.file]
    return owed


def address(message: Message) -> str:
    (url,) = (
        span.url
        for block in message.blocks
        if isinstance(block, Text)
        for span in block.spans
        if isinstance(span, Link)
    )
    return url.removeprefix("https://peerloop.example")


def test_each_kind_says_who_may_have_it_and_how_it_is_made() -> None:
    assert KINDS.keys() == MAKERS.keys()


def test_ones_own_data_is_a_page_json_and_tables_in_one_file(
    company: Company, handing: Handing
) -> None:
    made = handing.made(asked(company, "zoe", "export me"))

    assert made.name == "peerloop-my-data.zip"
    with zipfile.ZipFile(io.BytesIO(made.body)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {"read-me.html", "peerloop-my-data.json", "schema.json"} < files.keys()
    assert json.loads(files["peerloop-my-data.json"])["person"] == f"{WORKSPACE}:zoe"
    assert [word for word in CANARIES[:17] if word not in files["peerloop-my-data.json"]] == []
    for name in files:
        if name.startswith("tables/"):
            for row in csv.reader(io.StringIO(files[name])):
                assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    others = handing.made(asked(company, "ben", "export me")).body
    with zipfile.ZipFile(io.BytesIO(others)) as archive:
        text = archive.read("peerloop-my-data.json").decode()
    assert '"person": "playground:acme:ben"' in text
    private = ("reflection", "avoid", "aim")
    assert not [table for table in json.loads(text)["kept"] if table in private]


def test_reports_decks_formats_programs_and_the_audit_are_files_for_who_may_have_them(
    company: Company, handing: Handing
) -> None:
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        leads = program.facilitators[0].rpartition(":")[2] if program.facilitators else "ana"
    which = f"#{program.number}"
    report = handing.made(asked(company, "ana", f"file report {which} this quarter"))
    with zipfile.ZipFile(io.BytesIO(report.body)) as archive:
        names = archive.namelist()
    assert report.name.startswith("peerloop-")
    assert "report.html" in names
    assert any(name.endswith("-dictionary.csv") for name in names)
    assert "opened the report" in "\n".join(everything(said(company.says("ana", "audit"))))

    company.says("ana", "recall on")
    questions = handing.made(asked(company, "ana", "recall export"))
    assert questions.name == "peerloop.apkg"
    assert zipfile.is_zipfile(io.BytesIO(questions.body))
    assert "Turn it on" in words_of(company.says("ben", "file recall"))

    audit = handing.made(asked(company, "ana", "file audit")).body.decode()
    assert audit.splitlines()[0] == "at,who,what,about,details"
    assert "report.opened" in audit
    format = handing.made(asked(company, "ana", "file format pairs"))
    assert (format.name, format.body.decode()) == (
        "peerloop-format-pairs.yaml",
        formats.text_of_ours("pairs"),
    )
    its = handing.made(asked(company, "ana", f"file program {which}")).body.decode()
    assert f"format: {program.format}" in its
    name, deck = next(iter(library.ours().items()))
    sent = handing.made(asked(company, leads, f'file deck "{name}"'))
    assert library.read(sent.body.decode()) == deck
    mine = handing.made(asked(company, "zoe", "file mine last year"))
    assert mine.name == "peerloop-my-report-2025.csv"

    for line in (
        f"file report {which}",
        f"file picture {which}",
        "file audit",
        "file format pairs",
    ):
        refusal = company.says("ben", line)
        assert "It comes" not in words_of(refusal), line
    assert "I have these as files" in words_of(company.says("ana", "file everything"))


def test_who_may_not_have_it_any_more_gets_nothing(company: Company, handing: Handing) -> None:
    audit = asked(company, "ana", "file audit")
    with company.store.begin() as work:
        work.members.save(replace(work.members.get(f"{WORKSPACE}:ana"), role="member"))
    offer = None
    for call in (handing.made, handing.offered):
        with pytest.raises(Never, match="may not have that file any more"):
            offer = call(audit)
    assert offer is None
    room = replace(audit, to=Place("general"))
    for go in (handing.made, handing.offered, handing.linked):
        with pytest.raises(Never, match="one person alone"):
            go(room)


def test_an_offer_is_for_one_person_once_and_for_a_quarter_of_an_hour(
    company: Company, handing: Handing
) -> None:
    owed = asked(company, "zoe", "export me")
    zoe, ben = (f"{WORKSPACE}:{name}" for name in ("zoe", "ben"))
    offer = handing.offered(owed)
    assert handing.taken(offer.token, ben) is None
    made = handing.taken(offer.token, zoe)
    assert made is not None
    assert (made.name, len(made.body)) == (offer.name, offer.size)
    assert handing.taken(offer.token, zoe), "until it is said that it arrived"
    handing.settled(offer.token)
    assert handing.taken(offer.token, zoe) is None
    late = handing.offered(owed)
    company.now += timedelta(minutes=16)
    assert handing.taken(late.token, zoe) is None
    assert handing.taken("0" * 32, zoe) is None


def test_nothing_of_a_file_is_kept_and_who_was_forgotten_has_none(
    company: Company, handing: Handing, engine: Engine
) -> None:
    owed = asked(company, "zoe", "export me")
    offer, link = handing.offered(owed), address(handing.linked(owed))
    with engine.connect() as connection:
        kept = connection.execute(select(deliveries)).all()
    assert not [row for row in kept if offer.token in str(row) or link[-20:] in str(row)]
    told = str([row for row in kept if row.id == owed.id])
    assert not [word for word in CANARIES if word in told]

    agree(company, "zoe", "forget me")
    assert handing.taken(offer.token, f"{WORKSPACE}:zoe") is None
    assert handing.opened(link.rpartition("/")[2]) is None
    for call in (handing.made, handing.offered, handing.linked):
        with pytest.raises(Never):
            call(owed)
    with engine.connect() as connection:
        rows = str(connection.execute(select(deliveries)).all())
    assert f"{WORKSPACE}:zoe" not in rows


async def test_a_link_gives_the_file_once_and_never_to_what_looks_behind_links(
    company: Company, handing: Handing
) -> None:
    app = web.Application()
    app.add_routes(hands.routes(company.store, Clock(company)))
    path = address(handing.linked(asked(company, "ana", "file format pairs")))
    assert path.startswith("/file/")
    async with TestClient(TestServer(app)) as client:
        looker = {"User-Agent": "Slackbot-LinkExpanding 1.0"}
        assert "Open this address" in await (await client.get(path, headers=looker)).text()
        first = await client.get(path)
        assert await first.text() == formats.text_of_ours("pairs")
        assert 'filename="peerloop-format-pairs.yaml"' in first.headers["Content-Disposition"]
        assert first.headers["Cache-Control"] == "no-store"
        assert first.headers["X-Content-Type-Options"] == "nosniff"
        assert (await client.get(path)).status == 404
        late = address(handing.linked(asked(company, "ana", "file audit")))
        company.now += timedelta(minutes=16)
        assert (await client.get(late)).status == 404
        assert (await client.get("/file/" + "0" * 32)).status == 404
        assert (await client.get("/file/..%2Fetc")).status == 404


@pytest.fixture(autouse=True)
def _no_bugs(company: Company) -> Iterator[None]:
    yield
    assert company.bugs == []
