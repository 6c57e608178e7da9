"""The manifest: what Slack takes, with every event that is handled and no scope that is not needed."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

import adapters.slack
from adapters.slack import manifest
from facilitation.catalogue import COMMANDS
from facilitation.errors import Usage
from tests.contracts.slack_manifest_checker import EVENT_SCOPES, METHOD_SCOPES, complaints

URL = "https://peerloop.example.org"
METHOD = re.compile(r"(apps|auth|bots|chat|conversations|oauth|reactions|team|users|views)(\.\w+)+")
BASES = {event.partition(".")[0] for event in EVENT_SCOPES}


def made(command: str = "/peer", url: str | None = URL, socket: bool = False) -> dict[str, Any]:
    return manifest.make(COMMANDS, command=command, url=url, socket=socket)


def words() -> set[str]:
    """Return every text that stands in the adapter's code, docstrings and the manifest left out."""
    found: set[str] = set()
    for path in Path(adapters.slack.__path__[0]).glob("*.py"):
        if path.name == "manifest.py":
            continue
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            if isinstance(node, ast.Attribute) and node.attr == "auth_test":
                found.add("auth.test")
    return found


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"socket": True},
        {"socket": True, "url": None},
        {"url": f"{URL}/"},
        {"command": "/" + "p" * 31},
    ],
)
def test_slack_takes_the_manifest(asked: dict[str, Any]) -> None:
    assert complaints(made(**asked)) == []
    assert json.loads(json.dumps(made(**asked))) == made(**asked)


def test_by_http_slack_calls_one_address_for_everything() -> None:
    found = made(url=f"{URL}/")
    calls = {
        found["settings"]["event_subscriptions"]["request_url"],
        found["settings"]["interactivity"]["request_url"],
        found["features"]["slash_commands"][0]["url"],
    }
    assert calls == {f"{URL}/slack/events"}
    assert found["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert not found["settings"]["socket_mode_enabled"]


def test_in_socket_mode_slack_is_given_no_address_to_call() -> None:
    found = made(url=None, socket=True)
    assert found["settings"]["socket_mode_enabled"]
    assert "https://" not in json.dumps(found)
    with_installs = made(socket=True)
    assert json.dumps(with_installs).count("https://") == 1
    assert with_installs["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]


@pytest.mark.parametrize("url", [None, "", "http://peerloop.example.org"])
def test_without_an_address_that_slack_can_call_there_is_no_manifest(url: str | None) -> None:
    with pytest.raises(Usage, match="https://"):
        made(url=url)


def test_the_command_is_the_operators_and_names_come_as_ids() -> None:
    (slash,) = made(command="/coffee")["features"]["slash_commands"]
    assert slash["command"] == "/coffee"
    assert slash["should_escape"] is True
    assert slash["usage_hint"] == "[find | book | ask | join | status | help]"


def test_what_the_hint_names_is_in_the_catalogue() -> None:
    assert set(manifest.HINTED) <= {command.words for command in COMMANDS}
    none = manifest.make([], command="/peer", url=URL, socket=False)
    assert none["features"]["slash_commands"][0]["usage_hint"] == "[help]"


def test_the_home_tab_and_direct_messages_are_on() -> None:
    home = made()["features"]["app_home"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


def test_every_event_that_is_handled_is_subscribed_and_no_other() -> None:
    handled = BASES & words()
    assert {event.partition(".")[0] for event in manifest.EVENTS} == handled
    assert {"message.im", "message.mpim"} <= set(manifest.EVENTS)


def test_messages_in_channels_are_not_asked_for() -> None:
    assert not {"message.channels", "message.groups"} & set(manifest.EVENTS)


def test_they_are_where_every_reply_is_to_be_heard_as_it_comes_and_no_scope_is_new() -> None:
    more = manifest.make(COMMANDS, command="/peer", url=URL, socket=False, read_threads=True)
    assert complaints(more) == []
    told = set(more["settings"]["event_subscriptions"]["bot_events"])
    assert told - set(manifest.EVENTS) == {"message.channels", "message.groups"}
    assert more["oauth_config"] == made()["oauth_config"]


def test_no_scope_is_missing_and_none_is_asked_for_in_vain() -> None:
    methods = {word for word in words() if METHOD.fullmatch(word)}
    assert {"chat.postMessage", "users.list", "views.open"} <= methods
    assert methods <= set(METHOD_SCOPES), "a method whose scopes the checker does not know"
    needed = {scope for method in methods for scope in METHOD_SCOPES[method]}
    needed |= {scope for event in manifest.EVENTS for scope in EVENT_SCOPES[event]}
    assert "email" in words()
    needed |= {"commands", "users:read.email"}
    assert set(manifest.scopes()) == needed


def test_each_scope_says_why() -> None:
    for scope in manifest.SCOPES:
        assert len(scope.why) > 20
    assert list(manifest.scopes()) == sorted(manifest.scopes())


def test_the_readme_explains_each_scope_in_the_same_words() -> None:
    readme = (Path(adapters.slack.__path__[0]).parents[1] / "README.md").read_text()
    for scope in manifest.SCOPES:
        assert f"| `{scope.name}` | {scope.why} |" in readme
    for scope, option in (
        (manifest.OF_FILES, "--read-files"),
        (manifest.WITH_FILES, "--write-files"),
    ):
        assert f"| `{scope.name}` (optional: `{option}`) | {scope.why} |" in readme


def test_a_token_without_a_scope_is_noticed() -> None:
    assert manifest.missing(manifest.scopes()) == []
    assert manifest.missing([s for s in manifest.scopes() if s != "im:write"]) == ["im:write"]
    assert manifest.missing([s for s in manifest.scopes() if s != "users:read.email"]) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("display_information.name", "x" * 36),
        ("display_information.description", "x" * 141),
        ("display_information.long_description", "short"),
        ("features.bot_user.display_name", "no spaces"),
        ("features.surprise", True),
        ("settings.event_subscriptions.bot_events", ["message.channels", "app_mention"] * 2),
        ("settings.event_subscriptions.request_url", "http://here"),
        ("oauth_config.scopes.bot", ["chat:write"]),
    ],
)
def test_the_checker_sees_what_slack_would_refuse(path: str, value: object) -> None:
    found = made()
    *parents, last = path.split(".")
    part = found
    for name in parents:
        part = part[name]
    part[last] = value
    assert complaints(found) != []


def test_files_are_asked_for_only_where_somebody_wants_them() -> None:
    wanted: list[dict[str, bool]] = [{}, {"read_files": True}, {"write_files": True}]
    asked = []
    for more in wanted:
        made = manifest.make(COMMANDS, command="/peer", url=URL, socket=False, **more)
        assert complaints(made) == []
        asked.append(set(made["oauth_config"]["scopes"]["bot"]))
    assert asked[1] - asked[0] == {"files:read"}
    assert asked[2] - asked[0] == {"files:write"}
