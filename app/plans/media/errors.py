from app.core.errors import Conflict


class MediaPlanNotAsked(Conflict):
    code = "media-plan-not-asked"
    title = "The plan of this case asks for no media plan now, or it was set aside."


class MediaPlanChanged(Conflict):
    """Source: KNO-11."""

    code = "media-plan-changed"
    title = "That is not the text that there is now. Read the new one before you answer."


class MediaPlanAnswered(Conflict):
    code = "media-plan-answered"
    title = "You have said that to this text already."
