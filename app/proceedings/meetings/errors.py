from app.core.errors import Conflict, InvalidInput


class NoMeetingHere(Conflict):
    code = "no-meeting-here"
    title = "A meeting of that kind cannot be called in this case, as it stands."


class MeetingUnderWay(Conflict):
    code = "meeting-under-way"
    title = "The case has a meeting that is not finished. Finish it, or call it off, first."


class MeetingHasMovedOn(Conflict):
    code = "meeting-has-moved-on"
    title = "The meeting has come further, or was called off: this can no longer be done with it, or not yet."


class MeetingNotBegun(Conflict):
    code = "meeting-not-begun"
    title = "The meeting was called for later. Whoever is called must be able to come."


class NoQuorum(Conflict):
    """Without it nothing is decided, in the meeting as in each decision. Source: KNO-04."""

    code = "no-quorum"
    title = "Too few take part for the board to decide."


class QuorumCanBeReached(Conflict):
    """Source: CON-02."""

    code = "quorum-can-be-reached"
    title = "There are enough on the board who are no part of the matter: it decides itself."


class WhoMustComeIsMissing(Conflict):
    """Source: SOI-03."""

    code = "who-must-come-is-missing"
    title = "A first meeting takes the security officer and whoever is accountable, both."


class NotDecidedHere(Conflict):
    """The agenda, the conclusion, where it stands, or that nobody is accused, leaves no room for it.

    Source: KNO-05, KNO-10, PRN-05, REE-05.
    """

    code = "not-decided-here"
    title = "That cannot be decided under this item, as the case stands."


class NotYetDecidable(Conflict):
    """One field for each thing that a return waits for: see `app/reentry/rules.py`. Source: REE-02, REE-03, REE-04."""

    code = "return-not-yet-decidable"
    title = "Something has to be done before the board can decide this."


class AnsweredAlready(Conflict):
    """Source: REE-01, REE-05."""

    code = "answered-already"
    title = "The meeting has answered this already. Take that decision back first, if it was wrong."


class TieNotSettled(InvalidInput):
    code = "tie-not-settled"
    title = "It is tied: say how whoever leads the meeting settles it."


class DecisionsOwed(Conflict):
    """`errors` says under which topics something is left. Source: KNO-07, KNO-08."""

    code = "decisions-owed"
    title = "The meeting has something left to decide before its minutes can be approved."


class RulingTakesTwo(Conflict):
    """Source: CON-02."""

    code = "ruling-takes-two"
    title = "Another than who entered it compares it with the federation's letter."


class ItemMustStay(Conflict):
    code = "item-must-stay"
    title = "That item is dealt with, or belongs to every such meeting."


class SomethingIsDecided(Conflict):
    code = "something-is-decided"
    title = "The meeting has decided something, so it is not called off."


class DecisionIsFollowed(Conflict):
    """What rests on it, such as that somebody is to leave, would rest on nothing. Source: KNO-05, KNO-07."""

    code = "decision-followed"
    title = "Something rests on this decision already, so it is not taken back."


class NotTheirsToApprove(Conflict):
    """One who led it and another who was there, each once. Source: KNO-04."""

    code = "not-theirs-to-approve"
    title = "Minutes are approved by whoever led the meeting and by one more who took part in deciding."
