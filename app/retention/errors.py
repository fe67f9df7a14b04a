from app.core.errors import Conflict


class CaseNotClosed(Conflict):
    code = "case-not-closed"
    title = "Only a closed case has a day when it is destroyed. This one is open."


class HoldNotWaiting(Conflict):
    code = "hold-not-waiting"
    title = "It does not wait for an answer: somebody has answered, or the time is out."


class HoldNotInForce(Conflict):
    code = "hold-not-in-force"
    title = "It keeps nothing any more: somebody has ended it, or the time is out."
