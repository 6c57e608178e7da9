"""Settings are read as interface.md says, and a wrong one is named with what to put there."""

from pathlib import Path

import pytest

from bot import settings
from bot.settings import SettingsError

KEY = "k" * 44


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_every_default_is_the_promised_one() -> None:
    found = settings.load()

    assert found.database_url == "sqlite:///peerloop.db"
    assert (found.host, found.port) == ("127.0.0.1", 3000)
    assert found.slack_api_url == "https://slack.com/api/"
    assert found.slack_command == "/peer"
    assert (found.log_format, found.log_level) == (None, "INFO")
    assert not found.teams_insecure_local
    assert not found.slack_guests
    assert found.secrets() == ()


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nLOG_LEVEL=debug\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("PORT", "5000")

    found = settings.load()

    assert (found.port, found.log_level) == (5000, "DEBUG")


def test_a_port_from_the_platform_does_not_open_the_door_to_the_world(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "8080")
    assert settings.load().host == "127.0.0.1"

    monkeypatch.setenv("HOST", "0.0.0.0")
    assert settings.load().host == "0.0.0.0"


def test_an_empty_value_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")

    assert settings.load().port == 3000
    assert settings.load().slack_bot_token is None


def test_the_short_name_of_postgresql_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://ann:s3cr3t-word@db/peerloop")

    found = settings.load()

    assert found.database_url == "postgresql://ann:s3cr3t-word@db/peerloop"
    assert found.secrets() == ("s3cr3t-word",)


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAMS_ALLOWED_TENANTS", "one, two ,")
    monkeypatch.setenv("SECRET_KEYS", f"{KEY},{KEY[::-1]}")

    found = settings.load()

    assert found.teams_allowed_tenants == ("one", "two")
    assert [key.get_secret_value() for key in found.secret_keys] == [KEY, KEY[::-1]]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PORT": "lots"}, "PORT must be a number"),
        ({"PORT": "70000"}, "PORT must be a number"),
        ({"DATABASE_URL": "mysql://db"}, "DATABASE_URL must be sqlite:///"),
        ({"DATABASE_URL": "peerloop.db"}, "DATABASE_URL must be sqlite:///"),
        ({"DATABASE_URL": "postgresql://ana:hun[ter2@db/x"}, "DATABASE_URL cannot be used. In the"),
        ({"DATABASE_URL": "postgresql://db:no-port/x"}, "DATABASE_URL cannot be used. This is not"),
        ({"PUBLIC_URL": "http://peerloop.example"}, "PUBLIC_URL must be an https://"),
        ({"SECRET_KEYS": "short"}, "SECRET_KEYS must hold keys"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET is missing"),
        ({"SLACK_BOT_TOKEN": "hunter2-hunter2"}, "SLACK_BOT_TOKEN must start with xoxb-"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN is missing"),
        (
            {
                "SLACK_CLIENT_ID": "1.2",
                "SLACK_CLIENT_SECRET": "s",
                "SLACK_SIGNING_SECRET": "s",
                "PUBLIC_URL": "https://peerloop.example.org",
            },
            "SECRET_KEYS is missing",
        ),
        (
            {
                "SLACK_CLIENT_ID": "1.2",
                "SLACK_CLIENT_SECRET": "s",
                "SLACK_SIGNING_SECRET": "s",
                "SECRET_KEYS": "k" * 32,
            },
            "PUBLIC_URL is missing",
        ),
        ({"SLACK_API_URL": "http://slack.example/api"}, "SLACK_API_URL must be an https://"),
        ({"SLACK_API_URL": "http://127.0.0.1.evil.example"}, "SLACK_API_URL must be an https://"),
        ({"SLACK_COMMAND": "peer"}, "SLACK_COMMAND must be"),
        ({"SLACK_COMMAND": "/peer loop"}, "SLACK_COMMAND must be one word"),
        ({"TEAMS_APP_ID": "a", "TEAMS_TENANT_ID": "t"}, "TEAMS_APP_PASSWORD is missing"),
        ({"TEAMS_APP_ID": "a", "TEAMS_APP_PASSWORD": "p"}, "TEAMS_TENANT_ID is missing"),
        ({"TEAMS_TENANT_ID": "t"}, "TEAMS_APP_ID is missing"),
        ({"TEAMS_LOGIN_URL": "ftp://x"}, "TEAMS_LOGIN_URL must be an https://"),
        ({"TEAMS_INSECURE_LOCAL": "maybe"}, "TEAMS_INSECURE_LOCAL must be 0 or 1"),
        ({"TEAMS_INSECURE_LOCAL": "1", "HOST": "0.0.0.0"}, "TEAMS_INSECURE_LOCAL must be 0"),
        ({"METRICS_PORT": "no"}, "METRICS_PORT must be a number"),
        ({"METRICS_PORT": "3000"}, "METRICS_PORT must be another than PORT"),
        ({"METRICS_HOST": "0.0.0.0"}, "METRICS_PORT is missing"),
        ({"METRICS_TOKEN": "hunter2"}, "METRICS_TOKEN must be at least 16"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT must be console or json"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be"),
    ],
)
def test_a_wrong_or_missing_setting_is_named_with_what_to_put_there(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as refused:
        settings.load()

    assert refused.value.sentence.startswith(named)
    assert "hunter2" not in refused.value.sentence
    assert refused.value.sentence.count("\n") == 0


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "lots")
    monkeypatch.setenv("LOG_LEVEL", "loud")

    with pytest.raises(SettingsError) as refused:
        settings.load()

    assert [line.split()[0] for line in refused.value.sentence.splitlines()] == [
        "PORT",
        "LOG_LEVEL",
    ]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.7"])
def test_the_insecure_door_for_teams_opens_on_this_machine_only(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("TEAMS_INSECURE_LOCAL", "1")
    monkeypatch.setenv("HOST", host)

    assert settings.load().teams_insecure_local


def test_local_servers_may_stand_in_for_the_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9000/api")

    assert settings.load().slack_api_url == "http://127.0.0.1:9000/api/"


def test_secrets_do_not_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-canary")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "canary-secret")
    monkeypatch.setenv("SECRET_KEYS", KEY)

    found = settings.load()

    assert "canary" not in repr(found)
    assert KEY not in repr(found)
    assert set(found.secrets()) == {"xoxb-canary", "canary-secret", KEY}
