"""What was acknowledged before it was carried out, joined: kept in the database, sealed where the operator has keys."""

from datetime import timedelta

from adapters import promises
from adapters.promises import Promise
from bot.secrets import Seals
from bot.settings import Settings
from storage.promises import Promises, Terms
from storage.work import Store


def of(platform: str, settings: Settings, store: Store, owner: str) -> promises.Promises:
    """Return the promises of one platform as this start of this process makes them."""
    seals = Seals([key.get_secret_value() for key in settings.secret_keys])

    def seal(text: str) -> str:
        return seals.seal(text) if settings.secret_keys else text

    def open(kept: str) -> str:
        # written before there were keys
        return kept if kept.startswith("{") else seals.open(kept)

    terms = Terms(owner, timedelta(seconds=promises.LEASE), seal, open)
    return promises.Promises(Promises(store, Promise, platform, terms))
