from app.core.errors import Conflict


class InformationChanged(Conflict):
    """Source: ORG-05."""

    code = "information-changed"
    title = "That is not the text that there is now. See whether what went out is the new one."
