"""Every table, imported here so that migrations and tests see all of them."""

from sqlmodel import SQLModel

from app.audit import models as audit
from app.core import due_work, idempotency
from app.people import models as people
from app.vault import models as vault

__all__ = ["audit", "due_work", "idempotency", "metadata", "people", "vault"]

metadata = SQLModel.metadata
