from app.core.errors import Conflict, DomainError, InvalidInput


class StageNotNext(Conflict):
    code = "stage-not-next"
    title = "The case cannot go to that stage from where it is."


class MovedByMeeting(Conflict):
    """Source: KNO-04."""

    code = "moved-by-meeting"
    title = "The board's meeting takes the case there: with its summons, and on from it with its approved minutes."


class PhaseIsSet(Conflict):
    """Suspected is not known, and back: it takes a reasoned finding and the accountable chair. Source: KNO-12."""

    code = "phase-is-set"
    title = "Whether it is known who it is does not change with a move. Those who investigate propose it."


class KnownInsideAssociation(Conflict):
    """One person would undo what takes a finding and the accountable chair, with all that hangs on it. KNO-12."""

    code = "known-inside-association"
    title = "It is known who it is, inside the association. Those who investigate take that back before it is moved."


class NobodyAccused(Conflict):
    code = "nobody-accused"
    title = "Say first who is accused. Without that nobody is known."


class GroupTooSmall(Conflict):
    """Source: UNK-01."""

    code = "group-too-small"
    title = "Those who investigate are never too few, nor without the security officer. Appoint the whole group anew."


class CaseClosed(Conflict):
    code = "case-closed"
    title = "The case is closed. Reopen it first."


class ClosingHeldBack(Conflict):
    code = "closing-held-back"
    title = "Something must be done before the case can be closed."


class CompartmentNotOpen(DomainError):
    code = "compartment-not-open"
    status = 403
    title = "That part of the case is not open to you."


class NotEligible(Conflict):
    code = "not-eligible"
    title = "This person cannot have that part in this case."


class NotLetOutByHand(Conflict):
    """Nobody gets alone with a case by a single act. Source: CON-05."""

    code = "not-let-out-by-hand"
    title = "The affected person and those who lead the case are not let out by somebody else."


class ConsentMissing(Conflict):
    code = "consent-missing"
    title = "The affected person has not agreed to this."


class NameNeverSaid(Conflict):
    code = "name-never-said"
    title = "The policy never lets them learn who the affected person is."


class ConsentHolds(Conflict):
    code = "consent-holds"
    title = "The affected person has said yes, and it holds."


class RecipientNotAllowed(Conflict):
    code = "recipient-not-allowed"
    title = "The policy does not let this be told to them in this kind of case."


class RecipientKeptOut(Conflict):
    """Source: CON-01, SOI-02."""

    code = "recipient-kept-out"
    title = "Whoever would be told is kept out of this case."


class SomeKeptOut(Conflict):
    """Source: CON-01, SOI-02."""

    code = "some-kept-out"
    title = "Somebody among them is kept out of this case. Tell only the others, and say that you did."


class NothingAskedFor(Conflict):
    """There is no wish to take back, or it has been taken back."""

    code = "nothing-asked-for"
    title = "The affected person has not asked for that, or has taken it back."


class NotToBeAskedFor(InvalidInput):
    """They are on the list, with or without a question of their own, or the policy tells them another way."""

    code = "not-to-be-asked-for"
    title = "Nobody asks for this telling: the policy has a way of its own for it in this kind of case."


class UnknownQuestion(InvalidInput):
    code = "unknown-question"
    title = "The policy has no such question of consent for this kind of case."
