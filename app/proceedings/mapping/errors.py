from app.core.errors import Conflict


class NotBeingMapped(Conflict):
    code = "not-being-mapped"
    title = "The case is not being mapped now."


class TalkIsSettled(Conflict):
    code = "talk-is-settled"
    title = "What became of this talk is recorded already. Plan another one."


class TimeIsNotUp(Conflict):
    code = "time-is-not-up"
    title = "The time that they were given has not passed yet."


class NotNamedSo(Conflict):
    """Source: KNO-12, CON-01."""

    code = "not-named-so"
    title = "This person is not named in that way in the case."


class TakesAnother(Conflict):
    """What one person did is looked at by another. Source: UNK-02, KNO-12."""

    code = "takes-another-person"
    title = "This takes another person than the one who did the first part."


class NotTheLead(Conflict):
    code = "not-the-lead"
    title = "Whoever leads the mapping proposes what it comes to."


class FindingHeldBack(Conflict):
    """`errors` says what is missing, as one of `rules.Missing`. Source: UNK-02, KNO-01."""

    code = "finding-held-back"
    title = "The mapping has not come far enough for a finding."


class FindingWaits(Conflict):
    code = "finding-waits"
    title = "A finding waits for another who investigates."


class FindingIsSettled(Conflict):
    code = "finding-is-settled"
    title = "That finding has its answer already."


class NobodyEstablished(Conflict):
    """Source: KNO-12."""

    code = "nobody-established"
    title = "First those who investigate agree on a finding that it is clear who it is."


class ProposalWaits(Conflict):
    code = "proposal-waits"
    title = "It is proposed already, and waits for its answer."


class ProposalIsSettled(Conflict):
    code = "proposal-is-settled"
    title = "That proposal has its answer already."
