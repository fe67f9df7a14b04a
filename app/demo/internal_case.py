"""The case inside the association: mapped, decided on by the board, and before the council group."""

from datetime import timedelta

from app.access.actor import Actor
from app.connected import case_hooks
from app.demo import cast, meetings
from app.demo.association import Staged
from app.demo.cases import WorkedCase, new_receipt_code, received
from app.demo.mapping import map_what_happened
from app.intake.routing import Report
from app.intake.rules import Concerns, SafeNow
from app.plans import appointing
from app.policy.terms import AgendaTopic, Phase, Stage
from app.proceedings.meetings.rules import DecisionKind, MeetingKind


async def make_internal_case(staged: Staged, *, officer: Actor, chair: Actor) -> WorkedCase:
    """Mapped and decided on; what is left is the group's vote. The one it concerns is accused, and kept out."""
    report = Report(
        concerns=Concerns.INTERNAL,
        about_names=cast.ACCUSED.name,
        happened="Det har pågått sedan i våras. Kommentarer om min kropp inför andra, och i juni höll han fast mig vid "
        "bilen efter mötet. Två till såg det. Jag har sparat meddelandena.",
        safe_now=SafeNow.YES,
        needs="Att slippa sitta i samma rum.",
    )
    async with staged.ago(timedelta(days=16)):
        case_id = await received(staged, report, code=new_receipt_code())
    case = WorkedCase(staged.db, case_id, officer, case_hooks())
    async with staged.ago(timedelta(days=15, hours=23, minutes=48)):
        await case.acknowledge()
        await case.done("SOI-01", "Träffades samma kväll. Hon orkar berätta men vill att få vet.")
        await case.done("SOI-02", "Bara säkerhetsansvariga läser. Andra får veta att något har hänt.")
        await case.answer(involve_chair=True, involve_group_leader=False, name_to_group=False)
        await case.done("SOI-03a", "Berättat att något har hänt inom föreningen.", with_name=False)
        await case.done("SOI-04a", "Förbundet vet, utan namn.", with_name=False)
        await case.move(Stage.ASSESSING)
        first = await meetings.call(case, MeetingKind.TRIAGE)
    async with staged.ago(timedelta(days=15)):
        await case.contact_person(staged.id_of(cast.CONTACT_PERSON))
        await case.confirm_accused(staged.id_of(cast.ACCUSED))
        await meetings.hold_first(
            case,
            first,
            present=[staged.id_of(cast.OFFICER), staged.id_of(cast.CHAIR)],
            phase=Phase.KNOWN,
            words="Det är allvarligt. Två kartlägger. Ingen hör av sig till henne utom kontaktpersonen.",
        )
        investigators = [staged.id_of(cast.OFFICER), staged.id_of(cast.VICE_CHAIR)]
        await appointing.appoint_investigators(staged.db, await case.held(), investigators)
        await case.time_out(staged.id_of(cast.ACCUSED))
    await map_what_happened(staged, case, lead=await staged.actor(cast.VICE_CHAIR))
    async with staged.ago(timedelta(days=4)):
        await _decide_in_the_board(staged, case, chair)
        await case.assess("KNO-06a", is_yes=False, reason="Hon vill vänta med polisanmälan.")
    return case.by(chair)


async def _decide_in_the_board(staged: Staged, case: WorkedCase, chair: Actor) -> None:
    """Five of the board have no part in it; four came. Its leader has approved the minutes, and one more is to."""
    accused = staged.id_of(cast.ACCUSED)
    meeting = meetings.BoardMeeting(case, await meetings.call(case, MeetingKind.DECISION))
    present = [staged.id_of(who) for who in (cast.CHAIR, cast.VICE_CHAIR, cast.CONTACT_PERSON, cast.OTHERS[0])]
    await meeting.open(present=[*present, staged.id_of(cast.OFFICER)], led_by=present[0])
    await meeting.note(AgendaTopic.CONCLUSION, "De som kartlagt redogjorde. Styrelsen ställde frågor.")
    for topic, kind, text, numbers in (
        (
            AgendaTopic.ASSIGNMENTS,
            DecisionKind.LEAVE_ASSIGNMENTS,
            "Han ska lämna alla sina uppdrag genast. Det som hänt går inte ihop med att företräda oss.",
            (4, 0, 0),
        ),
        (
            AgendaTopic.EXCLUSION,
            DecisionKind.NO_EXCLUSION,
            "Vi väntar med den frågan tills gruppen har sagt sitt.",
            (3, 1, 0),
        ),
        (
            AgendaTopic.CONFIDENCE,
            DecisionKind.RAISE_CONFIDENCE,
            "Gruppen kallas till en sluten omröstning. Ordföranden redogör.",
            (4, 0, 0),
        ),
    ):
        await meeting.decide(topic, kind, text, about=accused, numbers=numbers)
    await meeting.approve(case.by(chair))
