from base64 import b64decode
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response

from app.access.actor import Actor
from app.access.dependencies import CurrentActor, doing
from app.access.rules import Task
from app.auth import api_clients, service, sessions
from app.auth.dependencies import (
    DEVICE_COOKIE,
    ClientAddress,
    SameSite,
    SignInMeans,
    clear_session_cookies,
    read_refresh_cookie,
    set_device_cookie,
    set_session_cookies,
)
from app.auth.errors import (
    CrossSite,
    InvitationUnusable,
    NoAddressToInvite,
    SessionEnded,
    UnsupportedGrant,
    WrongCredentials,
)
from app.auth.passwords import PasswordTooWeak
from app.auth.schemas import (
    ApiClientCreate,
    ApiClientList,
    ApiClientMade,
    ApiClientRead,
    InvitationAccept,
    InvitationRead,
    InvitationToken,
    MeRead,
    PasswordChange,
    SessionList,
    SessionRead,
    TokenRead,
)
from app.auth.sessions import OpenedSession
from app.auth.tokens import make_access_token
from app.core import idempotency
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, NotFound, NotSignedIn, SlowDown
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.people import service as people

router = APIRouter()
Text = Annotated[str | None, Form(max_length=300)]


@router.post(
    "/auth/token",
    tags=["sign-in"],
    summary="Sign in, go on, or sign in as another system",
    responses=problems(WrongCredentials, SessionEnded, SlowDown, CrossSite, UnsupportedGrant),
    dependencies=[SameSite],
)
async def make_token(  # noqa: PLR0913 - the OAuth2 form's fields
    request: Request,
    response: Response,
    means: SignInMeans,
    address: ClientAddress,
    grant_type: Annotated[str, Form(max_length=40)],
    username: Text = None,
    password: Text = None,
    scope: Annotated[str, Form(max_length=300)] = "",
    client_id: Text = None,
    client_secret: Text = None,
) -> TokenRead:
    """`grant_type=password` with `username` and `password` opens a session and sets its cookies (RFC 6749, 4.3).
    `grant_type=refresh_token` goes on with the session of the refresh cookie. `grant_type=client_credentials` is for
    other systems, with their id and secret in the form or as Basic authentication (RFC 6749, 4.4).
    """
    if grant_type == "password":
        signed_in = await service.sign_in(
            means,
            login=username or "",
            password=password or "",
            address=address,
            device=request.cookies.get(DEVICE_COOKIE),
        )
        set_device_cookie(response, signed_in, settings=means.settings)
        return await _go_on(request, response, means, signed_in.session)
    if grant_type == "refresh_token":
        token = read_refresh_cookie(request)
        if token is None:
            raise SessionEnded
        return await _go_on(request, response, means, await sessions.refresh(means.database, token))
    if grant_type == "client_credentials":
        return await _client_token(request, means, client_id=client_id, secret=client_secret, scope=scope)
    raise UnsupportedGrant(fields=[("grant_type", "unknown")])


async def _go_on(request: Request, response: Response, means: SignInMeans, session: OpenedSession) -> TokenRead:
    async with means.database.reading() as db:
        offices = await people.offices_of(db, session.person_id)
    keys = request.app.state.keys
    set_session_cookies(response, session, keys=keys, settings=means.settings)
    token = make_access_token(
        keys,
        subject=session.account_id,
        session_id=session.id,
        roles=sorted(office.value for office in offices),
        scopes=[],
        valid_for=timedelta(seconds=means.settings.access_token_seconds),
    )
    return TokenRead(access_token=token, expires_in=means.settings.access_token_seconds)


async def _client_token(
    request: Request, means: SignInMeans, *, client_id: str | None, secret: str | None, scope: str
) -> TokenRead:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            client_id, _, secret = b64decode(encoded, validate=True).decode().partition(":")
        except ValueError:
            raise WrongCredentials from None
    async with means.database.reading() as db:
        signed_in = await api_clients.sign_in_client(db, client_id=client_id or "", secret=secret or "", asked=scope)
    scopes = scope.split() or signed_in.scopes
    token = make_access_token(
        request.app.state.keys,
        subject=signed_in.client_id,
        session_id=None,
        roles=[],
        scopes=scopes,
        valid_for=timedelta(seconds=means.settings.access_token_seconds),
    )
    return TokenRead(access_token=token, expires_in=means.settings.access_token_seconds, scope=" ".join(scopes))


@router.get("/auth/sessions", tags=["sign-in"], summary="Where I am signed in", responses=problems(NotSignedIn))
async def list_sessions(actor: CurrentActor, db: Reading) -> SessionList:
    found = await sessions.open_sessions(db, _account(actor))
    return SessionList(
        items=[
            SessionRead(
                id=view.id,
                started_at=view.started_at,
                last_used_at=view.last_used_at,
                is_current=view.id == actor.session_id,
            )
            for view in found
        ]
    )


@router.delete(
    "/auth/session", status_code=204, tags=["sign-in"], summary="Sign out here", responses=problems(NotSignedIn)
)
async def sign_out(actor: CurrentActor, response: Response, db: Transaction, means: SignInMeans) -> None:
    if actor.session_id is not None:
        await sessions.end_session(db, actor.session_id, by=actor)
    clear_session_cookies(response, settings=means.settings)


@router.delete(
    "/auth/sessions", status_code=204, tags=["sign-in"], summary="Sign out everywhere", responses=problems(NotSignedIn)
)
async def sign_out_everywhere(actor: CurrentActor, response: Response, db: Transaction, means: SignInMeans) -> None:
    await sessions.end_all_sessions(db, _account(actor), but=None, actor=actor.tag, why="signed-out-everywhere")
    clear_session_cookies(response, settings=means.settings)


@router.put(
    "/auth/password",
    status_code=204,
    tags=["sign-in"],
    summary="Change my password; every other session ends",
    responses=problems(NotSignedIn, WrongCredentials, SlowDown, PasswordTooWeak),
)
async def change_password(change: PasswordChange, actor: CurrentActor, means: SignInMeans) -> None:
    await service.change_password(means, by=actor, current=change.current_password, new=change.new_password)


@router.post(
    "/auth/invitations/look",
    tags=["sign-in"],
    summary="Whose invitation this is",
    responses=problems(InvitationUnusable),
)
async def look_at_invitation(asked: InvitationToken, db: Reading) -> InvitationRead:
    view = await service.look_at_invitation(db, asked.token)
    return InvitationRead(display_name=view.display_name, login=view.login)


@router.post(
    "/auth/invitations/accept",
    status_code=204,
    tags=["sign-in"],
    summary="Choose a password and get an account",
    responses=problems(InvitationUnusable, PasswordTooWeak),
)
async def accept_invitation(accepted: InvitationAccept, means: SignInMeans) -> None:
    await service.accept_invitation(means, token=accepted.token, password=accepted.password)


@router.post(
    "/people/{person_id}/invitation",
    status_code=204,
    tags=["people"],
    summary="Mail someone a one-time link to an account; an older link ends",
    responses=problems(NotSignedIn, Forbidden, NotFound, NoAddressToInvite),
)
async def invite_person(person_id: UUID, actor: Annotated[Actor, Depends(doing(Task.INVITE))], db: Transaction) -> None:
    """It goes to the address that they sign in with, or will; nobody else sees it."""
    await service.invite(db, person_id, by=actor)


@router.get("/me", tags=["sign-in"], summary="Who I am and which offices I hold", responses=problems(NotSignedIn))
async def read_me(actor: CurrentActor, db: Reading) -> MeRead:
    if actor.person_id is None:
        raise NotSignedIn
    person = await people.person(db, actor.person_id)
    return MeRead(
        person_id=person.id,
        display_name=person.display_name,
        offices=sorted(actor.offices, key=lambda office: office.value),
        language=person.language,
    )


Administering = Annotated[Actor, Depends(doing(Task.MANAGE_API_CLIENTS))]


@router.get(
    "/api-clients",
    tags=["settings"],
    summary="Other systems that may sign in",
    responses=problems(NotSignedIn, Forbidden),
)
async def list_api_clients(_actor: Administering, db: Reading) -> ApiClientList:
    return ApiClientList(items=[ApiClientRead.model_validate(vars(each)) for each in await api_clients.all_clients(db)])


@router.post(
    "/api-clients",
    status_code=201,
    tags=["settings"],
    summary="Let another system in; its secret is shown once",
    responses=problems(NotSignedIn, Forbidden, IdempotencyKeyReused),
)
async def make_api_client(
    wanted: ApiClientCreate, actor: Administering, db: Transaction, key: IdempotencyKey
) -> ApiClientMade:
    claim = await idempotency.claim(db, key=key, actor=actor.tag, route="api-clients", body=wanted, new_id=new_id())
    secret = None
    if claim.is_new:
        secret = await api_clients.make(db, client_id=claim.made_id, name=wanted.name, scopes=wanted.scopes, by=actor)
        await db.flush()
    (made,) = [each for each in await api_clients.all_clients(db) if each.id == claim.made_id]
    return ApiClientMade.model_validate({**vars(made), "secret": secret})


@router.delete(
    "/api-clients/{client_id}",
    status_code=204,
    tags=["settings"],
    summary="End another system's access at once",
    responses=problems(NotSignedIn, Forbidden, NotFound),
)
async def end_api_client(client_id: UUID, actor: Administering, db: Transaction) -> None:
    await api_clients.end(db, client_id, by=actor)


def _account(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise NotSignedIn
    return actor.account_id
