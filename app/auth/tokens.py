"""The only module that makes or reads a JWT, and the refresh tokens beside them."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from jose import JWTError, jwt

from app.core import clock
from app.core.keys import Keys

ALGORITHM = "HS256"
ISSUER = "varna"
AUDIENCE = "varna-api"
_MUST_HAVE = {"require_exp": True, "require_sub": True, "require_iat": True, "require_iss": True, "require_aud": True}


@dataclass(frozen=True)
class AccessToken:
    """What a verified access token says. `session_id` is empty for another system, `scopes` for a person."""

    subject: UUID
    session_id: UUID | None
    scopes: frozenset[str] = frozenset()


def make_access_token(  # noqa: PLR0913 - each a claim
    keys: Keys, *, subject: UUID, session_id: UUID | None, roles: list[str], scopes: list[str], valid_for: timedelta
) -> str:
    """Roles are told for the client's sake: the database says at each request which count. Scopes only narrow it."""
    now = clock.now()
    claims: dict[str, object] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(subject),
        "iat": int(now.timestamp()),
        "exp": int((now + valid_for).timestamp()),
    }
    if session_id is not None:
        claims |= {"sid": str(session_id), "roles": roles}
    else:
        claims |= {"scope": " ".join(scopes)}
    return str(jwt.encode(claims, keys.tokens, algorithm=ALGORITHM))


def read_access_token(keys: Keys, token: str) -> AccessToken | None:
    """None for anything that is not a token of ours in force."""
    try:
        claims = jwt.decode(
            token,
            keys.tokens,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={**_MUST_HAVE, "verify_exp": False},
        )
        session = claims.get("sid")
        # Not by the library, which asks the machine's clock and not ours.
        if int(claims["exp"]) <= clock.now().timestamp():
            return None
        scopes = frozenset(str(claims.get("scope", "")).split())
        return AccessToken(UUID(claims["sub"]), UUID(session) if session else None, scopes)
    except (JWTError, ValueError, TypeError, AttributeError, KeyError):
        return None


@dataclass(frozen=True)
class RefreshToken:
    """The `counter`-th of a session. Made by a keyed hash, so none is stored and each can be made again."""

    session_id: UUID
    counter: int

    def text(self, keys: Keys) -> str:
        seal = urlsafe_b64encode(self._seal(keys)).decode().rstrip("=")
        return f"{self.session_id.hex}.{self.counter}.{seal}"

    def _seal(self, keys: Keys) -> bytes:
        return keys.mac("refresh token", self.session_id, str(self.counter))

    @classmethod
    def read(cls, keys: Keys, text: str) -> "RefreshToken | None":
        try:
            session, counter, seal = text.split(".")
            token = cls(UUID(hex=session), int(counter))
            given = urlsafe_b64decode(seal + "=" * (-len(seal) % 4))
        except (ValueError, OverflowError):
            return None
        return token if hmac.compare_digest(token._seal(keys), given) else None


GRACE = timedelta(seconds=60)


def rotation(*, presented: int, current: int, since_rotation: timedelta) -> int | None:
    """Which counter to hand out next; None when a spent token came back, which ends the session.

    The one before works until its successor is used, a minute at most: a phone may lose the answer on the way. It then
    gets the same successor again, so that two tabs never outrun each other.
    """
    if presented == current:
        return current + 1
    if presented == current - 1 and since_rotation <= GRACE:
        return current
    return None
