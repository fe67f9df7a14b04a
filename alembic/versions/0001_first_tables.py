"""first tables

Revision ID: 0001
Revises: nothing

"""

from collections.abc import Sequence

import sqlalchemy as sa
import sqlmodel.sql.sqltypes

from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:

    op.create_table(
        "api_client",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_client")),
    )
    op.create_table(
        "association",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("neutral_name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("municipality", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.Column("language", sa.Enum("sv", "en", name="language", native_enum=False, length=40), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_association_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_association")),
    )
    op.create_table(
        "audit_batch",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("hash", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("first_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("last_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expired_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_batch")),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_batch"), ["batch"], unique=False)
        batch_op.create_index("ix_audit_event_subject_at", ["subject", "at"], unique=False)

    op.create_table(
        "compartment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compartment")),
        sa.UniqueConstraint("case_id", "name", name=op.f("uq_compartment_case_id_name")),
    )
    op.create_table(
        "due_job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        sa.Column("leased_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("asked_again_for", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_job")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_due_job_kind_subject")),
    )
    with op.batch_alter_table("due_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_due_job_due_at"), ["due_at"], unique=False)

    op.create_table(
        "idempotency_record",
        sa.Column("key_hash", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("body_hash", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("made_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_idempotency_record")),
    )
    with op.batch_alter_table("idempotency_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idempotency_record_created_at"), ["created_at"], unique=False)

    op.create_table(
        "key_holder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("account", "receipt", "recovery", name="holderkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("retired_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_holder")),
    )
    op.create_table(
        "matter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
        sa.Column(
            "category",
            sa.Enum("party", "municipal", "internal", "reentry", name="category", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("phase", sa.Enum("unknown", "known", name="phase", native_enum=False, length=40), nullable=True),
        sa.Column(
            "conclusion",
            sa.Enum(
                "severe",
                "not_severe",
                "not_substantiated",
                "perpetrator_unidentified",
                name="conclusion",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "draft",
                "reported",
                "acknowledged",
                "assessing",
                "active",
                "triage",
                "mapping",
                "concluded",
                "decision",
                "follow_up",
                "closed",
                "reopened",
                "anonymised",
                name="stage",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("policy_name", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("stage_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("acknowledged_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("acknowledged_by", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("affected_asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("reference", name=op.f("uq_matter_reference")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "something-needs-you",
                "needs-you-now",
                "invitation",
                "appointment",
                "account-made",
                "account-changed",
                "person-changed",
                "outside-help",
                "recovery-key-used",
                "vote-summons",
                "vote-reminder",
                "vote-link-used",
                "vote-link-unused",
                "vote-opened",
                "vote-counted",
                name="noticekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recipient", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("useless_from", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("channel", sa.Enum("mail", "sms", name="channel", native_enum=False, length=40), nullable=True),
        sa.Column("held_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("handed_over_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("server_away_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_recipient"), ["recipient"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("display_name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(length=254), nullable=True),
        sa.Column("email_verified_on", sa.Date(), nullable=True),
        sa.Column("telephone", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
        sa.Column("telephone_verified_on", sa.Date(), nullable=True),
        sa.Column("email_is_refused", sa.Boolean(), nullable=False),
        sa.Column("telephone_is_refused", sa.Boolean(), nullable=False),
        sa.Column("is_on_contact_card", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Enum("sv", "en", name="language", native_enum=False, length=40), nullable=False),
        sa.Column("is_external", sa.Boolean(), nullable=False),
        sa.Column("retired_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_display_name_id", ["display_name", "id"], unique=False)

    op.create_table(
        "notice_choice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("ordinary", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("alarms", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("quiet_begins", sa.Time(), nullable=True),
        sa.Column("quiet_ends", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_choice_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_choice")),
    )
    op.create_table(
        "text_sent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_sent")),
    )
    with op.batch_alter_table("text_sent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_sent_recipient"), ["recipient"], unique=False)

    op.create_table(
        "slow_down_count",
        sa.Column("bucket", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("last_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_slow_down_count")),
    )
    with op.batch_alter_table("slow_down_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slow_down_count_last_at"), ["last_at"], unique=False)

    op.create_table(
        "vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind", sa.Enum("confidence", "consultation", name="votekind", native_enum=False, length=40), nullable=False
        ),
        sa.Column("origin", sa.Enum("board", "motion", name="origin", native_enum=False, length=40), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "raised",
                "hearing",
                "convened",
                "roll_locked",
                "credentials_out",
                "open",
                "closed",
                "counted",
                "certified",
                "minutes_approved",
                "cancelled",
                "void",
                name="votestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("policy_name", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("majority_numerator", sa.Integer(), nullable=False),
        sa.Column("majority_denominator", sa.Integer(), nullable=False),
        sa.Column(
            "majority_base",
            sa.Enum("decided", "cast", "present", "roll", name="majoritybase", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("majority_is_strict", sa.Boolean(), nullable=False),
        sa.Column("quorum_numerator", sa.Integer(), nullable=False),
        sa.Column("quorum_denominator", sa.Integer(), nullable=False),
        sa.Column("quorum_is_strict", sa.Boolean(), nullable=False),
        sa.Column("check_window_seconds", sa.Integer(), nullable=False),
        sa.Column("mover_tag", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("chair", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("subject_tag", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("sealed_subject", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_account", sa.LargeBinary(), nullable=True),
        sa.Column(
            "account_state",
            sa.Enum("asked", "answered", name="accountstate", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("sealed_no_account", sa.LargeBinary(), nullable=True),
        sa.Column("names_affected", sa.Boolean(), nullable=False),
        sa.Column("raised_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "hearing",
            sa.Enum("held", "declined", "time_ran_out", name="hearingoutcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("sealed_hearing_note", sa.LargeBinary(), nullable=True),
        sa.Column(
            "statute",
            sa.Enum("association_policy", "group_statute", name="statute", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("sealed_preflight", sa.LargeBinary(), nullable=True),
        sa.Column(
            "held", sa.Enum("in_a_room", "at_a_distance", name="held", native_enum=False, length=40), nullable=True
        ),
        sa.Column("convened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("drawing_closes_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("casting_opens_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("closes_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("teller_threshold", sa.Integer(), nullable=False),
        sa.Column("opening_set", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("locked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("roll_size", sa.Integer(), nullable=True),
        sa.Column("sealed_roll", sa.LargeBinary(), nullable=True),
        sa.Column("manifest", sa.LargeBinary(), nullable=True),
        sa.Column("manifest_hash", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_issuing_keys", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_receipt_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_opening_key", sa.LargeBinary(), nullable=True),
        sa.Column("summoned_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("reminded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("is_drawing_closed", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "no_confidence",
                "confidence_retained",
                "inquorate",
                "undecided_by_loss",
                name="outcome",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("certified_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("minutes_approved_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("overturned_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ballots_destroyed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("sealed_end_reason", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vote_raised_at"), ["raised_at"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("login", sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
        sa.Column("cost", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("verifier", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("password_changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["key_holder.id"], name=op.f("fk_account_holder_id_key_holder")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("holder_id", name=op.f("uq_account_holder_id")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
        sa.UniqueConstraint("person_id", name=op.f("uq_account_person_id")),
    )
    op.create_table(
        "bulletin",
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_bulletin_vote_id_vote")),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_bulletin")),
    )
    op.create_table(
        "case_bar",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column(
            "why",
            sa.Enum(
                "named-in-report",
                "suspected",
                "accused",
                "witness",
                "close",
                "declared",
                "returning",
                "affected",
                name="barreason",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_bar_case_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_bar")),
        sa.UniqueConstraint("case_id", "tag", name=op.f("uq_case_bar_case_id_tag")),
    )
    op.create_table(
        "case_bar_lifting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bar_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["bar_id"], ["case_bar.id"], name=op.f("fk_case_bar_lifting_bar_id_case_bar")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_bar_lifting")),
        sa.UniqueConstraint("bar_id", name=op.f("uq_case_bar_lifting_bar_id")),
    )
    op.create_table(
        "case_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("question", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column(
            "recorded_as",
            sa.Enum(
                "reporter",
                "affected",
                "contact_person",
                "security_officer",
                "accountable",
                "consulted",
                "investigator",
                "decider",
                "accused",
                "group_member",
                "called_in",
                name="caserole",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_consent_case_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_consent")),
    )
    with op.batch_alter_table("case_consent", schema=None) as batch_op:
        batch_op.create_index("ix_case_consent_case_id_question", ["case_id", "question"], unique=False)

    op.create_table(
        "case_consent_asked",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("question", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("asked_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column(
            "asked_as",
            sa.Enum(
                "reporter",
                "affected",
                "contact_person",
                "security_officer",
                "accountable",
                "consulted",
                "investigator",
                "decider",
                "accused",
                "group_member",
                "called_in",
                name="caserole",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_consent_asked_case_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_consent_asked")),
    )
    with op.batch_alter_table("case_consent_asked", schema=None) as batch_op:
        batch_op.create_index("ix_case_consent_asked_case_id_question", ["case_id", "question"], unique=False)

    op.create_table(
        "case_fact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "condition",
            sa.Enum(
                "committee_concerned",
                "goes_to_court",
                "before_event",
                "probable_person",
                "person_established",
                "severe",
                "not_severe",
                "confidence_denied",
                "affected_ready",
                "affected_still_there",
                "no_confidence_before",
                name="condition",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_true", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_fact_case_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_fact")),
    )
    with op.batch_alter_table("case_fact", schema=None) as batch_op:
        batch_op.create_index("ix_case_fact_case_id_condition", ["case_id", "condition"], unique=False)

    op.create_table(
        "case_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "reporter",
                "affected",
                "contact_person",
                "security_officer",
                "accountable",
                "consulted",
                "investigator",
                "decider",
                "accused",
                "group_member",
                "called_in",
                name="caserole",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("compartments", sa.JSON(), nullable=False),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("given_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("given_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("awaits_key", sa.Boolean(), nullable=False),
        sa.Column("until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("suspended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_why", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_grant_case_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_grant")),
    )
    with op.batch_alter_table("case_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_grant_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_case_grant_holder_ended_at", ["holder", "ended_at"], unique=False)

    op.create_table(
        "case_moment",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "anchor",
            sa.Enum(
                "opened",
                "reported",
                "acknowledged",
                "phase_set",
                "event",
                "press_contact",
                "went_to_court",
                "notified",
                "vote_certified",
                "member_joined",
                "office_changed",
                "applied",
                "nominated",
                name="anchor",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_moment_case_id_matter")),
        sa.PrimaryKeyConstraint("case_id", "anchor", name=op.f("pk_case_moment")),
    )
    op.create_table(
        "compartment_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id"], ["compartment.id"], name=op.f("fk_compartment_version_compartment_id_compartment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compartment_version")),
        sa.UniqueConstraint("compartment_id", "number", name=op.f("uq_compartment_version_compartment_id_number")),
    )
    op.create_table(
        "envelope",
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("row_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("envelope_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("cast", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_envelope_vote_id_vote")),
        sa.PrimaryKeyConstraint("vote_id", "row_key", name=op.f("pk_envelope")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "report_receipt",
        sa.Column("lookup", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("body_hash", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_report_receipt_case_id_matter")),
        sa.ForeignKeyConstraint(["holder_id"], ["key_holder.id"], name=op.f("fk_report_receipt_holder_id_key_holder")),
        sa.PrimaryKeyConstraint("lookup", name=op.f("pk_report_receipt")),
        sa.UniqueConstraint("case_id", name=op.f("uq_report_receipt_case_id")),
    )
    op.create_table(
        "vote_conflict",
        sa.Column("tag", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("is_off_roll", sa.Boolean(), nullable=False),
        sa.Column("is_barred", sa.Boolean(), nullable=False),
        sa.Column("is_declared", sa.Boolean(), nullable=False),
        sa.Column("has_stepped_aside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_conflict_vote_id_vote")),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_vote_conflict")),
    )
    with op.batch_alter_table("vote_conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_conflict_vote_id"), ["vote_id"], unique=False)

    op.create_table(
        "vote_teller",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("sealing_key", sa.LargeBinary(), nullable=True),
        sa.Column("signing_key", sa.LargeBinary(), nullable=True),
        sa.Column("confirmation", sa.LargeBinary(), nullable=True),
        sa.Column("has_sent", sa.Boolean(), nullable=False),
        sa.Column("has_signed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_teller_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_teller")),
        sa.UniqueConstraint("vote_id", "tag", name=op.f("uq_vote_teller_vote_id_tag")),
    )
    with op.batch_alter_table("vote_teller", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_teller_vote_id"), ["vote_id"], unique=False)

    op.create_table(
        "vote_shares",
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("from_number", sa.Integer(), nullable=False),
        sa.Column("to_number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_shares_vote_id_vote")),
        sa.PrimaryKeyConstraint("vote_id", "from_number", "to_number", name=op.f("pk_vote_shares")),
    )
    op.create_table(
        "vote_teller_count",
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("fits", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_teller_count_vote_id_vote")),
        sa.PrimaryKeyConstraint("vote_id", "number", name=op.f("pk_vote_teller_count")),
    )
    op.create_table(
        "roll_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("voter", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(), nullable=True),
        sa.Column("is_on_paper", sa.Boolean(), nullable=False),
        sa.Column("slip_asked_by", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("draw_fingerprint", sa.LargeBinary(), nullable=True),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("is_lost", sa.Boolean(), nullable=False),
        sa.Column("votes_on_paper", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_roll_entry_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_entry")),
        sa.UniqueConstraint("vote_id", "voter", name=op.f("uq_roll_entry_vote_id_voter")),
    )
    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.create_index("ix_roll_entry_link", ["vote_id", "link_hash"], unique=False)

    op.create_table(
        "sealed_state",
        sa.Column("row_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("admission", sa.LargeBinary(), nullable=False),
        sa.Column("ballot", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_sealed_state_vote_id_vote")),
        sa.PrimaryKeyConstraint("row_key", name=op.f("pk_sealed_state")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("sealed_state", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_state_vote_id"), ["vote_id"], unique=False)

    op.create_table(
        "term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "office",
            sa.Enum(
                "chair",
                "vice_chair",
                "board_member",
                "security_officer",
                "group_leader",
                "executive_board_chair",
                "committee_chair",
                "council_member",
                "council_substitute",
                "administrator",
                "municipal_security_officer",
                "federation",
                name="office",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("committee", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("is_cut_short", sa.Boolean(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("proposed", "confirmed", "declined", name="termstatus", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("reported_to_municipality_on", sa.Date(), nullable=True),
        sa.Column("municipality_receipt", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_term_confirmed_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_term_person_id_person")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_term_proposed_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index("ix_term_office_starts_on", ["office", "starts_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_term_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_term_starts_on_id", ["starts_on", "id"], unique=False)

    op.create_table(
        "vote_objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_objection_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_objection")),
    )
    with op.batch_alter_table("vote_objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_objection_vote_id"), ["vote_id"], unique=False)

    op.create_table(
        "vote_complaint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("complainer", sa.String(length=32), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_answer", sa.LargeBinary(), nullable=True),
        sa.Column("upheld_first_by", sa.String(length=32), nullable=True),
        sa.Column("is_upheld", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_complaint_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_complaint")),
        sa.UniqueConstraint("complainer", name=op.f("uq_vote_complaint_complainer")),
    )
    with op.batch_alter_table("vote_complaint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_complaint_vote_id"), ["vote_id"], unique=False)

    op.create_table(
        "vote_paper_count",
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("sealed_count", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_paper_count_vote_id_vote")),
        sa.PrimaryKeyConstraint("vote_id", "tag", name=op.f("pk_vote_paper_count")),
    )
    op.create_table(
        "case_party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_party_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["compartment_version.id"], name=op.f("fk_case_party_version_id_compartment_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_party")),
    )
    with op.batch_alter_table("case_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_party_case_id"), ["case_id"], unique=False)

    op.create_table(
        "key_wrap",
        sa.Column("tag", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column(
            "standing", sa.Enum("active", "standby", name="standing", native_enum=False, length=40), nullable=False
        ),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["compartment_version.id"], name=op.f("fk_key_wrap_version_id_compartment_version")
        ),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_key_wrap")),
    )
    with op.batch_alter_table("key_wrap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_wrap_version_id"), ["version_id"], unique=False)

    op.create_table(
        "known_device",
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_known_device_account_id_account")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_known_device")),
    )
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_device_account_id"), ["account_id"], unique=False)

    op.create_table(
        "sealed_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("compartment", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "happened",
                "about",
                "needs",
                "must_not_know",
                "reach",
                "safe_now",
                "narrative",
                "note",
                "reason",
                "assignment",
                "care",
                "return",
                "released",
                "statement",
                "application",
                "conversation",
                "affected_word",
                "trial_assignment",
                "talk",
                "with_whom",
                "checked",
                "finding",
                "summary",
                "who_it_is",
                "meeting",
                "decision",
                "reference",
                "exclusion_statement",
                "recommendation",
                "media_plan",
                "media_word",
                "contact_note",
                "contact_need",
                "message",
                "company",
                "wish",
                "why_another",
                "safety",
                name="textkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("author", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_sealed_text_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["compartment_version.id"], name=op.f("fk_sealed_text_version_id_compartment_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_text")),
    )
    with op.batch_alter_table("sealed_text", schema=None) as batch_op:
        batch_op.create_index("ix_sealed_text_case_id_created_at", ["case_id", "created_at"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("rotated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_session_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "case_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("is_asked_for", sa.Boolean(), nullable=False),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column(
            "recorded_as",
            sa.Enum(
                "reporter",
                "affected",
                "contact_person",
                "security_officer",
                "accountable",
                "consulted",
                "investigator",
                "decider",
                "accused",
                "group_member",
                "called_in",
                name="caserole",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_wish_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_case_wish_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_wish")),
    )
    with op.batch_alter_table("case_wish", schema=None) as batch_op:
        batch_op.create_index("ix_case_wish_case_id_recipient", ["case_id", "recipient"], unique=False)

    op.create_table(
        "case_disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("wish_id", sa.Uuid(), nullable=True),
        sa.Column("reason_text_id", sa.Uuid(), nullable=True),
        sa.Column("step", sqlmodel.sql.sqltypes.AutoString(length=7), nullable=True),
        sa.Column("prepared_text", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("told_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_disclosure_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["case_consent.id"], name=op.f("fk_case_disclosure_consent_id_case_consent")
        ),
        sa.ForeignKeyConstraint(
            ["reason_text_id"], ["sealed_text.id"], name=op.f("fk_case_disclosure_reason_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(["wish_id"], ["case_wish.id"], name=op.f("fk_case_disclosure_wish_id_case_wish")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_disclosure")),
    )
    with op.batch_alter_table("case_disclosure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_disclosure_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_log_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_case_log_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_log")),
    )
    with op.batch_alter_table("case_log", schema=None) as batch_op:
        batch_op.create_index("ix_case_log_case_id_at", ["case_id", "at"], unique=False)

    op.create_table(
        "case_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("open", "done", "not_applicable", name="stepstatus", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("event_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("finished_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("finished_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("superseded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("assessed", sa.Boolean(), nullable=True),
        sa.Column("assignee", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("note_text_id", sa.Uuid(), nullable=True),
        sa.Column("reason_text_id", sa.Uuid(), nullable=True),
        sa.Column("reminded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("reminded_late_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_step_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["note_text_id"], ["sealed_text.id"], name=op.f("fk_case_step_note_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(
            ["reason_text_id"], ["sealed_text.id"], name=op.f("fk_case_step_reason_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
        sa.UniqueConstraint("case_id", "code", "occurrence", name=op.f("uq_case_step_case_id_code_occurrence")),
    )
    op.create_table(
        "case_step_signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("step_id", sa.Uuid(), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "affected",
                "contact_person",
                "security_officer",
                "association",
                "board",
                "investigators",
                "committee_chair",
                "council_group",
                name="owner",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("signed_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("signed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_case_step_signature_step_id_case_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step_signature")),
        sa.UniqueConstraint("step_id", "party", name=op.f("uq_case_step_signature_step_id_party")),
    )
    op.create_table(
        "case_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("triage", "decision", name="meetingkind", native_enum=False, length=40), nullable=False
        ),
        sa.Column(
            "status",
            sa.Enum(
                "called",
                "held",
                "approved",
                "cancelled",
                "handed_over",
                name="meetingstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("called_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("called_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("starts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("sealed_place", sa.LargeBinary(), nullable=True),
        sa.Column("is_from_conclusion", sa.Boolean(), nullable=False),
        sa.Column("held_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("led_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("board", sa.Integer(), nullable=True),
        sa.Column("needed", sa.Integer(), nullable=True),
        sa.Column("text_id", sa.Uuid(), nullable=True),
        sa.Column("led_approved_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("adjuster", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("adjuster_approved_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_meeting_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_case_meeting_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_meeting")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_case_meeting_case_id_number")),
    )
    with op.batch_alter_table("case_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_meeting_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("term_tag", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("told_text_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_assignment_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_case_assignment_text_id_sealed_text")),
        sa.ForeignKeyConstraint(
            ["told_text_id"], ["sealed_text.id"], name=op.f("fk_case_assignment_told_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_assignment")),
        sa.UniqueConstraint("case_id", "subject", "term_tag", name=op.f("uq_case_assignment_case_id_subject_term_tag")),
    )
    with op.batch_alter_table("case_assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_assignment_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_return_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("is_content", sa.Boolean(), nullable=True),
        sa.Column("text_id", sa.Uuid(), nullable=True),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("lapsed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_return_word_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_case_return_word_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_return_word")),
    )
    with op.batch_alter_table("case_return_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_return_word_case_id"), ["case_id"], unique=False)

    op.create_table(
        "hearing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("is_about_suspicion", sa.Boolean(), nullable=False),
        sa.Column("begun_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_hearing_case_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
        sa.UniqueConstraint("case_id", "subject", name=op.f("uq_hearing_case_id_subject")),
    )
    op.create_table(
        "hearing_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "statement", "rebuttal", "before_vote", "declined", name="answerkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("text_id", sa.Uuid(), nullable=True),
        sa.Column("way", sa.Enum("page", "letter", "spoken", name="way", native_enum=False, length=40), nullable=False),
        sa.Column("given_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_hearing_answer_hearing_id_hearing")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_hearing_answer_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_answer")),
    )
    with op.batch_alter_table("hearing_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearing_answer_hearing_id"), ["hearing_id"], unique=False)

    op.create_table(
        "hearing_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("released_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("released_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("names_affected", sa.Boolean(), nullable=False),
        sa.Column("way", sa.Enum("page", "letter", "spoken", name="way", native_enum=False, length=40), nullable=True),
        sa.Column("told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("told_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("first_opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_hearing_release_hearing_id_hearing")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_hearing_release_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_release")),
    )
    with op.batch_alter_table("hearing_release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearing_release_hearing_id"), ["hearing_id"], unique=False)

    op.create_table(
        "nomination_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("sealed_subject", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ends_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_check")),
    )
    with op.batch_alter_table("nomination_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_check_asked_by"), ["asked_by"], unique=False)

    op.create_table(
        "departure_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mark", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column(
            "reason",
            sa.Enum("told_to_leave", "resigned", "excluded", name="departurereason", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ends_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_departure_mark_case_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departure_mark")),
    )
    with op.batch_alter_table("departure_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_departure_mark_case_id"), ["case_id"], unique=False)

    op.create_table(
        "nomination_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("said_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("said_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["nomination_check.id"], name=op.f("fk_nomination_word_check_id_nomination_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_word")),
        sa.UniqueConstraint("check_id", "said_by", name=op.f("uq_nomination_word_check_id_said_by")),
    )
    op.create_table(
        "reentry",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "applied",
                "interviews",
                "consultation",
                "denied",
                "deferred",
                "trial",
                "approved",
                "review",
                "full",
                "ended",
                name="reentrystatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("status_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("applied_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("is_own_wish", sa.Boolean(), nullable=False),
        sa.Column("earlier_case_id", sa.Uuid(), nullable=True),
        sa.Column("talk", sa.Enum("held", "declined", name="talkoutcome", native_enum=False, length=40), nullable=True),
        sa.Column("talk_text_id", sa.Uuid(), nullable=True),
        sa.Column(
            "affected",
            sa.Enum(
                "talked", "declined", "no_contact", "not_there", name="affectedanswer", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("no_confidence_before", sa.Boolean(), nullable=True),
        sa.Column("is_no_confidence_certified", sa.Boolean(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column(
            "advice",
            sa.Enum("against", "not_against", "none", name="advice", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_reentry_case_id_matter")),
        sa.ForeignKeyConstraint(["consultation_id"], ["vote.id"], name=op.f("fk_reentry_consultation_id_vote")),
        sa.ForeignKeyConstraint(["earlier_case_id"], ["matter.id"], name=op.f("fk_reentry_earlier_case_id_matter")),
        sa.ForeignKeyConstraint(["talk_text_id"], ["sealed_text.id"], name=op.f("fk_reentry_talk_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_reentry")),
    )
    op.create_table(
        "mapping_lead",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("lead", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("appointed_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("appointed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_mapping_lead_case_id_matter")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_mapping_lead")),
    )
    op.create_table(
        "mapping_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("put_up_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("put_up_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_mapping_check_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_mapping_check_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mapping_check")),
    )
    with op.batch_alter_table("mapping_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mapping_check_case_id"), ["case_id"], unique=False)

    op.create_table(
        "mapping_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("phase", sa.Enum("unknown", "known", name="phase", native_enum=False, length=40), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "severe",
                "not_severe",
                "not_substantiated",
                "perpetrator_unidentified",
                "points_at_person",
                "person_established",
                name="findingoutcome",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("proposed", "sent_back", "agreed", "set_aside", name="findingstatus", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("reasons_text_id", sa.Uuid(), nullable=False),
        sa.Column("summary_text_id", sa.Uuid(), nullable=True),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.Column("answer_text_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("proposed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("settled_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("settled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_text_id"], ["sealed_text.id"], name=op.f("fk_mapping_finding_answer_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_mapping_finding_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["reasons_text_id"], ["sealed_text.id"], name=op.f("fk_mapping_finding_reasons_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(
            ["summary_text_id"], ["sealed_text.id"], name=op.f("fk_mapping_finding_summary_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mapping_finding")),
    )
    with op.batch_alter_table("mapping_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mapping_finding_case_id"), ["case_id"], unique=False)

    op.create_table(
        "mapping_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column(
            "becomes",
            sa.Enum("accused", "suspected", "cleared", name="becomes", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "proposed", "approved", "refused", "withdrawn", name="proposalstatus", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("answer_text_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("proposed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("settled_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("settled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_text_id"], ["sealed_text.id"], name=op.f("fk_mapping_proposal_answer_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_mapping_proposal_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_mapping_proposal_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mapping_proposal")),
    )
    with op.batch_alter_table("mapping_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mapping_proposal_case_id"), ["case_id"], unique=False)

    op.create_table(
        "mapping_talk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "talk",
            sa.Enum("affected", "suspected", "accused", "witness", name="talk", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "held",
                "declined",
                "time_ran_out",
                "called_off",
                name="talkstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("whom_text_id", sa.Uuid(), nullable=True),
        sa.Column("planned_for", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("planned_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("held_by", sa.JSON(), nullable=False),
        sa.Column("settled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("text_id", sa.Uuid(), nullable=True),
        sa.Column("is_read_back", sa.Boolean(), nullable=True),
        sa.Column("names_affected", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_mapping_talk_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_mapping_talk_text_id_sealed_text")),
        sa.ForeignKeyConstraint(
            ["whom_text_id"], ["sealed_text.id"], name=op.f("fk_mapping_talk_whom_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mapping_talk")),
    )
    with op.batch_alter_table("mapping_talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mapping_talk_case_id"), ["case_id"], unique=False)

    op.create_table(
        "mapping_look",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("looked_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("looked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("fits", "uncertain", "does_not_fit", name="lookverdict", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["mapping_check.id"], name=op.f("fk_mapping_look_check_id_mapping_check")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_mapping_look_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mapping_look")),
        sa.UniqueConstraint("check_id", "looked_by", name=op.f("uq_mapping_look_check_id_looked_by")),
    )
    op.create_table(
        "case_agenda_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "conclusion",
                "assignments",
                "time_out",
                "exclusion",
                "confidence",
                "statement",
                "media_plan",
                "return_heard",
                "return",
                "return_review",
                name="agendatopic",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("title_text_id", sa.Uuid(), nullable=True),
        sa.Column("note_text_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["case_meeting.id"], name=op.f("fk_case_agenda_item_meeting_id_case_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["note_text_id"], ["sealed_text.id"], name=op.f("fk_case_agenda_item_note_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(
            ["title_text_id"], ["sealed_text.id"], name=op.f("fk_case_agenda_item_title_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_agenda_item")),
    )
    with op.batch_alter_table("case_agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_agenda_item_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "case_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "leave_assignments",
                "continue_time_out",
                "end_time_out",
                "require_care",
                "open_exclusion",
                "no_exclusion",
                "raise_confidence",
                "state_distance",
                "deny_return",
                "defer_return",
                "try_return",
                "approve_return",
                "complete_return",
                "end_return",
                "other",
                name="decisionkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("assignment_text_id", sa.Uuid(), nullable=True),
        sa.Column("is_adopted", sa.Boolean(), nullable=False),
        sa.Column("is_settled_by_chair", sa.Boolean(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_text_id"], ["sealed_text.id"], name=op.f("fk_case_decision_assignment_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_decision_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["case_agenda_item.id"], name=op.f("fk_case_decision_item_id_case_agenda_item")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["case_meeting.id"], name=op.f("fk_case_decision_meeting_id_case_meeting")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_case_decision_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_decision")),
    )
    with op.batch_alter_table("case_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_decision_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_decision_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "reentry_decision",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "applied",
                "interviews",
                "consultation",
                "denied",
                "deferred",
                "trial",
                "approved",
                "review",
                "full",
                "ended",
                name="reentrystatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_reentry_decision_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["case_decision.id"], name=op.f("fk_reentry_decision_decision_id_case_decision")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_reentry_decision")),
    )
    with op.batch_alter_table("reentry_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reentry_decision_case_id"), ["case_id"], unique=False)

    op.create_table(
        "exclusion_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vote_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column(
            "ground",
            sa.Enum("mandatory_after_no_confidence", "by_board", name="exclusionground", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "assessing",
                "declined",
                "opened",
                "notified",
                "statement",
                "recommended",
                "referred",
                "decided",
                "appeal",
                "closed",
                "lifted",
                "taken_over",
                "ground_fell",
                name="exclusionstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("begun_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("statement_due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("statement_on", sa.Date(), nullable=True),
        sa.Column("statement_text_id", sa.Uuid(), nullable=True),
        sa.Column("statement_ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("recommended_on", sa.Date(), nullable=True),
        sa.Column("recommendation_text_id", sa.Uuid(), nullable=True),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column(
            "referral_way",
            sa.Enum("letter", "email", "in_person", name="referralway", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column(
            "outcome",
            sa.Enum("excluded", "retained", "left", name="exclusionoutcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("sealed_reference", sa.LargeBinary(), nullable=True),
        sa.Column("appeal_until", sa.Date(), nullable=True),
        sa.Column("appealed_on", sa.Date(), nullable=True),
        sa.Column(
            "appeal_outcome",
            sa.Enum("excluded", "retained", "left", name="exclusionoutcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("appeal_decided_on", sa.Date(), nullable=True),
        sa.Column("sealed_appeal_reference", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("reminded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["case_decision.id"], name=op.f("fk_exclusion_case_decision_id_case_decision")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_text_id"],
            ["sealed_text.id"],
            name=op.f("fk_exclusion_case_recommendation_text_id_sealed_text"),
        ),
        sa.ForeignKeyConstraint(
            ["statement_text_id"], ["sealed_text.id"], name=op.f("fk_exclusion_case_statement_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_exclusion_case_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion_case")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_exclusion_case_decision_id")),
        sa.UniqueConstraint("vote_id", name=op.f("uq_exclusion_case_vote_id")),
    )
    with op.batch_alter_table("exclusion_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusion_case_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("time_out", "leaving", "care", name="measurekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "demanded",
                "active",
                "refused",
                "unanswered",
                "resigned",
                "ended",
                "converted",
                "required",
                "offered",
                "started",
                "completed",
                "declined",
                "lifted",
                name="measurestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("assignment_id", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("text_id", sa.Uuid(), nullable=True),
        sa.Column("told_text_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("is_own_answer", sa.Boolean(), nullable=True),
        sa.Column("active_since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("continued_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("reviewed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("over_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["case_assignment.id"], name=op.f("fk_case_measure_assignment_id_case_assignment")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_measure_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["case_decision.id"], name=op.f("fk_case_measure_decision_id_case_decision")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_case_measure_text_id_sealed_text")),
        sa.ForeignKeyConstraint(
            ["told_text_id"], ["sealed_text.id"], name=op.f("fk_case_measure_told_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_measure")),
    )
    with op.batch_alter_table("case_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_measure_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_measure_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("is_extended", sa.Boolean(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("reviewed_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("reviewed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["case_measure.id"], name=op.f("fk_case_measure_review_measure_id_case_measure")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["sealed_text.id"], name=op.f("fk_case_measure_review_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_measure_review")),
    )
    with op.batch_alter_table("case_measure_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_measure_review_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "case_meeting_seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("votes", sa.Boolean(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["case_meeting.id"], name=op.f("fk_case_meeting_seat_meeting_id_case_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_meeting_seat")),
        sa.UniqueConstraint("meeting_id", "person", name=op.f("uq_case_meeting_seat_meeting_id_person")),
    )
    with op.batch_alter_table("case_meeting_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_meeting_seat_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "case_dissent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["case_decision.id"], name=op.f("fk_case_dissent_decision_id_case_decision")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_case_dissent_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_dissent")),
        sa.UniqueConstraint("decision_id", "person", name=op.f("uq_case_dissent_decision_id_person")),
    )
    with op.batch_alter_table("case_dissent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_dissent_decision_id"), ["decision_id"], unique=False)

    op.create_table(
        "case_override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("opening", "telling", "taking_back", name="overridekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("asked", "agreed", "declined", "withdrawn", name="overridestatus", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "compartment",
            sa.Enum(
                "submission",
                "report",
                "support",
                "investigation",
                "decisions",
                "hearing",
                "account",
                "media_plan",
                name="compartment",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("opens_for", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column("recipient", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.Column("reason_text_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answer_by", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answered_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("grant_id", sa.Uuid(), nullable=True),
        sa.Column("disclosure_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_override_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["disclosure_id"], ["case_disclosure.id"], name=op.f("fk_case_override_disclosure_id_case_disclosure")
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["case_grant.id"], name=op.f("fk_case_override_grant_id_case_grant")),
        sa.ForeignKeyConstraint(
            ["reason_text_id"], ["sealed_text.id"], name=op.f("fk_case_override_reason_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_override")),
    )
    with op.batch_alter_table("case_override", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_override_case_id"), ["case_id"], unique=False)

    op.create_table(
        "media_plan_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("written_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("written_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_media_plan_text_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_media_plan_text_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_plan_text")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_media_plan_text_case_id_number")),
    )
    with op.batch_alter_table("media_plan_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_plan_text_case_id"), ["case_id"], unique=False)

    op.create_table(
        "contact_rhythm",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=True),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("agreed_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("agreed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("paused_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("paused_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_contact_rhythm_case_id_matter")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_contact_rhythm")),
    )
    op.create_table(
        "contact_seen",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reader", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column("seen_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_contact_seen_case_id_matter")),
        sa.PrimaryKeyConstraint("case_id", "reader", name=op.f("pk_contact_seen")),
    )
    op.create_table(
        "contact_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "called",
                "met",
                "wrote",
                "no_answer",
                "handing_over",
                name="contactway",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("note_text_id", sa.Uuid(), nullable=True),
        sa.Column("need_text_id", sa.Uuid(), nullable=True),
        sa.Column("step_id", sa.Uuid(), nullable=True),
        sa.Column("noted_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("noted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_contact_entry_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["need_text_id"], ["sealed_text.id"], name=op.f("fk_contact_entry_need_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(
            ["note_text_id"], ["sealed_text.id"], name=op.f("fk_contact_entry_note_text_id_sealed_text")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["case_step.id"], name=op.f("fk_contact_entry_step_id_case_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_entry")),
    )
    with op.batch_alter_table("contact_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_entry_case_id"), ["case_id"], unique=False)

    op.create_table(
        "media_plan_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "affected",
                "contact_person",
                "security_officer",
                "association",
                "board",
                "investigators",
                "committee_chair",
                "council_group",
                name="owner",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("word_text_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("lapsed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["media_plan_text.id"], name=op.f("fk_media_plan_answer_plan_id_media_plan_text")
        ),
        sa.ForeignKeyConstraint(
            ["word_text_id"], ["sealed_text.id"], name=op.f("fk_media_plan_answer_word_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_plan_answer")),
    )
    with op.batch_alter_table("media_plan_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_plan_answer_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "case_federation_ruling",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("reference_text_id", sa.Uuid(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("confirmed_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("confirmed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["case_decision.id"], name=op.f("fk_case_federation_ruling_decision_id_case_decision")
        ),
        sa.ForeignKeyConstraint(
            ["reference_text_id"],
            ["sealed_text.id"],
            name=op.f("fk_case_federation_ruling_reference_text_id_sealed_text"),
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_case_federation_ruling")),
    )
    op.create_table(
        "case_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "asked", "agreed", "declined", "withdrawn", "ended", name="holdstatus", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason_text_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("answered_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_hold_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["reason_text_id"], ["sealed_text.id"], name=op.f("fk_case_hold_reason_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_hold")),
    )
    with op.batch_alter_table("case_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_hold_case_id"), ["case_id"], unique=False)
    op.create_table(
        "evidence_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("compartment", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("author", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("begun_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("arrived_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("commitment", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_label", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_finding", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_evidence_file_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["compartment_version.id"], name=op.f("fk_evidence_file_version_id_compartment_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
    )
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_file_case_id"), ["case_id"], unique=False)

    op.create_table(
        "evidence_chunk",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("index", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["evidence_file.id"], name=op.f("fk_evidence_chunk_file_id_evidence_file")
        ),
        sa.PrimaryKeyConstraint("file_id", "index", name=op.f("pk_evidence_chunk")),
    )
    op.create_table(
        "evidence_custody",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "arrived",
                "opened",
                "shown",
                "copied",
                "verified",
                "packed",
                "found-changed",
                name="custodyact",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["evidence_file.id"], name=op.f("fk_evidence_custody_file_id_evidence_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_custody")),
    )
    with op.batch_alter_table("evidence_custody", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_custody_file_id"), ["file_id"], unique=False)

    op.create_table(
        "case_conclusion",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.Column(
            "conclusion",
            sa.Enum(
                "severe",
                "not_severe",
                "not_substantiated",
                "perpetrator_unidentified",
                name="conclusion",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("concluded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_conclusion_case_id_matter")),
        sa.PrimaryKeyConstraint("case_id", "subject", name=op.f("pk_case_conclusion")),
    )
    op.create_table(
        "on_call_shift",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ends_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name=op.f("fk_on_call_shift_deputy_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_on_call_shift_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_call_shift")),
    )
    with op.batch_alter_table("on_call_shift", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_on_call_shift_deputy_id"), ["deputy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_on_call_shift_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_on_call_shift_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_on_call_shift_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "test_alarm",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("is_for_everyone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name=op.f("fk_test_alarm_sent_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_alarm")),
    )
    with op.batch_alter_table("test_alarm", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_test_alarm_sent_at"), ["sent_at"], unique=False)

    op.create_table(
        "test_alarm_answer",
        sa.Column("alarm_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["alarm_id"], ["test_alarm.id"], name=op.f("fk_test_alarm_answer_alarm_id_test_alarm")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_test_alarm_answer_person_id_person")),
        sa.PrimaryKeyConstraint("alarm_id", "person_id", name=op.f("pk_test_alarm_answer")),
    )

    op.create_table(
        "members_informed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("informed_on", sa.Date(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("mail", "meeting", "paper", "web", name="way", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "audience", sa.Enum("everyone", "new", name="audience", native_enum=False, length=40), nullable=False
        ),
        sa.Column("text_digest", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_members_informed_recorded_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_informed")),
    )
    with op.batch_alter_table("members_informed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_members_informed_informed_on"), ["informed_on"], unique=False)

    op.create_table(
        "member_joined",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_joined")),
    )
    with op.batch_alter_table("member_joined", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_joined_joined_on"), ["joined_on"], unique=False)

    op.create_table(
        "association_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("starts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("responsible_id", sa.Uuid(), nullable=False),
        sa.Column("ticked", sa.JSON(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("called_off_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["person.id"], name=op.f("fk_association_event_responsible_id_person")
        ),
        sa.ForeignKeyConstraint(["checked_by"], ["person.id"], name=op.f("fk_association_event_checked_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_association_event")),
    )
    with op.batch_alter_table("association_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_association_event_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "season",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_season_set_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season")),
    )
    with op.batch_alter_table("season", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_season_set_at"), ["set_at"], unique=False)

    op.create_table(
        "safety_assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("written_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("written_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("reviewed_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("reviewed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_safety_assessment_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_safety_assessment_text_id_sealed_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_assessment")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_safety_assessment_case_id_number")),
    )
    with op.batch_alter_table("safety_assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safety_assessment_case_id"), ["case_id"], unique=False)

    op.create_table(
        "safety_measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("reason_text_id", sa.Uuid(), nullable=True),
        sa.Column("responsible", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("told_for", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("planned", "in_place", "ended", "not_needed", name="safetystate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("written_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("written_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_safety_measure_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_safety_measure_text_id_sealed_text")),
        sa.ForeignKeyConstraint(
            ["reason_text_id"], ["sealed_text.id"], name=op.f("fk_safety_measure_reason_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_measure")),
    )
    with op.batch_alter_table("safety_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safety_measure_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_event",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("happens_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_case_event_case_id_matter")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["association_event.id"], name=op.f("fk_case_event_event_id_association_event")
        ),
        sa.PrimaryKeyConstraint("case_id", "event_id", name=op.f("pk_case_event")),
    )
    op.create_table(
        "company_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("planned", "held", "called_off", name="daystate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "wish",
            sa.Enum("not_answered", "wanted", "not_wanted", name="companywish", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "company",
            sa.Enum("nobody", "asked", "accepted", "declined", name="companystate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("company_tag", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=True),
        sa.Column("company_text_id", sa.Uuid(), nullable=True),
        sa.Column("reminded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_company_day_case_id_matter")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_text.id"], name=op.f("fk_company_day_text_id_sealed_text")),
        sa.ForeignKeyConstraint(
            ["company_text_id"], ["sealed_text.id"], name=op.f("fk_company_day_company_text_id_sealed_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_day")),
    )
    with op.batch_alter_table("company_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_day_case_id"), ["case_id"], unique=False)

    op.create_table(
        "company_day_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column(
            "deed",
            sa.Enum(
                "entered",
                "moved",
                "reworded",
                "held",
                "called_off",
                "wanted",
                "not_wanted",
                "asked",
                "accepted",
                "declined",
                name="daydeed",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("done_by", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("done_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["matter.id"], name=op.f("fk_company_day_line_case_id_matter")),
        sa.ForeignKeyConstraint(["day_id"], ["company_day.id"], name=op.f("fk_company_day_line_day_id_company_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_day_line")),
    )
    with op.batch_alter_table("company_day_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_day_line_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_company_day_line_day_id"), ["day_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("company_day_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_day_line_day_id"))
        batch_op.drop_index(batch_op.f("ix_company_day_line_case_id"))

    op.drop_table("company_day_line")
    with op.batch_alter_table("company_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_day_case_id"))

    op.drop_table("company_day")
    op.drop_table("case_event")
    for table, index in (
        ("safety_measure", "case_id"),
        ("safety_assessment", "case_id"),
        ("season", "set_at"),
        ("association_event", "starts_at"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_{index}"))
        op.drop_table(table)

    with op.batch_alter_table("member_joined", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_joined_joined_on"))

    op.drop_table("member_joined")
    with op.batch_alter_table("members_informed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_members_informed_informed_on"))

    op.drop_table("members_informed")
    with op.batch_alter_table("evidence_custody", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_custody_file_id"))

    op.drop_table("evidence_custody")
    op.drop_table("evidence_chunk")
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_file_case_id"))

    op.drop_table("evidence_file")
    op.drop_table("case_conclusion")
    op.drop_table("test_alarm_answer")
    with op.batch_alter_table("test_alarm", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_test_alarm_sent_at"))

    op.drop_table("test_alarm")
    with op.batch_alter_table("on_call_shift", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_on_call_shift_starts_at"))
        batch_op.drop_index(batch_op.f("ix_on_call_shift_person_id"))
        batch_op.drop_index(batch_op.f("ix_on_call_shift_ends_at"))
        batch_op.drop_index(batch_op.f("ix_on_call_shift_deputy_id"))

    op.drop_table("on_call_shift")
    with op.batch_alter_table("case_hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_hold_case_id"))

    op.drop_table("case_hold")
    op.drop_table("case_federation_ruling")
    with op.batch_alter_table("contact_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_entry_case_id"))

    op.drop_table("contact_entry")
    op.drop_table("contact_seen")
    op.drop_table("contact_rhythm")
    with op.batch_alter_table("media_plan_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_plan_answer_plan_id"))

    op.drop_table("media_plan_answer")
    with op.batch_alter_table("media_plan_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_plan_text_case_id"))

    op.drop_table("media_plan_text")
    with op.batch_alter_table("case_override", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_override_case_id"))

    op.drop_table("case_override")
    with op.batch_alter_table("case_dissent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_dissent_decision_id"))

    op.drop_table("case_dissent")
    with op.batch_alter_table("case_meeting_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_meeting_seat_meeting_id"))

    op.drop_table("case_meeting_seat")
    with op.batch_alter_table("case_measure_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_measure_review_measure_id"))

    op.drop_table("case_measure_review")
    with op.batch_alter_table("case_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_measure_case_id"))

    op.drop_table("case_measure")
    with op.batch_alter_table("reentry_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reentry_decision_case_id"))

    op.drop_table("reentry_decision")
    with op.batch_alter_table("exclusion_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exclusion_case_case_id"))

    op.drop_table("exclusion_case")
    with op.batch_alter_table("case_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_decision_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_case_decision_case_id"))

    op.drop_table("case_decision")
    with op.batch_alter_table("case_agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_agenda_item_meeting_id"))

    op.drop_table("case_agenda_item")
    op.drop_table("mapping_look")
    with op.batch_alter_table("mapping_talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mapping_talk_case_id"))

    op.drop_table("mapping_talk")
    with op.batch_alter_table("mapping_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mapping_proposal_case_id"))

    op.drop_table("mapping_proposal")
    with op.batch_alter_table("mapping_finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mapping_finding_case_id"))

    op.drop_table("mapping_finding")
    with op.batch_alter_table("mapping_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mapping_check_case_id"))

    op.drop_table("mapping_check")
    op.drop_table("mapping_lead")
    op.drop_table("reentry")
    op.drop_table("nomination_word")
    with op.batch_alter_table("departure_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_departure_mark_case_id"))

    op.drop_table("departure_mark")
    with op.batch_alter_table("nomination_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nomination_check_asked_by"))

    op.drop_table("nomination_check")
    with op.batch_alter_table("hearing_release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearing_release_hearing_id"))

    op.drop_table("hearing_release")
    with op.batch_alter_table("hearing_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearing_answer_hearing_id"))

    op.drop_table("hearing_answer")
    op.drop_table("hearing")
    with op.batch_alter_table("case_return_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_return_word_case_id"))

    op.drop_table("case_return_word")
    with op.batch_alter_table("case_assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_assignment_case_id"))

    op.drop_table("case_assignment")
    with op.batch_alter_table("case_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_meeting_case_id"))

    op.drop_table("case_meeting")
    op.drop_table("case_step_signature")
    op.drop_table("case_step")
    with op.batch_alter_table("case_log", schema=None) as batch_op:
        batch_op.drop_index("ix_case_log_case_id_at")

    op.drop_table("case_log")
    with op.batch_alter_table("case_disclosure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_disclosure_case_id"))

    op.drop_table("case_disclosure")
    with op.batch_alter_table("case_wish", schema=None) as batch_op:
        batch_op.drop_index("ix_case_wish_case_id_recipient")

    op.drop_table("case_wish")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_session_account_id"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("sealed_text", schema=None) as batch_op:
        batch_op.drop_index("ix_sealed_text_case_id_created_at")

    op.drop_table("sealed_text")
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_device_account_id"))

    op.drop_table("known_device")
    with op.batch_alter_table("key_wrap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_key_wrap_version_id"))

    op.drop_table("key_wrap")
    with op.batch_alter_table("case_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_party_case_id"))

    op.drop_table("case_party")
    op.drop_table("vote_paper_count")
    with op.batch_alter_table("vote_complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_complaint_vote_id"))

    op.drop_table("vote_complaint")
    with op.batch_alter_table("vote_objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_objection_vote_id"))

    op.drop_table("vote_objection")
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.drop_index("ix_term_starts_on_id")
        batch_op.drop_index(batch_op.f("ix_term_person_id"))
        batch_op.drop_index("ix_term_office_starts_on")

    op.drop_table("term")
    with op.batch_alter_table("sealed_state", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sealed_state_vote_id"))

    op.drop_table("sealed_state")
    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_roll_entry_link")

    op.drop_table("roll_entry")
    op.drop_table("vote_teller_count")
    op.drop_table("vote_shares")
    with op.batch_alter_table("vote_teller", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_teller_vote_id"))

    op.drop_table("vote_teller")
    with op.batch_alter_table("vote_conflict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_conflict_vote_id"))

    op.drop_table("vote_conflict")
    op.drop_table("report_receipt")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_person_id"))

    op.drop_table("invitation")
    op.drop_table("envelope")
    op.drop_table("compartment_version")
    op.drop_table("case_moment")
    with op.batch_alter_table("case_grant", schema=None) as batch_op:
        batch_op.drop_index("ix_case_grant_holder_ended_at")
        batch_op.drop_index(batch_op.f("ix_case_grant_case_id"))

    op.drop_table("case_grant")
    with op.batch_alter_table("case_fact", schema=None) as batch_op:
        batch_op.drop_index("ix_case_fact_case_id_condition")

    op.drop_table("case_fact")
    with op.batch_alter_table("case_consent_asked", schema=None) as batch_op:
        batch_op.drop_index("ix_case_consent_asked_case_id_question")

    op.drop_table("case_consent_asked")
    with op.batch_alter_table("case_consent", schema=None) as batch_op:
        batch_op.drop_index("ix_case_consent_case_id_question")

    op.drop_table("case_consent")
    op.drop_table("case_bar_lifting")
    op.drop_table("case_bar")
    op.drop_table("bulletin")
    op.drop_table("account")
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_raised_at"))
        batch_op.drop_index(batch_op.f("ix_vote_case_id"))

    op.drop_table("vote")
    with op.batch_alter_table("slow_down_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slow_down_count_last_at"))

    op.drop_table("slow_down_count")
    with op.batch_alter_table("text_sent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_sent_recipient"))

    op.drop_table("text_sent")
    op.drop_table("notice_choice")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index("ix_person_display_name_id")

    op.drop_table("person")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_recipient"))
        batch_op.drop_index(batch_op.f("ix_notice_case_id"))

    op.drop_table("notice")
    op.drop_table("matter")
    op.drop_table("key_holder")
    with op.batch_alter_table("idempotency_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotency_record_created_at"))

    op.drop_table("idempotency_record")
    with op.batch_alter_table("due_job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_due_job_due_at"))

    op.drop_table("due_job")
    op.drop_table("compartment")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_subject_at")
        batch_op.drop_index(batch_op.f("ix_audit_event_batch"))

    op.drop_table("audit_event")
    op.drop_table("audit_batch")
    op.drop_table("association")
    op.drop_table("api_client")
