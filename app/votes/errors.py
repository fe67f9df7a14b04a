"""What a vote refuses, each a stable code."""

from app.core.errors import DomainError


class VoteHasMovedOn(DomainError):
    code = "vote-has-moved-on"
    status = 409
    title = "The vote is not at the stage where this can be done."


class NotInTheGroup(DomainError):
    code = "person-not-in-group-or-board"
    status = 422
    title = "A question of confidence concerns the group or the board, a consultation someone of the association."


class AboutOneself(DomainError):
    code = "vote-about-oneself"
    status = 403
    title = "Whom the question concerns can neither raise it nor lead it."


class SubstitutesMayNotMove(DomainError):
    code = "substitutes-may-not-move"
    status = 403
    title = "Under this policy only members of the group, not substitutes, can raise the question."


class StatementTimeNotOver(DomainError):
    code = "statement-time-not-over"
    status = 409
    title = "Whom the question concerns still has time to be heard."


class TimesOutOfOrder(DomainError):
    code = "vote-times-out-of-order"
    status = 422
    title = "Drawing ends first, then casting opens, then the vote closes; all of it later than now."


class FederationTimeNotOver(DomainError):
    code = "federation-time-not-over"
    status = 409
    title = "The federation still has time to be heard."


class PreflightMissing(DomainError):
    """The fields of the problem say which parts are unanswered."""

    code = "preflight-missing"
    status = 409
    title = "What is to be read through and answered before the roll is locked is not all answered."


class PreflightOutdated(DomainError):
    """The fields of the problem say which parts are no longer what was read."""

    code = "preflight-outdated"
    status = 409
    title = "Something is no longer as it was read. Read it again."


class LeaderInConflict(DomainError):
    code = "leader-in-conflict"
    status = 409
    title = "Whoever leads the vote and is part of the matter steps aside, and somebody else goes on."


class AccountNotAsked(DomainError):
    code = "account-not-asked"
    status = 409
    title = "The board's own question comes with its account; nobody is asked for one."


class RollEmpty(DomainError):
    code = "roll-empty"
    status = 409
    title = "There is nobody on the electoral roll."


class DrawingNotOpen(DomainError):
    code = "drawing-not-open"
    status = 409
    title = "Credentials cannot be drawn now."


class DrawnDifferently(DomainError):
    """The entry has drawn with other blinded messages: somebody else's hand, or another device."""

    code = "drawn-differently"
    status = 409
    title = "This roll entry has already drawn. If it was not you, tell whoever leads the vote at once."


class AlreadyDrawn(DomainError):
    code = "already-drawn"
    status = 409
    title = "This roll entry has drawn; a new link would be of no use."


class VotesOnPaper(DomainError):
    code = "votes-on-paper"
    status = 409
    title = "This roll entry is marked to vote on paper. Take that back first."


class PaperOnlyInARoom(DomainError):
    code = "paper-only-in-a-room"
    status = 409
    title = "Ballots on paper are for a vote held in a room."


class PaperBatchTooSmall(DomainError):
    """Whoever reads the total of so few would know how they voted."""

    code = "paper-batch-too-small"
    status = 409
    title = "Too few are marked to vote on paper. Let them borrow a device, or more of them vote on paper."


class PaperNotCounted(DomainError):
    code = "paper-not-counted"
    status = 409
    title = "Ballots on paper wait for two people who count the same; nothing is opened until then."


class SlipNotByWhoLeads(DomainError):
    code = "slip-not-by-who-leads"
    status = 403
    title = "Slips are printed by two others than whoever leads the vote, while there are two who can."


class SecondNotIndependent(DomainError):
    code = "slip-second-not-independent"
    status = 403
    title = "One of you has the office from the other alone; a slip takes two who owe each other nothing."


class BarrierNotPassed(DomainError):
    code = "drawing-not-closed"
    status = 409
    title = "Casting opens only when drawing has closed."


class BeforeAnnouncedTime(DomainError):
    code = "before-announced-time"
    status = 409
    title = "At a distance drawing ends sooner than announced only when all have drawn, and casting never opens sooner."


class CastingNotOpen(DomainError):
    code = "casting-not-open"
    status = 409
    title = "Envelopes are not taken now."


class CounterUsed(DomainError):
    """The field `counter` of the problem tells where the counter stands."""

    code = "counter-used"
    status = 409
    title = "Another envelope with this counter, or a higher one, lies in the box."

    def __init__(self, current: int = 0) -> None:
        super().__init__(fields=[("counter", str(current))])
        self.current = current


class AdmissionsUnused(DomainError):
    code = "admissions-unused"
    status = 409
    title = "Before its set time a vote closes only when everyone who drew has cast."


class CheckWindowOpen(DomainError):
    code = "check-window-open"
    status = 409
    title = "The group may still check its receipts; nothing is opened yet."


class ObjectionUnanswered(DomainError):
    code = "objection-unanswered"
    status = 409
    title = "An objection waits for its answer; nothing is opened until then."


class BallotsDestroyed(DomainError):
    """By the rule of retention. The numbers, the outcome and the minutes stay."""

    code = "ballots-destroyed"
    status = 410
    title = "The ballots of this vote were destroyed when their time was over."


class ComplaintTimeOver(DomainError):
    code = "complaint-time-over"
    status = 409
    title = "The time to complain about the result is over."


class ComplainedAlready(DomainError):
    code = "complained-already"
    status = 409
    title = "You have complained about this result; one complaint holds all that you have to say."


class OwnComplaint(DomainError):
    code = "own-complaint"
    status = 403
    title = "A complaint is answered by somebody else than whose it is."


class SecondToUpholdNotIndependent(DomainError):
    code = "complaint-second-not-independent"
    status = 403
    title = "To uphold a complaint takes two who may assist with the vote and owe each other nothing."


class NotDrawn(DomainError):
    code = "not-drawn"
    status = 409
    title = "This roll entry has not drawn."


class GroupNotToldThis(DomainError):
    """Source: SOI-02, CGR-01."""

    code = "group-not-told-this"
    status = 409
    title = "The affected person no longer agrees to what the group would be told. Cancel this vote and raise it anew."
