"""What can be refused or go wrong in the domain. Each class is one stable `code` that clients may rely on."""

from collections.abc import Sequence
from typing import ClassVar


class DomainError(Exception):
    """A rule was broken. `title` says which, in a sentence; `detail` never repeats what was sent."""

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]

    def __init__(
        self,
        detail: str | None = None,
        *,
        fields: Sequence[tuple[str, str]] = (),
        retry_after_seconds: int | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.fields = tuple(fields)
        self.retry_after_seconds = retry_after_seconds
        self.refused_to: str | None = None
        self.refused_about = ""
        """Set where a refusal is to be audited: the actor's tag and what was asked for."""


class NotFound(DomainError):
    """Also the answer to whoever may not know that a thing exists: the two must not differ."""

    code = "not-found"
    status = 404
    title = "There is nothing here for you."


class Forbidden(DomainError):
    """For those who may know that a thing exists, but not do this with it."""

    code = "forbidden"
    status = 403
    title = "You may not do this."


class NotSignedIn(DomainError):
    code = "not-signed-in"
    status = 401
    title = "Sign in first."


class InvalidInput(DomainError):
    code = "invalid-input"
    status = 422
    title = "Something in what you sent cannot be used."


class MalformedRequest(DomainError):
    code = "malformed-request"
    status = 400
    title = "The request cannot be read."


class Conflict(DomainError):
    code = "conflict"
    status = 409
    title = "This clashes with what is already there."


class TooLarge(DomainError):
    code = "too-large"
    status = 413
    title = "What you sent is larger than is taken here."


class PreconditionRequired(DomainError):
    code = "precondition-required"
    status = 428
    title = "Say with If-Match which version you change."


class VersionMismatch(DomainError):
    code = "version-mismatch"
    status = 412
    title = "Someone has changed this since you read it. Nothing was saved; read it again."


class IdempotencyKeyReused(DomainError):
    code = "idempotency-key-reused"
    status = 422
    title = "This Idempotency-Key was used for another request."


class SlowDown(DomainError):
    code = "slow-down"
    status = 429
    title = "Too many tries. Wait a moment."


class Busy(DomainError):
    code = "busy"
    status = 503
    title = "The system is busy. Nothing was saved; try again in a moment."


class WrongHost(DomainError):
    code = "wrong-host"
    status = 421
    title = "This server does not answer to that name."


class Unexpected(DomainError):
    code = "unexpected"
    status = 500
    title = "Something went wrong on our side. Nothing was saved."
