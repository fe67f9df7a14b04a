from app.core.errors import Conflict, InvalidInput, SlowDown


class NominatedOneself(InvalidInput):
    code = "nominated-oneself"
    title = "Nobody asks about themself. Let somebody else ask, or turn to the chair."


class PersonUnknown(InvalidInput):
    code = "nominated-unknown"
    title = "This person is not in the register of people, so there is nothing to ask about them here."


class TooManyChecks(SlowDown):
    code = "too-many-nomination-checks"
    title = "That was many questions in one day. Go on tomorrow."


class ConfirmedAlready(Conflict):
    code = "confirmed-already"
    title = "You have given your answer already."
