from app.core.errors import Conflict


class NobodyToLead(Conflict):
    """Everyone in line is part of the matter themselves. The federation is the one to turn to. Source: CON-02."""

    code = "nobody-to-lead"
    title = "Everyone who could lead this is part of it. Turn to the federation."


class AppliedAlready(Conflict):
    code = "applied-already"
    title = "You have asked already, and the board has not answered yet."


class NotNext(Conflict):
    code = "return-not-next"
    title = "That is not what comes next here."


class ConsultationUnderWay(Conflict):
    code = "consultation-under-way"
    title = "The group is being consulted. Wait for its answer, or cancel the vote first."
