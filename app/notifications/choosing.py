"""How somebody wants to be told: what they chose, and what leads to them."""

from sqlmodel import col, select

from app.audit import service as audit
from app.core.database import Session
from app.core.errors import InvalidInput
from app.notifications.models import NoticeChoice
from app.notifications.rules import Channel, Choice, QuietHours, Reach, choice_of_nobody, is_bearable
from app.people.service import PersonFacts


async def choice_of(db: Session, person: PersonFacts, *, default_quiet: QuietHours | None) -> Choice:
    row = (await db.exec(select(NoticeChoice).where(col(NoticeChoice.person_id) == person.id))).first()
    if row is None:
        return choice_of_nobody(default_quiet)
    quiet = None
    if row.quiet_begins is not None and row.quiet_ends is not None:
        quiet = QuietHours(row.quiet_begins, row.quiet_ends)
    return Choice(ordinary=_channels(row.ordinary), alarms=_channels(row.alarms), quiet=quiet)


def _channels(words: str) -> frozenset[Channel]:
    return frozenset(Channel(word) for word in words.split(",") if word)


def _words(channels: frozenset[Channel]) -> str:
    return ",".join(sorted(channel.value for channel in channels))


def reach_of(person: PersonFacts, *, sends_texts: bool) -> Reach:
    mail = {Channel.MAIL} if person.email else set()
    number = {Channel.SMS} if person.telephone and sends_texts else set()
    tried = mail | (number if person.is_telephone_verified else set())
    return Reach(tried=frozenset(tried), untried=frozenset(number - tried))


async def choose(db: Session, person: PersonFacts, chosen: Choice, *, sends_texts: bool) -> None:
    """Raises InvalidInput: an alarm goes by some way, and a text message to a number that was tried. Source: ORG-06."""
    wrong = []
    if not chosen.alarms:
        wrong.append(("body.alarms", "choose-one"))
    tried = reach_of(person, sends_texts=sends_texts).tried
    wrong += [
        (f"body.{name}", "no-tried-telephone")
        for name, channels in (("ordinary", chosen.ordinary), ("alarms", chosen.alarms))
        if Channel.SMS in channels and Channel.SMS not in tried
    ]
    if chosen.quiet is not None and not is_bearable(chosen.quiet):
        wrong.append(("body.quiet", "quiet-too-long"))
    if wrong:
        raise InvalidInput(fields=wrong)
    row = await db.get(NoticeChoice, person.id)
    if row is None:
        row = NoticeChoice(person_id=person.id, ordinary="", alarms="")
        db.add(row)
    row.ordinary, row.alarms = _words(chosen.ordinary), _words(chosen.alarms)
    row.quiet_begins = chosen.quiet.begins if chosen.quiet else None
    row.quiet_ends = chosen.quiet.ends if chosen.quiet else None
    await db.flush()
    audit.record(db, "notices-chosen", actor=person.tag, subject=person.tag)
