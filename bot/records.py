"""The record store as the settings name it: whose accounts people are there, and who carries statements."""

from adapters.record_store import Access, RecordStore
from bot.errands import Carrier
from bot.settings import Settings
from facilitation.statements import body, service


def access(settings: Settings) -> Access | None:
    """Return where the record store is and who we are there; None where none is named."""
    if not settings.xapi_endpoint or settings.xapi_password is None:
        return None
    return Access(
        endpoint=settings.xapi_endpoint,
        username=settings.xapi_username,
        password=settings.xapi_password.get_secret_value(),
        token_url=settings.xapi_token_url,
        version=settings.xapi_version,
    )


def home(settings: Settings) -> str:
    """Return whose accounts people are at the record store, "" where there is none."""
    return (settings.public_url or body.NO_HOME) if settings.xapi_endpoint else ""


def carriers(settings: Settings) -> dict[str, Carrier]:
    """Return who carries errands, by kind."""
    known = access(settings)
    return {service.ERRAND: RecordStore(known)} if known else {}
