"""Versions, wraps and holders. Who may hold what is decided above (cases, conflicts); this room only keeps keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, delete, func, or_, update
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from app.core import clock
from app.core.database import Session
from app.core.errors import DomainError
from app.core.ids import new_id
from app.core.rows import insert_rows, table_of
from app.vault.crypto import KeyPair, place, seal_to
from app.vault.models import Compartment, CompartmentVersion, HolderKind, KeyHolder, KeyWrap, Standing


class KeyNotHeld(DomainError):
    """The grant is there but the key is not: signed in without the vault's cookie, or waiting to be let in."""

    code = "key-not-held"
    status = 403
    title = "Your key to this is not at hand. Sign in again, or ask someone who holds it to let you in."


@dataclass(frozen=True)
class Holder:
    id: UUID
    public_key: bytes


@dataclass(frozen=True)
class Version:
    """What is needed to seal: anyone may."""

    id: UUID
    public_key: bytes


@dataclass(frozen=True)
class OpenVersion:
    """A version whose key is at hand, for the length of one request."""

    id: UUID
    keys: KeyPair

    def seal(self, text: str, *, table: str, row: UUID, field: str) -> bytes:
        return self.keys.seal(text.encode(), context=place(table, row, field, version=self.id))

    def open(self, sealed: bytes, *, table: str, row: UUID, field: str) -> str:
        return self.keys.open(sealed, context=place(table, row, field, version=self.id)).decode()


def seal(version: Version, text: str, *, table: str, row: UUID, field: str) -> bytes:
    return seal_to(version.public_key, text.encode(), context=place(table, row, field, version=version.id))


def add_holder(db: Session, *, kind: HolderKind, public_key: bytes) -> Holder:
    row = KeyHolder(kind=kind, public_key=public_key, created_at=clock.now())
    db.add(row)
    return Holder(row.id, public_key)


async def add_known_holder(db: Session, holder: Holder, *, kind: HolderKind) -> None:
    """One whose key pair was made, or derived, before the transaction."""
    row = {"id": holder.id, "kind": kind, "public_key": holder.public_key, "created_at": clock.now()}
    await insert_rows(db, KeyHolder, [row])


async def retire_holder(db: Session, holder_id: UUID) -> None:
    """Nothing more is wrapped to this key. What was wrapped stays, and opens nothing without its private part."""
    await db.exec(update(KeyHolder).where(col(KeyHolder.id) == holder_id).values(retired_at=clock.now()))


async def holders(db: Session, ids: Iterable[UUID]) -> list[Holder]:
    """Those of `ids` that can still be wrapped to."""
    wanted = list(ids)
    if not wanted:
        return []
    rows = await db.exec(
        select(KeyHolder.id, KeyHolder.public_key).where(
            col(KeyHolder.id).in_(wanted), col(KeyHolder.retired_at).is_(None)
        )
    )
    return [Holder(*row) for row in rows.all()]


async def holders_of_kind(db: Session, kind: HolderKind) -> list[Holder]:
    """All of a kind that can still be wrapped to."""
    rows = await db.exec(
        select(KeyHolder.id, KeyHolder.public_key).where(KeyHolder.kind == kind, col(KeyHolder.retired_at).is_(None))
    )
    return [Holder(*row) for row in rows.all()]


# Built once: putting a statement together takes longer than the database takes to run it.
_HOLDERS = table_of(KeyHolder)
_HOLDERS_AND_RECOVERY = (
    select_columns(_HOLDERS.c.id, _HOLDERS.c.public_key, _HOLDERS.c.kind)
    .where(or_(_HOLDERS.c.id.in_(bindparam("ids", expanding=True)), _HOLDERS.c.kind == HolderKind.RECOVERY))
    .where(_HOLDERS.c.retired_at.is_(None))
    .order_by(_HOLDERS.c.created_at.desc())
)


async def holders_and_recovery(db: Session, ids: Iterable[UUID]) -> tuple[list[Holder], Holder | None]:
    """`holders` and `recovery_holder` in one question, for whoever asks both."""
    wanted: list[Holder] = []
    recovery: list[Holder] = []
    for holder_id, public_key, kind in await (await db.connection()).execute(_HOLDERS_AND_RECOVERY, {"ids": [*ids]}):
        (recovery if kind is HolderKind.RECOVERY else wanted).append(Holder(holder_id, public_key))
    return wanted, recovery[0] if recovery else None


async def recovery_holder(db: Session) -> Holder | None:
    """The association's recovery key in force: the newest that was not retired."""
    row = (
        await db.exec(
            select(KeyHolder.id, KeyHolder.public_key)
            .where(KeyHolder.kind == HolderKind.RECOVERY, col(KeyHolder.retired_at).is_(None))
            .order_by(col(KeyHolder.created_at).desc())
            .limit(1)
        )
    ).first()
    return Holder(*row) if row else None


@dataclass(frozen=True)
class PreparedVersion:
    """A new version with its wraps, made before the transaction: the cryptography holds no lock."""

    id: UUID
    public_key: bytes
    wraps: tuple[tuple[UUID, Standing, bytes], ...]

    @property
    def version(self) -> Version:
        return Version(self.id, self.public_key)


def prepare_version(*, active: Sequence[Holder], standby: Sequence[Holder]) -> PreparedVersion:
    """Make a key pair and wrap its seed to each holder, once each; who is both is active."""
    pair = KeyPair.generate()
    version_id = new_id()
    standings = {holder.id: (holder, Standing.STANDBY) for holder in standby}
    standings |= {holder.id: (holder, Standing.ACTIVE) for holder in active}
    wraps = tuple(
        (holder.id, standing, _wrap(pair.seed, version_id=version_id, holder=holder))
        for holder, standing in standings.values()
    )
    return PreparedVersion(version_id, pair.public_key, wraps)


def _wrap(seed: bytes, *, version_id: UUID, holder: Holder) -> bytes:
    return seal_to(holder.public_key, seed, context=place("key_wrap", holder.id, "seed", version=version_id))


async def add_compartments(db: Session, *, case_id: UUID, first: Sequence[tuple[str, PreparedVersion]]) -> None:
    """All of a new case's, by name, in three statements."""
    numbered = [(new_id(), 1, prepared) for _, prepared in first]
    rows = [
        {"id": compartment_id, "case_id": case_id, "name": name}
        for (name, _), (compartment_id, _, _) in zip(first, numbered, strict=True)
    ]
    await insert_rows(db, Compartment, rows)
    await _add_versions(db, numbered)


async def replace_version(db: Session, *, case_id: UUID, name: str, prepared: PreparedVersion) -> Version:
    """From now on seal to a new key. What the old one sealed is not sealed anew: what was read cannot be unread."""
    compartment_id = (
        await db.exec(
            select(Compartment.id).where(Compartment.case_id == case_id, Compartment.name == name).with_for_update()
        )
    ).one()
    newest = (
        await db.exec(
            select(func.max(CompartmentVersion.number)).where(CompartmentVersion.compartment_id == compartment_id)
        )
    ).one()
    await _add_versions(db, [(compartment_id, newest + 1, prepared)])
    return prepared.version


async def _add_versions(db: Session, numbered: Sequence[tuple[UUID, int, PreparedVersion]]) -> None:
    """Versions of compartments that are there, each with its number and its wraps."""
    now = clock.now()
    versions = [
        {
            "id": prepared.id,
            "compartment_id": compartment_id,
            "number": number,
            "public_key": prepared.public_key,
            "created_at": now,
        }
        for compartment_id, number, prepared in numbered
    ]
    wraps = [
        {"tag": _tag(db, prepared.id, holder_id), "version_id": prepared.id, "standing": standing, "sealed_seed": seed}
        for _, _, prepared in numbered
        for holder_id, standing, seed in prepared.wraps
    ]
    await insert_rows(db, CompartmentVersion, versions)
    await insert_rows(db, KeyWrap, wraps)


def _tag(db: Session, version_id: UUID, holder_id: UUID) -> str:
    return db.keys.keyed_hash("wrap", version_id, holder_id)


async def newest_versions(db: Session, *, case_id: UUID) -> Mapping[str, Version]:
    """What to seal to, by compartment name."""
    rows = await db.exec(
        select(Compartment.name, CompartmentVersion.id, CompartmentVersion.public_key)
        .join(CompartmentVersion, col(CompartmentVersion.compartment_id) == col(Compartment.id))
        .where(Compartment.case_id == case_id)
        .order_by(col(CompartmentVersion.number))
    )
    return {name: Version(version_id, public_key) for name, version_id, public_key in rows.all()}


async def version(db: Session, version_id: UUID) -> Version:
    """One that is there, new or old."""
    question = select(CompartmentVersion.public_key).where(CompartmentVersion.id == version_id)
    return Version(version_id, (await db.exec(question)).one())


async def version_ids(db: Session, *, case_id: UUID, names: Iterable[str]) -> list[UUID]:
    """Every version, old and new, of the named compartments."""
    rows = await db.exec(
        select(CompartmentVersion.id)
        .join(Compartment, col(Compartment.id) == col(CompartmentVersion.compartment_id))
        .where(Compartment.case_id == case_id, col(Compartment.name).in_(list(names)))
        .order_by(col(CompartmentVersion.number))
    )
    return list(rows.all())


async def names_wrapped_to(db: Session, *, case_id: UUID, holder_id: UUID) -> set[str]:
    """The compartments of which a holder has a wrap of any version, standing by or not."""
    rows = (
        await db.exec(
            select(Compartment.name, CompartmentVersion.id)
            .join(CompartmentVersion, col(CompartmentVersion.compartment_id) == col(Compartment.id))
            .where(Compartment.case_id == case_id)
        )
    ).all()
    names = {_tag(db, version_id, holder_id): name for name, version_id in rows}
    held = await db.exec(select(KeyWrap.tag).where(col(KeyWrap.tag).in_(list(names))))
    return {names[tag] for tag in held.all()}


async def open_versions(
    db: Session, ids: Iterable[UUID], *, holder_id: UUID | None, seed: bytes | None
) -> dict[UUID, OpenVersion]:
    """Unwrap each version that this holder has an active wrap for; those that are missing are left out."""
    if holder_id is None or seed is None:
        return {}
    return await _unwrapped(db, ids, holder_id=holder_id, keys=KeyPair(seed), standing=Standing.ACTIVE)


async def open_reserve(db: Session, ids: Iterable[UUID], *, reserve: Holder, keys: KeyPair) -> dict[UUID, OpenVersion]:
    """Unwrap with the association's recovery key: the one use of a standby wrap as it stands."""
    return await _unwrapped(db, ids, holder_id=reserve.id, keys=keys, standing=Standing.STANDBY)


async def _unwrapped(
    db: Session, ids: Iterable[UUID], *, holder_id: UUID, keys: KeyPair, standing: Standing
) -> dict[UUID, OpenVersion]:
    by_tag = {_tag(db, version_id, holder_id): version_id for version_id in set(ids)}
    if not by_tag:
        return {}
    rows = await db.exec(
        select(KeyWrap.tag, KeyWrap.sealed_seed).where(col(KeyWrap.tag).in_(list(by_tag)), KeyWrap.standing == standing)
    )
    opened = {}
    for tag, sealed in rows.all():
        version_id = by_tag[tag]
        raw = keys.open(sealed, context=place("key_wrap", holder_id, "seed", version=version_id))
        opened[version_id] = OpenVersion(version_id, KeyPair(raw))
    return opened


async def activate(db: Session, ids: Iterable[UUID], *, holder_id: UUID) -> None:
    """A grant was given: the holder's standby wraps of these versions now open."""
    await _set_standing(db, ids, holder_id=holder_id, standing=Standing.ACTIVE)


async def stand_by(db: Session, ids: Iterable[UUID], *, holder_id: UUID) -> None:
    """A grant ended but the holder stays in the line of succession."""
    await _set_standing(db, ids, holder_id=holder_id, standing=Standing.STANDBY)


async def _set_standing(db: Session, ids: Iterable[UUID], *, holder_id: UUID, standing: Standing) -> None:
    tags = [_tag(db, version_id, holder_id) for version_id in ids]
    await db.exec(update(KeyWrap).where(col(KeyWrap.tag).in_(tags)).values(standing=standing))


async def take_wraps(db: Session, ids: Iterable[UUID], *, holder_id: UUID) -> None:
    """A bar: the holder's wraps are gone, standby ones too."""
    tags = [_tag(db, version_id, holder_id) for version_id in ids]
    await db.exec(delete(KeyWrap).where(col(KeyWrap.tag).in_(tags)))


async def share(db: Session, opened: Iterable[OpenVersion], *, to: Holder, standing: Standing) -> None:
    """Someone who can open lets another holder in, also to older versions."""
    versions = {version.id: version for version in opened}
    tags = {_tag(db, version_id, to.id): version_id for version_id in versions}
    held = (await db.exec(select(KeyWrap).where(col(KeyWrap.tag).in_(list(tags))))).all()
    for wrap in held:
        wrap.standing = standing
    for tag in tags.keys() - {wrap.tag for wrap in held}:
        version = versions[tags[tag]]
        sealed = _wrap(version.keys.seed, version_id=version.id, holder=to)
        db.add(KeyWrap(tag=tag, version_id=version.id, standing=standing, sealed_seed=sealed))


async def holds_all(db: Session, ids: Iterable[UUID], *, holder_id: UUID) -> bool:
    """Whether the holder has an active wrap of every one of these versions."""
    tags = {_tag(db, version_id, holder_id) for version_id in ids}
    held = await db.exec(
        select(func.count())
        .select_from(KeyWrap)
        .where(col(KeyWrap.tag).in_(list(tags)), KeyWrap.standing == Standing.ACTIVE)
    )
    return held.one() == len(tags)


RENEWED_AT_ONCE = 200
"""Versions taken in one query: both databases bound the number of values in one."""


async def renew_recovery(db: Session, *, reserve: Holder, keys: KeyPair) -> KeyPair:
    """A new recovery key in the old one's place, over everything that the old one opened. Gives the new pair.

    The old one opens nothing afterwards: its wraps are gone, and the papers it stands on are waste.
    """
    fresh = KeyPair.generate()
    successor = add_holder(db, kind=HolderKind.RECOVERY, public_key=fresh.public_key)
    every = list((await db.exec(select(CompartmentVersion.id))).all())
    for first in range(0, len(every), RENEWED_AT_ONCE):
        some = every[first : first + RENEWED_AT_ONCE]
        opened = await open_reserve(db, some, reserve=reserve, keys=keys)
        await share(db, opened.values(), to=successor, standing=Standing.STANDBY)
        await take_wraps(db, some, holder_id=reserve.id)
    await retire_holder(db, reserve.id)
    return fresh
