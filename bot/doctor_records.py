"""What the doctor looks at where statements go to a record store: whether it is reached, and knows us."""

from adapters import record_store
from adapters.record_store import Access
from bot.doctor import Check, Unfit
from bot.records import access
from bot.settings import Settings


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
