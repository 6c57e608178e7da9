"""Seals tokens before they are stored, with keys that the operator holds and may change."""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.settings import SettingsError

_PURPOSE = b"peerloop: tokens at rest"

_MISSING = (
    "SECRET_KEYS is missing: tokens are kept encrypted; put a key of at least 32 characters there, "
    "`openssl rand -base64 32` makes one."
)
_WRONG = (
    "SECRET_KEYS holds no key that opens the tokens in this database: they were sealed with another. Put that key "
    "back, after the new one. If it is lost, install Peerloop anew in each workspace."
)


class Seals:
    """Seals with the newest key, and opens with any; the first of `keys` is the newest."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Derive the keys; without any, sealing and opening say which setting is missing."""
        self._keys = [Fernet(_derived(key)) for key in keys]

    def seal(self, text: str) -> str:
        """Return the text sealed; raises SettingsError without a key."""
        return self._all().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return what was sealed; raises SettingsError when no key opens it."""
        try:
            return self._all().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SettingsError(_WRONG) from None

    def again(self, sealed: str) -> str:
        """Return it as it is when the newest key sealed it, else sealed with that; raises SettingsError like open."""
        every = self._all()
        try:
            self._keys[0].decrypt(sealed.encode())
        except InvalidToken:
            pass
        else:
            return sealed
        try:
            return every.rotate(sealed.encode()).decode()
        except InvalidToken:
            raise SettingsError(_WRONG) from None

    def _all(self) -> MultiFernet:
        if not self._keys:
            raise SettingsError(_MISSING)
        return MultiFernet(self._keys)


def _derived(key: str) -> bytes:
    """Return a Fernet key made of an operator's: any text of enough characters will do."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(made)
