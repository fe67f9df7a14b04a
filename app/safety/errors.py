from app.core.errors import Conflict


class SafetyNotAsked(Conflict):
    code = "safety-not-asked"
    title = "The plan of this case asks for no assessment of the safety ahead."


class AssessmentReplaced(Conflict):
    code = "assessment-replaced"
    title = "Another assessment has taken its place. Read that one."


class NotResponsible(Conflict):
    """Source: SOP-05, ASP-08."""

    code = "not-responsible-for-safety"
    title = "That person cannot be responsible: it takes somebody in the case, and never the one it is about."


class MeasureOver(Conflict):
    code = "safety-measure-over"
    title = "It cannot go that way from where it stands."
