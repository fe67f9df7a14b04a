from app.core.errors import Conflict, InvalidInput


class StepHeldBack(Conflict):
    """`errors` says what holds it back, as one of `obstacles.Obstacle`, and for what it waits."""

    code = "step-held-back"
    title = "This cannot be done with the step as things stand."


class NotForThem(Conflict):
    code = "step-not-for-them"
    title = "This person cannot have that step."


class SignedAlready(Conflict):
    code = "signed-already"
    title = "You have signed this, or your side has. It takes one person from each side."


class FactFollows(Conflict):
    code = "fact-follows"
    title = "The answer to that follows from what is recorded elsewhere in the case."


class UnknownFact(InvalidInput):
    code = "unknown-fact"
    title = "The plan of this case asks no such question."


class ContactPersonInvestigates(Conflict):
    """Source: CON-04."""

    code = "contact-person-investigates"
    title = "The contact person is never one of those who investigate."


class WrongGroupSize(InvalidInput):
    """Source: UNK-01."""

    code = "wrong-group-size"
    title = "The policy says how many they are, and that the security officer is one of them."


class NoContactPersonToDecline(Conflict):
    code = "no-contact-person-step"
    title = "There is no contact person to say no to."
