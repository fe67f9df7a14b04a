from app.core.errors import Conflict


class OverrideNotNeeded(Conflict):
    code = "override-not-needed"
    title = "This can be done without the emergency way."


class OverrideNotWaiting(Conflict):
    code = "override-not-waiting"
    title = "It does not wait for an answer: the time is out, or somebody has answered."


class AnotherPersonNeeded(Conflict):
    code = "another-person-needed"
    title = "It takes a second person, who gets nothing by it."


class NothingToTakeBack(Conflict):
    """It was not given by confirming a receipt code, or it has ended."""

    code = "nothing-to-take-back"
    title = "There is no confirmed receipt code to take back."


class TakingBackWaits(Conflict):
    code = "taking-back-waits"
    title = "Somebody has asked for that already; it waits for a second person."


class FirstPersonGone(Conflict):
    """Whoever asked has left the case since, or is kept out of it."""

    code = "first-person-gone"
    title = "Whoever asked can no longer ask. Ask anew."
