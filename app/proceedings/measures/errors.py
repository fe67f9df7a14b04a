from app.core.errors import Conflict


class NoMeasuresHere(Conflict):
    code = "no-measures-here"
    title = "The policy asks nothing of anybody in a case like this, as it stands."


class DecisionMissing(Conflict):
    """Source: KNO-05, KNO-10."""

    code = "decision-missing"
    title = "The board has to decide this at a meeting first."


class MeasureNotNext(Conflict):
    code = "measure-not-next"
    title = "That does not follow upon where this measure is."


class MeasureStands(Conflict):
    code = "measure-stands"
    title = "That has been asked already."


class ReturnNotAsked(Conflict):
    """Source: KNO-10."""

    code = "return-not-asked"
    title = "The affected person is asked about it first. Until then the time-out goes on."


class ReturnNotWanted(Conflict):
    """Source: KNO-10."""

    code = "return-not-wanted"
    title = "The affected person is not content with it yet. The time-out goes on."
