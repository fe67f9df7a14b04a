from app.core.errors import Conflict


class NoContactKept(Conflict):
    code = "no-contact-kept"
    title = "The plan of this case asks nobody to be in touch with somebody."


class NobodyToRead(Conflict):
    """A report without a confirmed affected person, or one whom nobody is beside and no officer has."""

    code = "nobody-to-read"
    title = "There is nobody here yet who could read it."


class NotPaused(Conflict):
    code = "not-paused"
    title = "The contact is not paused."
