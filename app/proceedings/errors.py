from app.core.errors import Conflict


class NoQuestionHere(Conflict):
    code = "no-confidence-question-here"
    title = "The policy raises no question of confidence in a case like this, as it stands."


class NotAccused(Conflict):
    """Whoever is asked about has been named as accused, and is kept out of the case. Source: CGR-01, CON-01."""

    code = "not-accused"
    title = "The question can only be about somebody who is named as accused in this case."


class AskedAlready(Conflict):
    code = "asked-already"
    title = "The question about this person is being asked already."
