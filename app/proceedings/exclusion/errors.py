from app.core.errors import Conflict


class NoExclusionHere(Conflict):
    code = "no-exclusion-here"
    title = "The policy raises no question of exclusion in a case like this, as it stands."


class LetterNotYet(Conflict):
    code = "letter-not-yet"
    title = "There is no such letter to send as the exclusion case stands."


class ExclusionUnderWay(Conflict):
    code = "exclusion-under-way"
    title = "An exclusion case about this person is under way already."


class ExclusionNotThere(Conflict):
    """Somebody else has moved it, its time has not come, or its life does not have this step."""

    code = "exclusion-not-there"
    title = "The exclusion case is not where this can be done."


class BoardHasNotDecided(Conflict):
    """Neither opened nor declined but by the board at a meeting. Source: KNO-07."""

    code = "board-has-not-decided"
    title = "The board has not decided yet whether an exclusion case about this person is opened."
