"""Microsoft's two kinds of tokens: those that sign what the bot is sent, and those that the bot must show."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.simulators.teams.model import Json

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
LEFT_OUT = object()


@dataclass(frozen=True, eq=False)
class Key:
    """A key pair; `kid` is made of the public part."""

    private: rsa.RSAPrivateKey

    @property
    def kid(self) -> str:
        """Its id."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.pem).digest()[:20]).decode().strip("=")

    @property
    def pem(self) -> bytes:
        """The public part."""
        kinds = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        return self.private.public_key().public_bytes(*kinds)

    def shape(self, endorsements: list[str]) -> Json:
        """Return it as it stands in a JWKS."""
        known = json.loads(RSAAlgorithm.to_jwk(self.private.public_key()))
        return {
            **known,
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "endorsements": endorsements,
        }


@cache
def key(number: int) -> Key:
    """Return a key pair of this process; making one takes a while."""
    return Key(rsa.generate_private_key(public_exponent=65537, key_size=2048))


@dataclass(eq=False)
class Issuer:
    """Who signs what the bot is sent."""

    now: Callable[[], datetime]
    app_id: str
    endorsements: list[str] = field(default_factory=lambda: ["msteams", "skype", "webchat"])
    keys: list[Key] = field(default_factory=lambda: [key(0)])
    """The newest last; it signs."""
    made: int = 1

    def rotate(self, *, keep_old: bool = False) -> Key:
        """Sign with another key from now on."""
        fresh = key(self.made)
        self.made += 1
        self.keys = [*(self.keys if keep_old else ()), fresh]
        return fresh

    def foreign(self) -> Key:
        """Return a key that is not published."""
        return key(-1)

    def jwks(self) -> Json:
        """Return the published keys."""
        return {"keys": [one.shape(self.endorsements) for one in self.keys]}

    def token(
        self,
        service_url: str,
        *,
        expires_in: float = 300,
        key: Key | None = None,
        kid: Any = LEFT_OUT,
        alg: str = "RS256",
        **claims: Any,
    ) -> str:
        """Return an authorization header; a claim (or the `kid`) that is None is left out."""
        now = int(self.now().timestamp())
        honest = {"iss": ISSUER, "aud": self.app_id, "serviceurl": service_url}
        times = {"nbf": now + min(0, int(expires_in) - 300), "exp": now + int(expires_in)}
        payload = {k: v for k, v in {**honest, **times, **claims}.items() if v is not None}
        signer = key or self.keys[-1]
        named = signer.kid if kid is LEFT_OUT else kid
        return f"Bearer {signed(payload, signer, alg, named)}"


def signed(payload: Json, key: Key, alg: str, kid: str | None) -> str:
    """Return a JWT; with HS256 the public key is the secret, as a forger would have it."""
    header = {"kid": kid, "x5t": kid} if kid is not None else {}
    if alg.startswith("RS"):
        return jwt.encode(payload, key.private, algorithm=alg, headers=header)
    parts = [_coded({"typ": "JWT", "alg": alg, **header}), _coded(payload)]
    mac = hmac.new(key.pem, ".".join(parts).encode(), hashlib.sha256).digest()
    parts.append("" if alg == "none" else _base64(mac))
    return ".".join(parts)


@dataclass(eq=False)
class Entra:
    """Who gives the bot its tokens, for its id and secret."""

    app_id: str
    password: str
    tenant: str
    life: float = 3600.0
    tokens: dict[str, float] = field(default_factory=dict)
    """Until when each is good."""

    def grant(self, tenant: str, form: Json, clock: float) -> tuple[int, Json]:
        """Answer a request for a token."""
        match form:
            case {"grant_type": "client_credentials"}:
                pass
            case _:
                return _refused(400, "unsupported_grant_type", "AADSTS70003")
        if tenant not in (self.tenant, "botframework.com"):
            return _refused(400, "invalid_request", "AADSTS90002: Tenant not found.")
        if form.get("client_id") != self.app_id:
            return _refused(400, "unauthorized_client", "AADSTS700016: Application not found.")
        if form.get("client_secret") != self.password:
            return _refused(401, "invalid_client", "AADSTS7000215: Invalid client secret.")
        if form.get("scope") != SCOPE:
            return _refused(400, "invalid_scope", "AADSTS70011: The scope is not valid.")
        token = f"bot-token-{len(self.tokens) + 1}"
        self.tokens[token] = clock + self.life
        life = max(0, int(self.life) - 1)
        answer = {"token_type": "Bearer", "expires_in": life, "ext_expires_in": life}
        return 200, {**answer, "access_token": token}

    def good(self, authorization: str, clock: float) -> bool:
        """Tell whether the header shows a token that is good now."""
        kind, _, token = authorization.partition(" ")
        return kind == "Bearer" and self.tokens.get(token, 0.0) > clock

    def expire(self) -> None:
        """Let no token be good any more."""
        self.tokens = dict.fromkeys(self.tokens, 0.0)


def _refused(status: int, error: str, description: str) -> tuple[int, Json]:
    return status, {"error": error, "error_description": description}


def _coded(value: Json) -> str:
    return _base64(json.dumps(value).encode())


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
