"""What the operator can set, by environment or `.env`; interface.md lists every name."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from adapters.loopback import is_loopback
from facilitation.errors import UserError
from storage import urls
from storage.errors import StorageError


class SettingsError(UserError):
    """A setting is wrong or missing; one line for each says its name and what to put there."""


def _wrong(sentence: str) -> PydanticCustomError:
    # the sentence rides as data, because pydantic reads braces in a template
    return PydanticCustomError("setting", "{sentence}", {"sentence": sentence})


def _address(name: str, value: str) -> str:
    parts = urlsplit(value)
    secure = parts.scheme == "https" or (
        parts.scheme == "http" and is_loopback(parts.hostname or "")
    )
    if value and not (secure and parts.hostname):
        raise _wrong(f"{name} must be an https:// address (http:// only for this machine).")
    return value


Words = Annotated[tuple[str, ...], NoDecode]
Secrets = Annotated[tuple[SecretStr, ...], NoDecode]


Needs = list[tuple[object, str]]
"""What is wrong where the first is true, in a sentence."""


class Settings(BaseSettings):
    """Every setting with its default; a secret prints as stars."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    database_url: str = "sqlite:///peerloop.db"
    host: str = "127.0.0.1"
    port: int = Field(3000, ge=1, le=65535)
    public_url: str = ""
    secret_keys: Secrets = ()
    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_client_id: str = ""
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    slack_command: str = "/peer"
    slack_guests: bool = False
    slack_read_files: bool = False
    slack_write_files: bool = False
    teams_app_id: str = ""
    teams_app_password: SecretStr | None = None
    teams_tenant_id: str = ""
    teams_allowed_tenants: Words = ()
    teams_allowed_service_hosts: Words = ()
    teams_openid_metadata_url: str = ""
    teams_login_url: str = ""
    teams_admins: Words = ()
    teams_insecure_local: bool = False
    teams_write_files: bool = False
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    metrics_token: SecretStr | None = None
    xapi_endpoint: str = ""
    xapi_username: str = ""
    xapi_password: SecretStr | None = None
    xapi_token_url: str = ""
    xapi_version: str = "1.0.3"
    erasure_ledger: str = ""
    deliveries_days: int = Field(default=30, ge=1)
    retention_days: int = Field(default=90, ge=1)
    uninstall_days: int = Field(default=30, ge=1)
    log_format: Literal["console", "json"] | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"

    @field_validator(
        "secret_keys",
        "teams_admins",
        "teams_allowed_tenants",
        "teams_allowed_service_hosts",
        mode="before",
    )
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.strip().upper() if isinstance(value, str) else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        scheme, _, rest = value.partition("://")
        ours = scheme in {"postgres", "postgresql", "postgresql+psycopg"} and rest
        here = scheme in {"sqlite", "sqlite+pysqlite"} and (not rest or rest.startswith("/"))
        if not ours and not here:
            raise _wrong(f"DATABASE_URL must be {urls.EXAMPLES}.")
        try:
            urls.parsed(value)
        except StorageError as error:
            raise _wrong(f"DATABASE_URL cannot be used. {error.sentence}") from None
        return f"postgresql://{rest}" if scheme == "postgres" else value

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str) -> str:
        return _address("PUBLIC_URL", value).rstrip("/")

    @field_validator("slack_api_url")
    @classmethod
    def _slack_api(cls, value: str) -> str:
        return _address("SLACK_API_URL", value).rstrip("/") + "/"

    @field_validator(
        "teams_openid_metadata_url", "teams_login_url", "xapi_endpoint", "xapi_token_url"
    )
    @classmethod
    def _addresses(cls, value: str, info: Any) -> str:
        return _address(str(info.field_name).upper(), value)

    @field_validator("xapi_version")
    @classmethod
    def _xapi(cls, value: str) -> str:
        if not re.fullmatch(r"\d+\.\d+\.\d+", value):
            raise _wrong("XAPI_VERSION must be three numbers, such as 1.0.3.")
        return value

    @field_validator("secret_keys")
    @classmethod
    def _keys(cls, value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        if any(len(key.get_secret_value()) < 32 for key in value):
            raise _wrong(
                "SECRET_KEYS must hold keys of at least 32 characters, separated by commas; "
                "`openssl rand -base64 32` makes one."
            )
        return value

    @field_validator("teams_admins")
    @classmethod
    def _admins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := next((one for one in value if "@" not in one), ""):
            raise _wrong(
                f"TEAMS_ADMINS must hold addresses such as ana@example.com, separated by commas, and not “{wrong}”."
            )
        return tuple(one.casefold() for one in value)

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _slack_tokens(cls, value: SecretStr | None, info: Any) -> SecretStr | None:
        bot = info.field_name == "slack_bot_token"
        starts = ("xoxb-", "xoxe.xoxb-") if bot else ("xapp-",)
        if value and not value.get_secret_value().startswith(starts):
            where = "OAuth & Permissions" if bot else "Basic Information, App-Level Tokens"
            raise _wrong(
                f"{str(info.field_name).upper()} must start with {starts[0]}; "
                f"your Slack app's page shows it under {where}."
            )
        return value

    @field_validator("slack_command")
    @classmethod
    def _command(cls, value: str) -> str:
        if not (value.startswith("/") and 1 < len(value) <= 32 and value == value.lower().strip()):
            raise _wrong("SLACK_COMMAND must be a lower-case word after a slash, such as /peer.")
        if " " in value:
            raise _wrong("SLACK_COMMAND must be one word without spaces, such as /peer.")
        return value

    @model_validator(mode="after")
    def _together(self) -> Self:
        needs = [
            *self._for_slack(),
            *self._for_teams(),
            *self._for_metrics(),
            *self._for_records(),
        ]
        if missing := [sentence for wrong, sentence in needs if wrong]:
            raise _wrong("\n".join(missing))
        return self

    def _for_slack(self) -> Needs:
        return [
            (
                self.slack_bot_token and not (self.slack_signing_secret or self.slack_app_token),
                "SLACK_SIGNING_SECRET is missing: SLACK_BOT_TOKEN needs it (or SLACK_APP_TOKEN for "
                "Socket Mode); your Slack app's page shows it under Basic Information.",
            ),
            (
                self.slack_app_token and not (self.slack_bot_token or self.slack_client_id),
                "SLACK_BOT_TOKEN is missing: SLACK_APP_TOKEN needs it; your Slack app's page shows it "
                "under OAuth & Permissions.",
            ),
            (
                self.slack_client_id and not self.slack_client_secret,
                "SLACK_CLIENT_SECRET is missing: SLACK_CLIENT_ID needs it; your Slack app's page shows "
                "it under Basic Information.",
            ),
            (
                self.slack_client_secret and not self.slack_client_id,
                "SLACK_CLIENT_ID is missing: SLACK_CLIENT_SECRET needs it; your Slack app's page shows "
                "it under Basic Information.",
            ),
            (
                self.slack_client_id and not (self.slack_signing_secret or self.slack_app_token),
                "SLACK_SIGNING_SECRET is missing: SLACK_CLIENT_ID needs it; your Slack app's page shows "
                "it under Basic Information.",
            ),
            (
                self.slack_client_id and not self.public_url,
                "PUBLIC_URL is missing: installs (SLACK_CLIENT_ID) send browsers back to it; put the "
                "https:// address there at which the world reaches Peerloop.",
            ),
            (
                self.slack_client_id and not self.secret_keys,
                "SECRET_KEYS is missing: installs (SLACK_CLIENT_ID) are kept encrypted; put a key of "
                "at least 32 characters there, `openssl rand -base64 32` makes one.",
            ),
        ]

    def _for_teams(self) -> Needs:
        return [
            (
                self.teams_app_id and not self.teams_app_password,
                "TEAMS_APP_PASSWORD is missing: TEAMS_APP_ID needs it; put the client secret of the "
                "bot's app registration there.",
            ),
            (
                self.teams_app_id and not self.teams_tenant_id,
                "TEAMS_TENANT_ID is missing: TEAMS_APP_ID needs it; put the directory (tenant) id of "
                "the bot's app registration there.",
            ),
            (
                (self.teams_app_password or self.teams_tenant_id) and not self.teams_app_id,
                "TEAMS_APP_ID is missing: TEAMS_APP_PASSWORD and TEAMS_TENANT_ID need it; put the "
                "application (client) id of the bot's app registration there.",
            ),
            (
                self.teams_insecure_local and not is_loopback(self.host),
                "TEAMS_INSECURE_LOCAL must be 0 unless HOST is 127.0.0.1: it lets anyone who can reach "
                "the port speak for anyone.",
            ),
        ]

    def _for_metrics(self) -> Needs:
        return [
            (
                "metrics_host" in self.model_fields_set and self.metrics_port is None,
                "METRICS_PORT is missing: METRICS_HOST needs it; put the port there at which /metrics is "
                "to be served, such as 9464.",
            ),
            (
                self.metrics_port == self.port,
                "METRICS_PORT must be another than PORT, such as 9464.",
            ),
            (
                self.metrics_token and len(self.metrics_token.get_secret_value()) < 16,
                "METRICS_TOKEN must be at least 16 characters long; `openssl rand -hex 16` makes one.",
            ),
        ]

    def _for_records(self) -> Needs:
        named = self.xapi_username or self.xapi_password or self.xapi_token_url
        return [
            (
                "@" in self.xapi_endpoint or "@" in self.xapi_token_url,
                "XAPI_ENDPOINT and XAPI_TOKEN_URL must not hold a name and a password: put them into XAPI_USERNAME "
                "and XAPI_PASSWORD.",
            ),
            (
                named and not self.xapi_endpoint,
                "XAPI_ENDPOINT is missing: the other XAPI_ settings need it; put the address of the record store "
                "there, such as https://lrs.example.com/xapi.",
            ),
            (
                self.xapi_endpoint and not (self.xapi_username and self.xapi_password),
                "XAPI_USERNAME and XAPI_PASSWORD are missing: XAPI_ENDPOINT needs them; put a key of the record "
                "store there (with XAPI_TOKEN_URL, the client's id and secret).",
            ),
        ]

    def secrets(self) -> tuple[str, ...]:
        """Return every secret value, for the log to hide."""
        kept: list[str] = [key.get_secret_value() for key in self.secret_keys]
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, SecretStr):
                kept.append(value.get_secret_value())
        kept += urls.secrets(self.database_url)
        if "://" in self.erasure_ledger:
            kept += urls.secrets(self.erasure_ledger)
        return tuple(secret for secret in kept if secret)


_HINTS = {
    "deliveries_days": "must be a number of days, such as 30",
    "retention_days": "must be a number of days, such as 90",
    "uninstall_days": "must be a number of days, such as 30",
    "metrics_port": "must be a number from 1 to 65535, such as 9464",
    "port": "must be a number from 1 to 65535, such as 3000",
    "log_format": "must be console or json",
    "log_level": "must be DEBUG, INFO, WARNING, ERROR or CRITICAL",
    "slack_guests": "must be 0 or 1",
    "slack_read_files": "must be 0 or 1",
    "slack_write_files": "must be 0 or 1",
    "teams_write_files": "must be 0 or 1",
    "teams_insecure_local": "must be 0 or 1",
}


def load(env_file: Path | str | None = ".env") -> Settings:
    """Read the settings; raises SettingsError with a line for each one that is wrong or missing."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsError("\n".join(_sentences(error))) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file} must be a text file in UTF-8.") from None


def _sentences(error: ValidationError) -> list[str]:
    said = []
    for problem in error.errors(include_url=False, include_input=False):
        if problem["type"] == "setting":
            said.append(str(problem["msg"]))
        else:
            name = str(problem["loc"][0]) if problem["loc"] else ""
            hint = _HINTS.get(name, f"cannot be used: {problem['msg'].lower()}")
            said.append(f"{name.upper()} {hint}.")
    return said
