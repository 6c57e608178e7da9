"""The record store as the settings name it: whose accounts people are there, and who carries statements."""

from adapters import record_store
from adapters.record_store import Access, RecordStore
from bot.doctor import Check, Unfit
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


def checks(settings: Settings) -> list[Check]:
    """Return what the doctor looks at: whether the record store is reached, and knows us."""
    known = access(settings)
    return [Check("record store", lambda: _look(known))] if known else []


def _look(known: Access) -> str:
    status, words = record_store.look(known)
    if status == 200:
        return f"The record store at {known.endpoint} knows us."
    if status == 401:
        raise Unfit(
            f"The record store at {known.endpoint} does not know us ({words}).",
            "Check XAPI_USERNAME and XAPI_PASSWORD (and XAPI_TOKEN_URL): the store's administrator makes such a key.",
        )
    if status == 403:
        raise Unfit(
            f"The record store at {known.endpoint} does not let us read ({words}).",
            "Let the key both write statements and read its own: so we find out what has arrived already.",
        )
    if status in (0, 404):
        raise Unfit(
            f"There is no record store at {known.endpoint} ({words}).",
            "Check XAPI_ENDPOINT: the address before “/statements”, such as https://lrs.example.com/xapi.",
        )
    raise Unfit(
        f"The record store at {known.endpoint} is not well ({words}).",
        "Statements wait meanwhile, and none is lost; ask who runs the store.",
    )
