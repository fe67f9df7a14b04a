"""THE table of who may do what. Permissions change here and nowhere else; `docs/access.md` is made from it."""

from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum


class Office(StrEnum):
    """What a term of office is for. Titles that people read stand in the policy file."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    BOARD_MEMBER = "board_member"
    SECURITY_OFFICER = "security_officer"
    GROUP_LEADER = "group_leader"
    EXECUTIVE_BOARD_CHAIR = "executive_board_chair"
    COMMITTEE_CHAIR = "committee_chair"
    COUNCIL_MEMBER = "council_member"
    COUNCIL_SUBSTITUTE = "council_substitute"
    ADMINISTRATOR = "administrator"
    MUNICIPAL_SECURITY_OFFICER = "municipal_security_officer"
    FEDERATION = "federation"


EXTERNAL_OFFICES = frozenset({Office.MUNICIPAL_SECURITY_OFFICER, Office.FEDERATION})
"""Held by people outside the association: contacts to inform, never users of the system."""

BOARD = frozenset({Office.CHAIR, Office.VICE_CHAIR, Office.BOARD_MEMBER})
COUNCIL_GROUP = frozenset({Office.COUNCIL_MEMBER, Office.COUNCIL_SUBSTITUTE})

OFFICES_OF_TRUST = frozenset(Office) - EXTERNAL_OFFICES - COUNCIL_GROUP
"""What opens or leads something: who sits there, and behind which address, is everyone's concern."""

CONFIRMED_OFFICES = frozenset({Office.CHAIR, Office.VICE_CHAIR, Office.SECURITY_OFFICER, Office.ADMINISTRATOR})
"""Appointing to these needs a second person, who is not the administrator, nor the one appointed.

The administrator is among them because administrators appoint: one who could be made by a single person would let
that person both propose an officer and, through a board member of the other's making, confirm it. The vice chair is
among them for leading votes, seeing exclusion cases and standing by for the chair.
"""


class Scope(StrEnum):
    """What another system may be let do. None of them opens a compartment; reporting is for anyone and needs none."""

    PEOPLE_READ = "people:read"
    POLICY_READ = "policy:read"
    NOMINATIONS_CHECK = "nominations:check"


class Task(Enum):
    """What an office lets one do outside the cases."""

    READ_PEOPLE = "read people and offices"
    MANAGE_PEOPLE = "add and change people"
    APPOINT = "appoint to an office and end terms"
    CONFIRM_APPOINTMENT = "confirm an appointment"
    INVITE = "invite to an account"
    REPORT_OFFICER_TO_MUNICIPALITY = "record that an officer was reported to the municipality"
    SEE_OFFICE_ALARMS = "see alarms about offices"
    SEE_KEY_POSITIONS = "see who holds which office"
    MANAGE_SETTINGS = "change the association's settings"
    MANAGE_API_CLIENTS = "let other systems in"
    SEE_AUDIT_HEAD = "see the head of the audit chain"
    READ_POLICY = "read the policy in force"
    REPORT_ON_BEHALF = "report on someone's behalf"
    RAISE_VOTE = "raise the confidence question"
    LEAD_VOTES = "convene, lock, open and close votes"
    STAND_IN_FOR_CHAIR = "raise and lead a vote that neither chair nor vice chair can lead"
    ASSIST_VOTES = "see votes and print a link together with another"
    SEE_EXCLUSION_CASES = "see exclusion cases"
    OPEN_REENTRY = "take up that somebody wants to come back"
    CHECK_NOMINATION = "ask whether a nomination takes a talk first"
    CONFIRM_NOMINATION = "confirm the answer about a nomination"
    READ_ROTA = "see who is on call when"
    KEEP_ROTA = "keep the on-call rota, and send a test alarm"
    TAKE_SHIFT = "take over a shift on call"
    INFORM_MEMBERS = "read the text that tells members whom to turn to, and record that they were told"
    READ_EVENTS = "see the association's events"
    KEEP_EVENTS = "plan events, look them over, and see the season"


EVERY_OFFICE = frozenset(Office) - EXTERNAL_OFFICES

TASKS: dict[Task, frozenset[Office]] = {
    Task.READ_PEOPLE: EVERY_OFFICE,
    Task.MANAGE_PEOPLE: frozenset({Office.ADMINISTRATOR, Office.CHAIR}),
    Task.APPOINT: frozenset({Office.ADMINISTRATOR, Office.CHAIR}),
    Task.CONFIRM_APPOINTMENT: BOARD | {Office.SECURITY_OFFICER},
    Task.INVITE: frozenset({Office.ADMINISTRATOR, Office.CHAIR}),
    Task.REPORT_OFFICER_TO_MUNICIPALITY: frozenset({Office.CHAIR, Office.SECURITY_OFFICER, Office.ADMINISTRATOR}),
    Task.SEE_OFFICE_ALARMS: BOARD | {Office.SECURITY_OFFICER, Office.ADMINISTRATOR},
    Task.SEE_KEY_POSITIONS: EVERY_OFFICE,
    Task.MANAGE_SETTINGS: frozenset({Office.ADMINISTRATOR}),
    Task.MANAGE_API_CLIENTS: frozenset({Office.ADMINISTRATOR}),
    Task.SEE_AUDIT_HEAD: frozenset({Office.ADMINISTRATOR, Office.CHAIR}),
    Task.READ_POLICY: EVERY_OFFICE,
    Task.REPORT_ON_BEHALF: frozenset({Office.SECURITY_OFFICER, Office.CHAIR, Office.VICE_CHAIR}),
    Task.RAISE_VOTE: frozenset({Office.CHAIR, Office.VICE_CHAIR}) | COUNCIL_GROUP,
    Task.LEAD_VOTES: frozenset({Office.CHAIR, Office.VICE_CHAIR}),
    # Source: CON-02. Which votes those are is asked in `votes/access.py`.
    Task.STAND_IN_FOR_CHAIR: frozenset({Office.BOARD_MEMBER}),
    Task.ASSIST_VOTES: frozenset({Office.CHAIR, Office.VICE_CHAIR, Office.SECURITY_OFFICER}),
    Task.SEE_EXCLUSION_CASES: frozenset({Office.CHAIR, Office.VICE_CHAIR, Office.SECURITY_OFFICER}),
    Task.OPEN_REENTRY: frozenset({Office.CHAIR, Office.VICE_CHAIR, Office.SECURITY_OFFICER}),
    Task.CHECK_NOMINATION: frozenset({Office.CHAIR, Office.VICE_CHAIR, Office.GROUP_LEADER}),
    # Who of them is asked, and whose word counts, is `reentry/nominations/rules.py`.
    Task.CONFIRM_NOMINATION: BOARD | {Office.SECURITY_OFFICER},
    Task.READ_ROTA: BOARD | {Office.SECURITY_OFFICER, Office.ADMINISTRATOR},
    Task.KEEP_ROTA: frozenset({Office.SECURITY_OFFICER, Office.CHAIR, Office.VICE_CHAIR}),
    Task.TAKE_SHIFT: frozenset({Office.SECURITY_OFFICER}),
    Task.INFORM_MEMBERS: BOARD | {Office.SECURITY_OFFICER},
    Task.READ_EVENTS: EVERY_OFFICE,
    Task.KEEP_EVENTS: BOARD | {Office.SECURITY_OFFICER},
}

SCOPES: dict[Task, Scope] = {
    Task.READ_PEOPLE: Scope.PEOPLE_READ,
    Task.SEE_KEY_POSITIONS: Scope.PEOPLE_READ,
    Task.READ_POLICY: Scope.POLICY_READ,
    Task.CHECK_NOMINATION: Scope.NOMINATIONS_CHECK,
}
"""Which scope lets another system do a task. A task that is not here is never done by one."""

SIGNED_IN: frozenset[Task] = frozenset({Task.READ_POLICY, Task.SEE_KEY_POSITIONS})
"""Tasks for everyone with an account, whatever offices they hold."""


def may(task: Task, *, offices: frozenset[Office]) -> bool:
    return task in SIGNED_IN or not TASKS[task].isdisjoint(offices)


# Inside a case: a grant gives a role and some compartments; this table says what that lets one do.


class CaseRole(StrEnum):
    """What a person is in one case."""

    REPORTER = "reporter"
    AFFECTED = "affected"
    CONTACT_PERSON = "contact_person"
    SECURITY_OFFICER = "security_officer"
    ACCOUNTABLE = "accountable"
    CONSULTED = "consulted"
    INVESTIGATOR = "investigator"
    DECIDER = "decider"
    ACCUSED = "accused"
    GROUP_MEMBER = "group_member"
    CALLED_IN = "called_in"
    """In danger, by two people, for a short time. Source: CON-05."""


class Compartment(StrEnum):
    """A part of a case's content with keys of its own."""

    SUBMISSION = "submission"
    REPORT = "report"
    SUPPORT = "support"
    INVESTIGATION = "investigation"
    DECISIONS = "decisions"
    HEARING = "hearing"
    ACCOUNT = "account"
    MEDIA_PLAN = "media_plan"
    """What is agreed with the affected person about the press, and nothing else: they read it to sign it."""


class Action(StrEnum):
    """What can be done with a case as a whole. What one may read is said by the compartments of the grant."""

    SEE = "see"
    SEE_TIMES = "see_times"
    ACKNOWLEDGE = "acknowledge"
    MOVE_ON = "move_on"
    CHANGE_CATEGORY = "change_category"
    READ_LOG = "read_log"
    SEE_PEOPLE = "see_people"
    GRANT = "grant"
    WRITE = "write"
    ADD_FILE = "add_file"
    MAKE_POLICE_PACKAGE = "make_police_package"
    NAME_PARTY = "name_party"
    RECORD_CONSENT = "record_consent"
    OWN_RECORD = "own_record"
    KEEP_IN_TOUCH = "keep_in_touch"
    NOTE_CONTACT = "note_contact"
    PAUSE_CONTACT = "pause_contact"
    RECORD_DISCLOSURE = "record_disclosure"
    ASSIGN_STEPS = "assign_steps"
    WORK_STEPS = "work_steps"
    CONFIRM_BAR = "confirm_bar"
    DECLARE_CONFLICT = "declare_conflict"
    HEAR = "hear"
    CALL_MEETING = "call_meeting"
    APPROVE_MINUTES = "approve_minutes"
    RAISE_VOTE = "raise_vote"
    HANDLE_MEASURES = "handle_measures"
    CARRY_RETURN = "carry_return"
    DECIDE_RETURN = "decide_return"
    INVESTIGATE = "investigate"
    SETTLE_WHO = "settle_who"
    LEAD_EXCLUSION = "lead_exclusion"
    BREAK_GLASS = "break_glass"
    KEEP_LONGER = "keep_longer"
    CLOSE = "close"


_LEADING = frozenset(Action) - {
    Action.MAKE_POLICE_PACKAGE,
    Action.OWN_RECORD,
    Action.KEEP_IN_TOUCH,
    Action.NOTE_CONTACT,
    Action.PAUSE_CONTACT,
    Action.RAISE_VOTE,
    Action.DECIDE_RETURN,
    Action.INVESTIGATE,
    Action.SETTLE_WHO,
    Action.APPROVE_MINUTES,
    Action.LEAD_EXCLUSION,
}
_OFFICE = frozenset({Action.SEE, Action.SEE_TIMES, Action.DECLARE_CONFLICT})
"""What everyone has who is in a case for the association, rather than for their own sake."""

CASE_ACTIONS: Mapping[CaseRole, frozenset[Action]] = {
    # What others are late with is theirs to mend; to whom it is about it would only say that nobody comes. PRN-04.
    CaseRole.REPORTER: frozenset({Action.SEE, Action.ADD_FILE}),
    CaseRole.AFFECTED: frozenset(
        {
            Action.SEE,
            Action.SEE_PEOPLE,
            Action.WRITE,
            Action.ADD_FILE,
            Action.MAKE_POLICE_PACKAGE,
            Action.RECORD_CONSENT,
            Action.OWN_RECORD,
            Action.KEEP_IN_TOUCH,
            Action.PAUSE_CONTACT,
            Action.WORK_STEPS,
        }
    ),
    CaseRole.SECURITY_OFFICER: _LEADING
    | {
        Action.MAKE_POLICE_PACKAGE,
        Action.KEEP_IN_TOUCH,
        Action.NOTE_CONTACT,
        # What the affected person says on the telephone; whose word it was stands beside it.
        Action.PAUSE_CONTACT,
    },
    # Whoever approves who it is did not look for them, and need not read what was found. Source: KNO-12.
    CaseRole.ACCOUNTABLE: _LEADING
    | {
        Action.RAISE_VOTE,
        Action.DECIDE_RETURN,
        Action.SETTLE_WHO,
        Action.APPROVE_MINUTES,
        Action.LEAD_EXCLUSION,
    },
    CaseRole.CONTACT_PERSON: _OFFICE
    | {
        Action.SEE_PEOPLE,
        Action.WRITE,
        Action.ADD_FILE,
        Action.WORK_STEPS,
        Action.KEEP_IN_TOUCH,
        Action.NOTE_CONTACT,
    },
    CaseRole.CONSULTED: _OFFICE,
    CaseRole.INVESTIGATOR: _OFFICE
    | {
        Action.SEE_PEOPLE,
        Action.READ_LOG,
        Action.WRITE,
        Action.ADD_FILE,
        Action.WORK_STEPS,
        Action.HEAR,
        Action.INVESTIGATE,
    },
    # A board decides together, at its meeting: one who is called to it raises and leads nothing alone. KNO-07, KNO-08.
    CaseRole.DECIDER: _OFFICE
    | {
        Action.WRITE,
        Action.WORK_STEPS,
        Action.APPROVE_MINUTES,
    },
    # The accused and the council group see what is released to them, never the case. Source: ORG-04, CON-01.
    CaseRole.ACCUSED: frozenset(),
    CaseRole.GROUP_MEMBER: frozenset(),
    CaseRole.CALLED_IN: frozenset({Action.SEE, Action.DECLARE_CONFLICT}),
}

LEADS_A_CASE = frozenset(role for role, actions in CASE_ACTIONS.items() if Action.BREAK_GLASS in actions)
"""Any two of these may break the glass."""

COMPARTMENTS: Mapping[CaseRole, frozenset[Compartment]] = {
    CaseRole.REPORTER: frozenset({Compartment.SUBMISSION}),
    CaseRole.AFFECTED: frozenset(
        {Compartment.SUBMISSION, Compartment.REPORT, Compartment.SUPPORT, Compartment.MEDIA_PLAN}
    ),
    CaseRole.SECURITY_OFFICER: frozenset(
        {
            Compartment.SUBMISSION,
            Compartment.REPORT,
            Compartment.SUPPORT,
            Compartment.INVESTIGATION,
            Compartment.DECISIONS,
            Compartment.HEARING,
            Compartment.ACCOUNT,
            Compartment.MEDIA_PLAN,
        }
    ),
    CaseRole.ACCOUNTABLE: frozenset(
        {
            Compartment.REPORT,
            Compartment.DECISIONS,
            Compartment.HEARING,
            Compartment.ACCOUNT,
            Compartment.MEDIA_PLAN,
        }
    ),
    CaseRole.CONTACT_PERSON: frozenset({Compartment.SUPPORT}),
    CaseRole.CONSULTED: frozenset({Compartment.REPORT}),
    CaseRole.INVESTIGATOR: frozenset({Compartment.INVESTIGATION, Compartment.HEARING, Compartment.REPORT}),
    CaseRole.DECIDER: frozenset({Compartment.DECISIONS, Compartment.HEARING, Compartment.ACCOUNT}),
    CaseRole.ACCUSED: frozenset({Compartment.HEARING}),
    CaseRole.GROUP_MEMBER: frozenset({Compartment.ACCOUNT}),
    # Never what is investigated: that few know it is what protects there. Source: UNK-05.
    CaseRole.CALLED_IN: frozenset(
        {Compartment.SUBMISSION, Compartment.REPORT, Compartment.SUPPORT, Compartment.DECISIONS}
    ),
}
"""The most that a grant in each role can open. The policy's defaults give parts of it; nothing gives more."""

OPEN_TO_THE_BARRED = frozenset({Compartment.HEARING})
"""A bar beats every grant, everywhere but here. Source: CON-01."""


def case_actions(roles: Iterable[CaseRole]) -> frozenset[Action]:
    """What all of one's roles in a case let one do together."""
    return frozenset().union(*(CASE_ACTIONS[role] for role in roles))
