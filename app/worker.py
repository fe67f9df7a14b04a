"""Due work: loops in each process that look once a second; leases see to it that a job is done once."""

from collections.abc import Awaitable, Callable
from functools import partial

import anyio

from app.audit import service as audit
from app.auth import sessions
from app.company.days import due as company_days
from app.company.days.service import JOB as REMIND_COMPANY
from app.conflicts import past_terms
from app.core import clock, idempotency
from app.core.database import Database
from app.core.due_work import Handler, do_what_is_due, schedule
from app.core.log import log, where
from app.disclosures import ending as overrides
from app.events import service as events
from app.evidence import service as evidence
from app.informing import service as informing
from app.intake import escalating
from app.notifications.hooks import OutboxHooks
from app.notifications.sending import Ways, sender_of
from app.notifications.service import JOBS as NOTICES
from app.oncall import service as rota
from app.oncall import watching
from app.plans import reminding
from app.proceedings.exclusion import due as exclusion
from app.proceedings.exclusion import service as exclusion_cases
from app.reentry import afterwards, marks
from app.reentry import service as reentry
from app.reentry.nominations import service as nominations
from app.retention import due as retention
from app.retention.service import JOB as DESTROY_CASE
from app.retention.service import WARN_JOB as WARN_OF_DESTROYING
from app.safety import following as safety
from app.safety import reminding as safety_reminding
from app.votes import certifying as votes
from app.votes import clearing as vote_clearing
from app.votes import reminding as vote_reminding
from app.votes.running import JOB as MOVE_VOTE
from app.votes.running import REMINDER_JOB as REMIND_VOTERS

TICK_SECONDS = 1.0


def handlers(*, ways: Ways, outbox: OutboxHooks) -> dict[str, Handler]:
    """Every kind of due work, by its name in the lease table."""
    return {
        audit.JOB: audit.chain,
        idempotency.JOB: idempotency.forget_old,
        sessions.JOB: sessions.end_expired,
        MOVE_VOTE: votes.move_on,
        REMIND_VOTERS: vote_reminding.remind,
        vote_clearing.JOB: vote_clearing.destroy_ballots,
        past_terms.JOB: past_terms.end_past_terms,
        overrides.JOB: overrides.end_when_due,
        evidence.JOB: evidence.forget_unfinished,
        **dict.fromkeys(NOTICES, sender_of(ways, outbox)),
        reminding.JOB: reminding.remind,
        REMIND_COMPANY: company_days.remind,
        rota.JOB: watching.look,
        informing.JOB: informing.look,
        events.JOB: events.remind,
        safety.JOB: safety.ask_cases,
        safety_reminding.JOB: safety_reminding.remind,
        escalating.JOB: escalating.tell_next,
        marks.JOB: marks.forget,
        reentry.JOB: afterwards.on_its_day,
        nominations.JOB: nominations.follow,
        nominations.TELL_JOB: nominations.tell_answered,
        exclusion_cases.JOB: exclusion.move_on,
        WARN_OF_DESTROYING: retention.warn,
        DESTROY_CASE: retention.destroy,
    }


async def notice_what_waits(database: Database) -> None:
    """Look, without writing, for what nobody scheduled: an idle association writes nothing to its disk."""
    waiting = []
    async with database.reading() as db:
        if (oldest := await audit.oldest_unchained(db)) is not None:
            waiting.append(audit.JOB)
            if audit.is_late(oldest):
                log.warning("audit is unchained too long", since=str(oldest))
        if await idempotency.holds_old(db):
            waiting.append(idempotency.JOB)
    if waiting:
        async with database.writing() as db:
            for kind in waiting:
                await schedule(db, kind=kind, due_at=clock.now())


async def work(database: Database, jobs: dict[str, Handler]) -> None:
    """Once: all that is due now."""
    await notice_what_waits(database)
    await do_what_is_due(database, jobs)


async def run_forever(database: Database, jobs: dict[str, Handler]) -> None:
    """What leaves has lanes of its own: a mail server that does not answer must not keep a vote from opening."""
    leaving = [{kind: jobs[kind]} for kind in NOTICES if kind in jobs]
    others = {kind: handler for kind, handler in jobs.items() if kind not in NOTICES}
    async with anyio.create_task_group() as lanes:
        # A round that is stopped in the midst of a transaction leaves a connection that SQLite's driver may never
        # finish closing, and the process would hang as it ends. Rounds are short; only mail waits for somebody else.
        lanes.start_soon(partial(_again_and_again, partial(work, database, others), is_finished_first=True))
        for lane in leaving:
            lanes.start_soon(
                partial(_again_and_again, partial(do_what_is_due, database, lane), is_finished_first=False)
            )


async def _again_and_again(do: Callable[[], Awaitable[object]], *, is_finished_first: bool) -> None:
    while True:
        try:
            with anyio.CancelScope(shield=is_finished_first):
                await do()
        except Exception as error:  # noqa: BLE001 - a database that is away comes back; the loop must live to see it
            log.error("due work paused", error=where(error))
        await anyio.sleep(TICK_SECONDS)
