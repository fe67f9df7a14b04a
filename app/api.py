"""Every router, under `/api/v1`."""

from fastapi import FastAPI

from app.audit.router import router as audit_router
from app.auth.router import router as auth_router
from app.cases.records_router import router as records_router
from app.cases.router import router as cases_router
from app.company.days.router import router as company_days_router
from app.company.router import router as company_router
from app.conflicts.router import router as conflicts_router
from app.core.errors import Busy, InvalidInput, MalformedRequest
from app.core.problems import problems
from app.disclosures.ledger_router import router as ledger_router
from app.disclosures.router import router as disclosures_router
from app.events.router import router as events_router
from app.evidence.package.router import router as police_package_router
from app.evidence.router import router as evidence_router
from app.informing.router import router as informing_router
from app.intake.files_router import router as report_files_router
from app.intake.router import router as intake_router
from app.my_case.acting_router import router as my_case_acting_router
from app.my_case.contact_router import router as my_case_contact_router
from app.my_case.package_router import router as my_case_package_router
from app.my_case.router import router as my_case_router
from app.my_case.support_router import router as my_case_support_router
from app.notifications.router import router as notices_router
from app.oncall.router import router as oncall_router
from app.people.router import router as people_router
from app.plans.media.router import router as media_plan_router
from app.plans.router import router as plans_router
from app.policy.router import router as policy_router
from app.proceedings.exclusion.router import router as exclusion_router
from app.proceedings.hearing.router import router as hearing_router
from app.proceedings.mapping.router import router as mapping_router
from app.proceedings.measures.router import router as measures_router
from app.proceedings.meetings.router import router as meetings_router
from app.proceedings.router import router as proceedings_router
from app.reentry.nominations.router import router as nominations_router
from app.reentry.router import router as reentry_router
from app.retention.router import router as retention_router
from app.safety.router import router as safety_router
from app.votes.ballots_router import router as ballots_router
from app.votes.paper_router import router as paper_router
from app.votes.result_router import router as result_router
from app.votes.router import router as votes_router
from app.votes.setup_router import router as vote_setup_router
from app.votes.tellers.router import router as tellers_router

PREFIX = "/api/v1"


def include_api(app: FastAPI) -> None:
    """Each room beside the others: a router around them all would try every room before the right one twice."""
    # In the order in which a request's path is tried: what a whole room asks at once comes first.
    for room in (
        ballots_router,
        intake_router,
        report_files_router,
        my_case_router,
        my_case_acting_router,
        my_case_contact_router,
        my_case_support_router,
        my_case_package_router,
        cases_router,
        records_router,
        plans_router,
        media_plan_router,
        safety_router,
        evidence_router,
        police_package_router,
        conflicts_router,
        company_router,
        company_days_router,
        disclosures_router,
        ledger_router,
        auth_router,
        people_router,
        oncall_router,
        notices_router,
        informing_router,
        events_router,
        policy_router,
        audit_router,
        votes_router,
        vote_setup_router,
        result_router,
        paper_router,
        tellers_router,
        proceedings_router,
        measures_router,
        hearing_router,
        reentry_router,
        nominations_router,
        mapping_router,
        meetings_router,
        exclusion_router,
        retention_router,
    ):
        app.include_router(room, prefix=PREFIX, responses=problems(MalformedRequest, InvalidInput, Busy))
