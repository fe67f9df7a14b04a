from app.core.errors import Conflict, Forbidden


class DayOver(Conflict):
    code = "company-day-over"
    title = "That day is over or called off."


class DayNotYet(Conflict):
    code = "company-day-not-yet"
    title = "That day has not come yet."


class CompanyNotWanted(Conflict):
    """Whether anybody comes along is the affected person's word alone. Source: PRN-04."""

    code = "company-not-wanted"
    title = "The affected person has not said that they want somebody along."


class CannotComeAlong(Conflict):
    """Source: CON-01, PRN-01."""

    code = "cannot-come-along"
    title = "Only whoever reads what is said beside the affected person can be asked: the contact person or an officer."


class NotYoursToAnswer(Forbidden):
    code = "not-yours-to-answer"
    title = "Whoever is asked to come along answers themselves."
