from app.core.errors import Conflict


class NamesThemself(Conflict):
    code = "names-themself"
    title = "To say that you are part of the matter yourself, declare it. You leave the case by that."


class AffectedCannotBeBarred(Conflict):
    """Whoever answers a report with one of their own has a case of their own. Source: CON-01, PRN-03."""

    code = "affected-cannot-be-barred"
    title = "The affected person cannot be kept out of their own case. What is said of them belongs in another."


class BarredAlready(Conflict):
    code = "barred-already"
    title = "This person is kept out of the case. Lift that first, together with someone else."


class BarConfirmed(Conflict):
    code = "bar-confirmed"
    title = "That was confirmed already."


class KnownTakesTwo(Conflict):
    """Source: KNO-12."""

    code = "known-takes-two"
    title = "Name them as suspected. That it is known who it is takes a finding, and the chair's approval."


class ClearedByFinding(Conflict):
    """Source: KNO-12, CON-05."""

    code = "cleared-by-finding"
    title = "Whoever is accused in a mapped case is cleared by those who investigate, and the chair's approval."


class VoteUnderWay(Conflict):
    code = "vote-under-way"
    title = "There is a vote about this person. Cancel or void it first."
