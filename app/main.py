"""Composes the application. Start-up fails when something it needs is missing, rather than later and quietly."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import anyio
from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request

from app.access.dependencies import Authenticate
from app.api import include_api
from app.audit.service import refusals_into
from app.auth.dependencies import authenticate
from app.connected import case_hooks, connect_rooms
from app.core.database import Database
from app.core.errors import Busy
from app.core.health import health_router
from app.core.keys import Keys
from app.core.log import configure_log
from app.core.problems import add_problem_handlers
from app.core.settings import Settings, load_settings
from app.core.slow_work import SlowWork
from app.core.web import SurroundedApp, untraced
from app.evidence.sharing import Sharer
from app.evidence.showing import Shower
from app.examples import with_examples
from app.notifications.rules import QuietHours, quiet_hours_of
from app.notifications.sending import Ways
from app.people.association import require_kind
from app.ports.mail import FolderMail, MailPort, SmtpMail
from app.ports.sms import FolderSms, SmsPort
from app.tables import metadata
from app.worker import handlers, run_forever

# FastAPI's own telemetry would trace every request, a cast ballot's too, if an environment variable said so.
NO_TELEMETRY = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def create_app(
    settings: Settings | None = None, *, mail: MailPort | None = None, sms: SmsPort | None = None
) -> FastAPI:
    settings = settings or load_settings()
    configure_log(as_json=settings.log_as_json)
    app = put_together(settings)
    furnish(app, settings, mail=mail or mail_of(settings), sms=sms)
    return app


def put_together(settings: Settings) -> FastAPI:
    """The routes and what surrounds them: all that is the same whatever database, keys and mail they work with."""
    app = SurroundedApp(
        served_hosts=settings.served_hosts,
        is_served_over_tls=settings.is_served_over_tls,
        title="Varna",
        summary="Case handling and secret confidence votes for associations whose members are harassed or threatened",
        version="1",
        lifespan=_lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        max_body_size=settings.max_request_bytes,
        generate_unique_id_function=_operation_name,
        telemetry=NO_TELEMETRY,
        complete_description=with_examples,
    )
    add_problem_handlers(app, on_refusal=refusals_into(lambda: app.state.database))
    if settings.frontend_dir.is_dir():
        # Before the routes: a page asks for a dozen of these at once, and each would be held against every route first.
        app.mount("/assets", StaticFiles(directory=settings.frontend_dir / "assets", check_dir=False))
    app.include_router(health_router)
    include_api(app)
    if settings.frontend_dir.is_dir():
        app.add_route("/rosta", _voting_page(settings.frontend_dir))
        app.add_route("/verifier.html", _verifier(settings.frontend_dir))
        app.frontend("/", directory=settings.frontend_dir, fallback="index.html")
    return app


def furnish(
    app: FastAPI,
    settings: Settings,
    *,
    mail: MailPort,
    sms: SmsPort | None = None,
    database: Database | None = None,
) -> None:
    """What the routes work with. Tests furnish one application anew, each its own."""
    ways = Ways(
        mail=mail, sms=sms or sms_of(settings), public_url=settings.public_url, quiet=quiet_hours_by_default(settings)
    )
    keys = Keys(settings.root_secret)
    app.state.settings = settings
    app.state.keys = keys
    app.state.database = database or Database(settings.resolved_database_url, keys=keys)
    app.state.metadata = metadata
    app.state.slow_work = SlowWork(settings.hashing_slots)
    app.state.ways = ways
    authenticator: Authenticate = authenticate
    app.state.authenticate = authenticator
    app.state.due_work = handlers(ways=ways, outbox=connect_rooms(settings))
    app.state.case_hooks = case_hooks()
    app.state.shower = Shower()
    app.state.sharer = Sharer()


def _voting_page(folder: Path) -> Callable[[Request], Awaitable[FileResponse]]:
    """The page behind `/rosta#...`, a build of its own. Who fetches it, and when, stands in no log."""

    @untraced
    async def send_page(_request: Request) -> FileResponse:
        return FileResponse(folder / "rosta.html")

    return send_page


def _verifier(folder: Path) -> Callable[[Request], Awaitable[FileResponse]]:
    """The page that recounts, to keep: opened here the site's policy would stop it. Who checks stands in no log."""

    @untraced
    async def send_file(_request: Request) -> FileResponse:
        return FileResponse(folder / "verifier.html", filename="verifier.html")

    return send_file


def _operation_name(route: APIRoute) -> str:
    return route.name


def mail_of(settings: Settings) -> MailPort:
    """A demo's addresses are nobody's: what it would send lies in the folder, whatever else is set."""
    if settings.smtp_url is None or settings.is_demo:
        return FolderMail(settings.data_dir / "outbox", sender=settings.mail_from)
    return SmtpMail(settings.smtp_url.get_secret_value(), sender=settings.mail_from)


def sms_of(settings: Settings) -> SmsPort | None:
    """As `mail_of`. None where mail leaves and no gateway is set: a message in a folder would reach nobody."""
    if settings.sms_url is not None and not settings.is_demo:
        from app.ports.sms_gateway import GatewaySms  # noqa: PLC0415 - an HTTP client in every worker's memory for good

        return GatewaySms(settings.sms_url.get_secret_value(), sender=settings.sms_from)
    if settings.smtp_url is None or settings.is_demo:
        return FolderSms(settings.data_dir / "outbox")
    return None


def quiet_hours_by_default(settings: Settings) -> QuietHours | None:
    """None in a demo that says nothing of it: whoever tries it at night sees what is sent."""
    if settings.is_demo and "quiet_hours" not in settings.model_fields_set:
        return None
    return quiet_hours_of(settings.quiet_hours)


async def _require_kind(database: Database, *, is_demo: bool) -> None:
    """Made-up people are served as a demo, real ones never. Raises ServedAsDemoOnly and NotADemo."""
    with suppress(SQLAlchemyError, Busy):  # not there, or not migrated, yet: `/readyz` tells
        async with database.reading() as db:
            await require_kind(db, is_demo=is_demo)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    database: Database = app.state.database
    await _require_kind(database, is_demo=app.state.settings.is_demo)
    # What the program itself is made of, a quarter of a million objects, never becomes garbage: looking through it
    # again and again cost a list a quarter of its time. Once a process: what came since then may well become some.
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
    async with anyio.create_task_group() as tasks:
        if app.state.settings.runs_due_work:
            tasks.start_soon(run_forever, database, app.state.due_work)
        try:
            yield
        finally:
            tasks.cancel_scope.cancel()
    with suppress(Exception):  # the process ends either way
        await database.close()
