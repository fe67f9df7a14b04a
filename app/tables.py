"""Every table, imported here so that migrations and tests see all of them."""

from sqlmodel import SQLModel

from app.audit import models as audit
from app.auth import models as auth
from app.cases import models as cases
from app.company import models as company
from app.company.days import models as company_days
from app.core import due_work, idempotency
from app.disclosures import models as disclosures
from app.events import models as events
from app.evidence import models as evidence
from app.informing import models as informing
from app.intake import models as intake
from app.notifications import models as notifications
from app.oncall import models as oncall
from app.people import models as people
from app.plans import models as plans
from app.plans.media import models as media_plan
from app.proceedings.exclusion import models as exclusion
from app.proceedings.hearing import models as hearing
from app.proceedings.mapping import models as mapping
from app.proceedings.measures import models as measures
from app.proceedings.meetings import models as meetings
from app.reentry import models as reentry
from app.reentry.nominations import models as nominations
from app.retention import models as retention
from app.safety import models as safety
from app.vault import models as vault
from app.votes import models as votes
from app.votes.ballot_box import models as ballot_box
from app.votes.roll import models as roll
from app.votes.tellers import models as tellers

__all__ = [
    "audit",
    "auth",
    "ballot_box",
    "cases",
    "company",
    "company_days",
    "disclosures",
    "due_work",
    "events",
    "evidence",
    "exclusion",
    "hearing",
    "idempotency",
    "informing",
    "intake",
    "mapping",
    "measures",
    "media_plan",
    "meetings",
    "metadata",
    "nominations",
    "notifications",
    "oncall",
    "people",
    "plans",
    "reentry",
    "retention",
    "roll",
    "safety",
    "tellers",
    "vault",
    "votes",
]

metadata = SQLModel.metadata
