"""What this room refuses."""

from app.core.errors import DomainError


class NotFounded(DomainError):
    code = "not-founded"
    status = 409
    title = "The association is not set up yet. Its operator runs `varna setup` once."


class AlreadyFounded(DomainError):
    code = "already-founded"
    status = 409
    title = "The association is set up already."


class EmailTaken(DomainError):
    code = "email-taken"
    status = 409
    title = "Someone else has this e-mail address."


class PersonRetired(DomainError):
    code = "person-retired"
    status = 409
    title = "This person has been retired and can hold no office."


class OverlappingTerm(DomainError):
    code = "overlapping-term"
    status = 409
    title = "The same person already has, or is proposed for, this office in that time."


class TermNotProposed(DomainError):
    code = "term-not-proposed"
    status = 409
    title = "This appointment has been decided already."


class TermNotConfirmed(DomainError):
    code = "term-not-confirmed"
    status = 409
    title = "This appointment does not hold: it waits to be confirmed, or was declined."


class SecondPersonNeeded(DomainError):
    """`detail` says which of the conditions on a second person is not met, as a stable word."""

    code = "second-person-needed"
    status = 403
    title = "Someone else must confirm this appointment."


class SuccessorNeeded(DomainError):
    code = "successor-needed"
    status = 409
    title = "The office would stand vacant. Appoint a successor whose term follows without a gap first."


class NewTermNeeded(DomainError):
    code = "new-term-needed"
    status = 409
    title = "A confirmed term in this office cannot be moved or prolonged. Propose a new term, for a second person."


class NotReportable(DomainError):
    code = "not-reportable"
    status = 409
    title = "Only security officers are reported to the municipality."


class ServedAsDemoOnly(DomainError):
    code = "served-as-demo-only"
    status = 409
    title = "The people in this database are made up. It is served with VARNA_DEMO=true, and never as anything else."


class NotADemo(DomainError):
    code = "not-a-demo"
    status = 409
    title = "The people in this database are real, and VARNA_DEMO is on. Turn it off."
