"""The app package: what Microsoft's own schema takes, within every limit, with icons of the right sizes."""

import io
import json
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application
from jsonschema import Draft7Validator

from adapters.teams import icons, manifest
from bot import about
from facilitation.catalogue import COMMANDS
from facilitation.errors import Usage

APP = "12345678-90ab-cdef-1234-567890abcdef"
URL = "https://peerloop.example.org"
SCHEMAS = Path(__file__).parent / "schemas"
BOTH = pytest.mark.parametrize("slash", [False, True])

Pixels = list[list[tuple[int, int, int, int]]]


def given(**more: Any) -> dict[str, Any]:
    return {"app_id": APP, "public_url": URL, "version": "1.2.3"} | more


def made(**more: Any) -> dict[str, Any]:
    return manifest.make(COMMANDS, **given(**more))


def complaints(found: dict[str, Any]) -> list[str]:
    """Return what Microsoft's schema of the version that the manifest names says against it."""
    validator = schema(found["manifestVersion"])
    return [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(found)]


def schema(version: str) -> Draft7Validator:
    # it calls itself draft 4, and uses what came with draft 6 (const)
    file = SCHEMAS / f"teams-manifest-{version}.schema.json"
    return Draft7Validator(json.loads(file.read_text(encoding="utf-8")))


def menus(found: dict[str, Any]) -> dict[str, dict[str, str]]:
    [bot] = found["bots"]
    return {
        scope: {command["title"]: command["description"] for command in menu["commands"]}
        for menu in bot["commandLists"]
        for scope in menu["scopes"]
    }


def decode(png: bytes) -> Pixels:
    """Return the pixels of an RGBA picture of eight bits a channel, read as the PNG specification says."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, parts = 8, []
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (
            zlib.crc32(kind + body),
        )
        parts.append((kind, body))
        at += 12 + length
    assert [kind for kind, _ in parts] == [b"IHDR", b"IDAT", b"IEND"]
    width, height, *form = struct.unpack(">IIBBBBB", parts[0][1])
    assert form == [8, 6, 0, 0, 0]
    raw = zlib.decompress(parts[1][1])
    stride = width * 4 + 1
    assert len(raw) == stride * height
    rows = []
    for y in range(height):
        line = raw[y * stride : (y + 1) * stride]
        assert line[0] == 0
        rows.append([tuple(line[1 + x * 4 : 5 + x * 4]) for x in range(width)])
    return rows  # type: ignore[return-value]


@BOTH
def test_microsofts_schema_takes_the_manifest(slash: bool) -> None:
    assert complaints(made(slash=slash)) == []


@BOTH
def test_it_is_taken_with_any_catalogue(slash: bool) -> None:
    assert complaints(manifest.make([], **given(slash=slash))) == []
    long = [
        replace(command, summary="very long " * 50, examples=("x" * 300,)) for command in COMMANDS
    ]
    found = manifest.make(long, **given(slash=slash))
    assert complaints(found) == []
    for menu in menus(found).values():
        assert all(len(said) <= 128 and said.endswith("…") for said in menu.values())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("manifestVersion", "1.24"),
        ("id", "peerloop"),
        ("name.short", "x" * 31),
        ("description.short", "x" * 81),
        ("description.full", "x" * 4001),
        ("developer.name", "x" * 33),
        ("developer.privacyUrl", "ftp://here"),
        ("accentColor", "green"),
        ("bots.0.scopes", ["everywhere"]),
        ("bots.0.commandLists.0.commands", [{"title": "x", "description": "x"}] * 13),
        ("bots.0.supportsTargetedMessages", True),
        ("surprise", True),
    ],
)
def test_the_schema_sees_what_teams_would_refuse(path: str, value: object) -> None:
    found: Any = made()
    version = found["manifestVersion"]
    *parents, last = path.split(".")
    part = found
    for name in parents:
        part = part[int(name) if name.isdigit() else name]
    part[last] = value
    assert not schema(version).is_valid(found)


@BOTH
def test_what_older_clients_do_not_show_is_not_there(slash: bool) -> None:
    [bot] = made(slash=slash)["bots"]
    assert len(bot["commandLists"]) <= 3
    for menu in bot["commandLists"]:
        assert 0 < len(menu["commands"]) <= 10
        assert all(0 < len(command["title"]) <= 32 for command in menu["commands"])
        assert all(0 < len(command["description"]) <= 128 for command in menu["commands"])


def test_each_scope_has_one_menu_and_each_command_is_in_the_catalogue() -> None:
    [bot] = made()["bots"]
    listed = [scope for menu in bot["commandLists"] for scope in menu["scopes"]]
    assert sorted(listed) == sorted(bot["scopes"]) == ["groupChat", "personal", "team"]
    known = {command.words: command for command in COMMANDS if command.listed}
    assert {*manifest.PERSONAL, *manifest.SHARED} <= set(known)
    assert all(known[word].who == "member" for word in manifest.PERSONAL)
    found = menus(made())
    assert list(found["personal"]) == list(manifest.PERSONAL)
    assert list(found["team"]) == list(found["groupChat"]) == list(manifest.SHARED)


def test_a_menu_says_what_may_follow_the_words_that_it_writes() -> None:
    found = menus(made())
    assert found["personal"]["home"] == "See what is next for you"
    assert "every 2w on tue at 10:00" in found["team"]["program create"]
    assert "Example: join design" in found["team"]["join"]


def test_no_permission_is_asked_for() -> None:
    text = json.dumps(made(slash=True))
    assert "authorization" not in text
    assert "webApplicationInfo" not in text
    assert "permissions" not in text


def test_slash_commands_are_off_unless_asked_for() -> None:
    plain, slash = made(), made(slash=True)
    assert "triggers" not in json.dumps(plain)
    assert "supportsTargetedMessages" not in json.dumps(plain)
    [bot] = slash["bots"]
    assert bot["supportsTargetedMessages"] is True
    personal, shared = bot["commandLists"]
    assert "triggers" not in personal
    assert shared["triggers"] == ["mention", "slash"]
    assert menus(plain) == menus(slash)


def test_the_package_keeps_its_id_and_names_its_address() -> None:
    found = made(app_id=APP.upper(), public_url=f"{URL}:8443/")
    assert found["id"] == found["bots"][0]["botId"] == APP
    assert found["validDomains"] == ["peerloop.example.org"]
    assert found["version"] == "1.2.3"
    assert found["developer"]["websiteUrl"] == f"{URL}:8443/about"


async def test_the_pages_that_it_names_are_there() -> None:
    app = Application()
    app.add_routes(about.routes())
    async with TestClient(TestServer(app)) as client:
        for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
            path, _, part = made()["developer"][name].removeprefix(URL).partition("#")
            answer = await client.get(path)
            text = await answer.text()
            assert answer.status == 200
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert f'id="{part}"' in text or not part
            assert "What I keep about you" in text


@pytest.mark.parametrize(
    "wrong",
    [
        *("", " ", "http://peerloop.example.org", "peerloop.example.org", "https://", "https://["),
        *("https://me@peerloop.example.org", "https://peerloop.example.org/?a=1", "x:y"),
    ],
)
def test_without_an_address_that_microsoft_can_call_there_is_no_package(wrong: str) -> None:
    with pytest.raises(Usage, match="--url https://"):
        made(public_url=wrong)


def test_an_app_id_or_version_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(Usage, match="TEAMS_APP_ID"):
        made(app_id="")
    with pytest.raises(Usage, match="00000000-0000"):
        made(app_id="peerloop")
    for version in ("1", "1.0", "1.0.0rc1", "v1.0.0", ""):
        with pytest.raises(Usage, match="three numbers"):
            made(version=version)


@BOTH
def test_the_zip_holds_the_three_files_at_its_root_and_is_the_same_each_time(slash: bool) -> None:
    packed = manifest.package(COMMANDS, **given(slash=slash))
    assert packed == manifest.package(COMMANDS, **given(slash=slash))
    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert archive.testzip() is None
    assert archive.namelist() == ["manifest.json", "color.png", "outline.png"]
    found = json.loads(archive.read("manifest.json").decode("utf-8"))
    assert found == made(slash=slash)
    assert set(found["icons"].values()) == {"color.png", "outline.png"}
    assert archive.read("color.png") == icons.color()
    assert archive.read("outline.png") == icons.outline()


def test_the_color_icon_is_192_square_with_nothing_in_its_margin() -> None:
    pixels = decode(icons.color())
    assert (len(pixels), {len(row) for row in pixels}) == (192, {192})
    ground = (*icons.GREEN, 255)
    drawn = [(x, y) for y, row in enumerate(pixels) for x, one in enumerate(row) if one != ground]
    assert all(48 <= x < 144 and 48 <= y < 144 for x, y in drawn)
    assert min(x for x, _ in drawn) == 48
    assert max(x for x, _ in drawn) == 143
    seen = {pixels[y][x] for x, y in drawn}
    assert {(*icons.WHITE, 255), (*icons.GOLD, 255)} <= seen
    assert len(seen) > 50, "edges are smooth"
    assert {alpha for *_, alpha in seen} == {255}


def test_the_outline_icon_is_32_square_white_on_nothing_and_fills_its_width() -> None:
    pixels = decode(icons.outline())
    assert (len(pixels), {len(row) for row in pixels}) == (32, {32})
    alphas = [[alpha for *_, alpha in row] for row in pixels]
    assert {tuple(color) for row in pixels for *color, _ in row} == {icons.WHITE}
    assert {0, 255} < {alpha for row in alphas for alpha in row}, "edges are smooth"
    assert any(row[0] for row in alphas)
    assert any(row[-1] for row in alphas)
    assert not any(alphas[0])
    assert alphas[16][16] == 0, "the loops are empty where they overlap"


def test_a_browser_can_show_both_icons(chromium_path: str) -> None:
    import base64

    from playwright.sync_api import sync_playwright

    sizes = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page()
        for icon in (icons.color(), icons.outline()):
            source = f"data:image/png;base64,{base64.b64encode(icon).decode()}"
            size = "async s => { const i = new Image(); i.src = s; await i.decode(); return [i.width, i.height] }"
            sizes.append(page.evaluate(size, source))
        browser.close()
    assert sizes == [[192, 192], [32, 32]]


def test_nobody_uses_the_app_before_an_administrator_lets_it_in():
    assert made()["defaultBlockUntilAdminAction"] is True


def test_only_where_replies_are_to_be_heard_as_they_come_a_team_s_owner_is_asked_for_that() -> None:
    asked = made(read_threads=True)
    assert complaints(asked) == []
    [permission] = asked.pop("authorization")["permissions"]["resourceSpecific"]
    assert permission == {"name": "ChannelMessage.Read.Group", "type": "Application"}
    assert asked.pop("webApplicationInfo")["id"] == APP
    assert asked == made()


def test_files_are_taken_only_where_somebody_wants_them() -> None:
    assert not made()["bots"][0]["supportsFiles"]
    assert made(with_files=True)["bots"][0]["supportsFiles"]
