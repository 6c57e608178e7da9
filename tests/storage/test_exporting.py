"""Having what is kept of oneself: all of it, once, by a page and by a schema; and nothing of others' secrets."""

import csv
import io
import json
import zipfile
from pathlib import Path

import jsonschema
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Engine

from bot import exports, privacy
from bot.handing import Handing
from facilitation.people.privacy import KEPT
from facilitation.privacy import packing
from facilitation.talk.messages import Link, Message, Text
from storage import exporting
from storage.erasing import tables
from tests.company import WORKSPACE, Company, person
from tests.storage.test_forgetting import CANARIES, live, with_ledger
from tests.words import everything, said


@pytest.fixture
def company(sqlite_engine: Engine, tmp_path: Path) -> Company:
    """A company in which somebody has done all there is to do."""
    store = with_ledger(sqlite_engine, tmp_path)
    store._public_url = "https://peerloop.example"
    company = Company(store)
    company.settle(*map(person, ("ana", "ben", "cleo", "dora")))
    live(company)
    return company


def linked(company: Company) -> Message:
    """Ask for one's own data, and return what comes where the platform takes no file."""
    company.says("zoe", "export me")
    company.deliver()
    return Handing(company.store, Clock(company)).linked(company.arrived[-1])


class Clock:
    """The company's time."""

    def __init__(self, company: Company) -> None:
        self._company = company

    def now(self):
        return self._company.now


def address(company: Company) -> str:
    message = linked(company)
    (url,) = [
        span.url
        for block in message.blocks
        if isinstance(block, Text)
        for span in block.spans
        if isinstance(span, Link)
    ]
    return url.removeprefix("https://peerloop.example")


def test_every_table_says_what_it_is_kept_as_and_that_is_told_of_in_privacy() -> None:
    keys = {one.key for one in KEPT} | {"nobody"}
    assert {t.name: t.info.get("kept") for t in tables() if t.info.get("kept") not in keys} == {}


def test_an_export_holds_every_word_of_theirs_and_nothing_that_others_keep_from_them(
    company: Company,
) -> None:
    with company.store.begin() as work:
        kept = work.exports.of(f"{WORKSPACE}:zoe")
    text = packing.as_json(kept, f"{WORKSPACE}:zoe", company.now)

    used = [word for word in CANARIES[:17] if word not in text]
    assert used == []
    assert [row["avoided"] for row in kept["avoid"]] == ["Dora"], "not who avoids them"
    jsonschema.validate(json.loads(text), dict(exporting.schema()))
    archive = zipfile.ZipFile(io.BytesIO(packing.zipped(packing.tables(kept), company.now)))
    assert {name.removesuffix(".csv") for name in archive.namelist()} == set(kept)
    for name in archive.namelist():
        for row in csv.reader(io.StringIO(archive.read(name).decode())):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


async def test_the_page_opens_once_for_a_browser_and_never_for_what_looks_behind_links(
    company: Company,
) -> None:
    app = web.Application()
    app.add_routes(exports.routes(company.store, Clock(company)))
    path = address(company)
    async with TestClient(TestServer(app)) as client:
        bot = {"User-Agent": "Slackbot-LinkExpanding 1.0"}
        assert "Open this address" in await (await client.get(path, headers=bot)).text()
        first = await client.get(path)
        words = await first.text()
        assert first.status == 200
        assert CANARIES[2] in words
        assert "data:application/json;base64," in words
        assert first.headers["Cache-Control"] == "no-store"
        assert (await client.get(path)).status == 404
        late = address(company)
        company.pass_(minutes=16)
        assert (await client.get(late)).status == 404
        assert (await client.get("/export/" + "0" * 32)).status == 404
        schema = await (await client.get("/export/schema.json")).json()
        assert schema == exporting.schema()


def test_everything_leaves_out_what_is_nobody_elses_to_read_and_says_so(company: Company) -> None:
    said(company.says("zoe", "want rust"))
    with company.store.begin() as work:
        found = work.exports.everything(WORKSPACE)

    assert {"member", "booking", "seat", "fact"} <= set(found)
    assert not {"avoid", "delivery", "promise", "link", "slack_install"} & set(found)
    assert not [name for name in found if exporting.kept_as(name) in exporting.LEFT_OUT]
    for what in ("avoid", "reflections", "remembered", "story", "sealed", "heard", "messages"):
        assert what in privacy.LEFT_OUT
    assert json.dumps(found)
    with company.store.begin() as work:
        assert work.exports.everything("slack:T0") == {}


def test_without_an_address_the_card_says_who_can_help(company: Company) -> None:
    company.store._public_url = ""  # type: ignore[attr-defined]
    assert "PUBLIC_URL" in " ".join(everything(linked(company)))
