"""THE table of who may do what. Permissions change here and nowhere else; `docs/access.md` is made from it."""

from enum import Enum


class Office(Enum):
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

CONFIRMED_OFFICES = frozenset({Office.CHAIR, Office.SECURITY_OFFICER, Office.ADMINISTRATOR})
"""Appointing to these needs a second person, who is not the administrator, nor the one appointed.

The administrator is among them because administrators appoint: one who could be made by a single person would let
that person both propose an officer and, through a board member of the other's making, confirm it.
"""


class Scope(Enum):
    """What another system may be let do. None of them opens a compartment."""

    PEOPLE_READ = "people:read"
    REPORTS_WRITE = "reports:write"
    POLICY_READ = "policy:read"


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
}

SCOPES: dict[Task, Scope] = {
    Task.READ_PEOPLE: Scope.PEOPLE_READ,
    Task.SEE_KEY_POSITIONS: Scope.PEOPLE_READ,
    Task.READ_POLICY: Scope.POLICY_READ,
}
"""Which scope lets another system do a task. A task that is not here is never done by one."""

SIGNED_IN: frozenset[Task] = frozenset({Task.READ_POLICY, Task.SEE_KEY_POSITIONS})
"""Tasks for everyone with an account, whatever offices they hold."""


def may(task: Task, *, offices: frozenset[Office]) -> bool:
    return task in SIGNED_IN or not TASKS[task].isdisjoint(offices)
