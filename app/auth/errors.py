"""What signing in can be refused for. None of them says whether an account exists."""

from app.core.errors import DomainError, InvalidInput


class WrongCredentials(DomainError):
    code = "wrong-credentials"
    status = 401
    title = "The address or the password is not right."


class SessionEnded(DomainError):
    code = "session-ended"
    status = 401
    title = "You are signed out. Sign in again."


class InvitationUnusable(DomainError):
    code = "invitation-unusable"
    status = 404
    title = "This link has been used, has run out or was replaced by a newer one."


class UnsupportedGrant(InvalidInput):
    code = "unsupported-grant-type"
    title = "grant_type is password, refresh_token or client_credentials."


class NoAddressToInvite(InvalidInput):
    code = "no-address-to-invite"
    title = "This person has no e-mail address to sign in with."


class CrossSite(DomainError):
    code = "cross-site"
    status = 403
    title = "This was asked by another site's page."
