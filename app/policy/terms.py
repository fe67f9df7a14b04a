"""The closed words of a policy file: what code acts on. What people read stands in the file."""

from enum import StrEnum

from app.access.rules import CaseRole, Compartment, Office

__all__ = [
    "ORIGINS",
    "Act",
    "AgendaTopic",
    "Anchor",
    "CaseRole",
    "Category",
    "Compartment",
    "Condition",
    "Duty",
    "Holder",
    "Kept",
    "KeptFrom",
    "Kind",
    "Link",
    "MajorityBase",
    "Moment",
    "Names",
    "Office",
    "Owner",
    "Phase",
    "Plan",
    "Recipient",
    "Stage",
    "TextKey",
    "Trigger",
]  # fmt: skip


class Category(StrEnum):
    """What a matter is: one of the three origins of harassment, or that somebody wants to come back.

    Which plan, keys and allow-list it has follows from this. What is told, counted or changed goes by `ORIGINS`.
    """

    PARTY = "party"
    MUNICIPAL = "municipal"
    INTERNAL = "internal"
    REENTRY = "reentry"
    """No harassment, and nobody reports it: opened and led by the room `reentry` alone. Source: REE-01."""


ORIGINS = (Category.PARTY, Category.MUNICIPAL, Category.INTERNAL)
"""Where harassment comes from. Equally serious, so never an order. Source: PRN-02."""


class Phase(StrEnum):
    """Whether an internal case knows who did it."""

    UNKNOWN = "unknown"
    KNOWN = "known"


class Plan(StrEnum):
    """The lists of steps in a file. `every_case` is added to each category."""

    EVERY_CASE = "every_case"
    PARTY = "party"
    MUNICIPAL = "municipal"
    INTERNAL = "internal"
    INTERNAL_UNKNOWN = "internal.unknown"
    INTERNAL_KNOWN = "internal.known"
    REENTRY = "reentry"
    ORGANISATION = "organisation"


class Stage(StrEnum):
    """The life of a case; `triage` to `decision` are walked by internal cases only."""

    DRAFT = "draft"
    REPORTED = "reported"
    ACKNOWLEDGED = "acknowledged"
    ASSESSING = "assessing"
    ACTIVE = "active"
    TRIAGE = "triage"
    MAPPING = "mapping"
    CONCLUDED = "concluded"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    REOPENED = "reopened"
    ANONYMISED = "anonymised"


class Owner(StrEnum):
    """Whose step it is. Who answers for it in the end is a field of its own. Source: ORG-01."""

    AFFECTED = "affected"
    CONTACT_PERSON = "contact_person"
    SECURITY_OFFICER = "security_officer"
    ASSOCIATION = "association"
    BOARD = "board"
    INVESTIGATORS = "investigators"
    COMMITTEE_CHAIR = "committee_chair"
    COUNCIL_GROUP = "council_group"


class Kind(StrEnum):
    MANDATORY = "mandatory"
    ASSESS = "assess"
    OPTIONAL = "optional"
    OFFER = "offer"


class Anchor(StrEnum):
    """A moment that a due time counts from, besides the finishing of another step."""

    OPENED = "opened"
    REPORTED = "reported"
    ACKNOWLEDGED = "acknowledged"
    PHASE_SET = "phase_set"
    EVENT = "event"
    PRESS_CONTACT = "press_contact"
    WENT_TO_COURT = "went_to_court"
    NOTIFIED = "notified"
    VOTE_CERTIFIED = "vote_certified"
    MEMBER_JOINED = "member_joined"
    OFFICE_CHANGED = "office_changed"
    APPLIED = "applied"
    NOMINATED = "nominated"


class Trigger(StrEnum):
    """What makes a step come back, besides the passing of time."""

    BEFORE_EVENT = "before_event"
    MEMBER_JOINED = "member_joined"
    OFFICE_CHANGED = "office_changed"
    NOMINATED = "nominated"


class Condition(StrEnum):
    """A fact that a person records; a step with a condition applies only when it is true."""

    COMMITTEE_CONCERNED = "committee_concerned"
    GOES_TO_COURT = "goes_to_court"
    BEFORE_EVENT = "before_event"
    PROBABLE_PERSON = "probable_person"
    PERSON_ESTABLISHED = "person_established"
    SEVERE = "severe"
    NOT_SEVERE = "not_severe"
    CONFIDENCE_DENIED = "confidence_denied"
    AFFECTED_READY = "affected_ready"
    AFFECTED_STILL_THERE = "affected_still_there"
    NO_CONFIDENCE_BEFORE = "no_confidence_before"


class Act(StrEnum):
    """What the system does for a step, so that code finds the step by its act and never by its id."""

    APPOINT_CONTACT_PERSON = "appoint_contact_person"
    KEEP_IN_TOUCH = "keep_in_touch"
    APPOINT_INVESTIGATORS = "appoint_investigators"
    APPOINT_LEAD = "appoint_lead"
    INTERVIEW_AFFECTED = "interview_affected"
    INTERVIEW_SUSPECTED = "interview_suspected"
    INTERVIEW_ACCUSED = "interview_accused"
    CHECK_EVIDENCE = "check_evidence"
    CONCLUDE_MAPPING = "conclude_mapping"
    NAME_ACCUSED = "name_accused"
    INFORM_CHAIR = "inform_chair"
    CALL_TRIAGE_MEETING = "call_triage_meeting"
    CALL_DECISION_MEETING = "call_decision_meeting"
    DEMAND_TIME_OUT = "demand_time_out"
    REVIEW_TIME_OUT = "review_time_out"
    DEMAND_LEAVING = "demand_leaving"
    ASK_ABOUT_RETURN = "ask_about_return"
    REQUIRE_CARE = "require_care"
    OFFER_CARE = "offer_care"
    AGREE_MEDIA_PLAN = "agree_media_plan"
    ASSESS_SAFETY = "assess_safety"
    STATE_DISTANCE = "state_distance"
    ASSESS_EXCLUSION = "assess_exclusion"
    OPEN_EXCLUSION = "open_exclusion"
    RAISE_CONFIDENCE = "raise_confidence"
    TAKE_UP_RETURN = "take_up_return"
    TALK_ABOUT_RETURN = "talk_about_return"
    HEAR_AFFECTED_ON_RETURN = "hear_affected_on_return"
    CONSULT_GROUP = "consult_group"
    DECIDE_RETURN = "decide_return"
    CHECK_NOMINATION = "check_nomination"
    APPOINT_SECURITY_OFFICER = "appoint_security_officer"
    REPORT_SECURITY_OFFICER = "report_security_officer"
    INFORM_MEMBERS = "inform_members"
    VERIFY_CONTACTS = "verify_contacts"
    FILL_ROTA = "fill_rota"
    SEND_TEST_ALARM = "send_test_alarm"


class AgendaTopic(StrEnum):
    """What a board's meeting on a case, or on somebody's return, takes up. Source: KNO-04, REE-01."""

    CONCLUSION = "conclusion"
    ASSIGNMENTS = "assignments"
    TIME_OUT = "time_out"
    EXCLUSION = "exclusion"
    CONFIDENCE = "confidence"
    STATEMENT = "statement"
    MEDIA_PLAN = "media_plan"
    RETURN_HEARD = "return_heard"
    """What came of the talks, the affected person's word and the group's advice. Source: REE-02, REE-03, REE-04."""
    RETURN = "return"
    RETURN_REVIEW = "return_review"


class Recipient(StrEnum):
    """Whom the content of a case can be told to."""

    AFFECTED = "affected"
    CONTACT_PERSON = "contact_person"
    SECURITY_OFFICER = "security_officer"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    GROUP_LEADER = "group_leader"
    EXECUTIVE_BOARD_CHAIR = "executive_board_chair"
    BOARD = "board"
    COMMITTEE_CHAIR = "committee_chair"
    COMMITTEE_MEMBERS = "committee_members"
    COUNCIL_GROUP = "council_group"
    WHOLE_GROUP = "whole_group"
    ALL_MEMBERS = "all_members"
    MUNICIPAL_SECURITY_OFFICER = "municipal_security_officer"
    FEDERATION = "federation"
    NATIONAL_ORGANISATION = "national_organisation"
    ACCUSED = "accused"


class Names(StrEnum):
    """Whether a disclosure may say who the affected person is."""

    ALWAYS = "always"
    WITH_CONSENT = "with_consent"
    NEVER = "never"


class Moment(StrEnum):
    """When access is given."""

    INTAKE = "intake"
    CHAIR_INFORMED = "chair_informed"
    CONSENT_GIVEN = "consent_given"
    CONTACT_PERSON_APPOINTED = "contact_person_appointed"
    INVESTIGATORS_APPOINTED = "investigators_appointed"
    CONVENED = "convened"
    HEARING_RELEASED = "hearing_released"
    GROUP_SUMMONED = "group_summoned"


class Holder(StrEnum):
    """Who can be given access: parties, and holders of an office. An administrator is not among them."""

    REPORTER = "reporter"
    AFFECTED = "affected"
    ACCUSED = "accused"
    CONTACT_PERSON = "contact_person"
    INVESTIGATOR = "investigator"
    SECURITY_OFFICER = "security_officer"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    GROUP_LEADER = "group_leader"
    EXECUTIVE_BOARD_CHAIR = "executive_board_chair"
    BOARD = "board"
    COUNCIL_GROUP = "council_group"


class Duty(StrEnum):
    """A function that always needs somebody unconflicted. Source: CON-02."""

    CHAIR = "chair"
    SECURITY_OFFICER = "security_officer"
    GROUP_LEADER = "group_leader"


class Link(StrEnum):
    """One place in a chain of escalation."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    ELECTED_BY_BOARD = "elected_by_board"
    SECURITY_OFFICER = "security_officer"
    OTHER_SECURITY_OFFICER = "other_security_officer"
    APPOINTED_BY_CHAIR = "appointed_by_chair"
    GROUP_LEADER = "group_leader"
    DEPUTY_GROUP_LEADER = "deputy_group_leader"
    APPOINTED_BY_GROUP = "appointed_by_group"
    FEDERATION = "federation"


class MajorityBase(StrEnum):
    """What the share is counted of: for + against, with blanks, all present, or the whole roll."""

    DECIDED = "decided"
    CAST = "cast"
    PRESENT = "present"
    ROLL = "roll"


class Kept(StrEnum):
    """What is kept for a time and then cleared."""

    UNSUBSTANTIATED_CASE = "unsubstantiated_case"
    CASE = "case"
    DEPARTURE = "departure"
    """That somebody left their assignments; see `app/reentry/marks.py`."""
    BALLOTS = "ballots"
    LOGS = "logs"
    DRAFTS = "drafts"


class KeptFrom(StrEnum):
    CLOSED = "closed"
    MINUTES_APPROVED = "minutes_approved"
    WRITTEN = "written"


class TextKey(StrEnum):
    """Texts that pages and notices take from the policy."""

    REPORT_INTRODUCTION = "report_introduction"
    REPORT_CONCERNS = "report_concerns"
    REPORT_WHAT_HAPPENED = "report_what_happened"
    REPORT_SAFE_NOW = "report_safe_now"
    REPORT_NEED_TONIGHT = "report_need_tonight"
    REPORT_MUST_NOT_KNOW = "report_must_not_know"
    REPORT_FILES = "report_files"
    REPORT_RECEIVED = "report_received"
    NEUTRAL_NOTICE = "neutral_notice"
    STATEMENT_OF_DISTANCE = "statement_of_distance"
    GROUP_SUMMONS = "group_summons"
    TO_THE_ACCUSED = "to_the_accused"
