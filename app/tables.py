"""Every table, imported here so that migrations and tests see all of them."""

from sqlmodel import SQLModel

from app.audit import models as audit
from app.core import due_work, idempotency

__all__ = ["audit", "due_work", "idempotency", "metadata"]

metadata = SQLModel.metadata
