from app.core.errors import Conflict, InvalidInput


class NamesSomebody(Conflict):
    """Whoever releases reads once more, and says that it is meant. Source: SOI-02, CON-01."""

    code = "names-somebody"
    title = "What is to be released may name somebody. Take it out, or say that you mean it."


class TellsHowToReach(InvalidInput):
    """An address or a number once told cannot be untold. Source: SOI-02, CON-01."""

    code = "tells-how-to-reach"
    title = "What is to be released tells how to reach somebody. Take it out, or say that you mean it."


class NoHearingHere(Conflict):
    code = "no-hearing-here"
    title = "The policy releases nothing to anybody in a case like this."


class ToldAlready(Conflict):
    code = "told-already"
    title = "It is recorded already that they were told."


class NoAccountYet(Conflict):
    code = "no-account-yet"
    title = "They have no account to read it in. Invite them, or give it to them on paper."


class NotToldYet(Conflict):
    code = "not-told-yet"
    title = "They have not been told yet, so there is nothing to answer."
