"""Three tellers: their keys before the lock, their word after it, and two of them who open together."""

import secrets
from collections.abc import Awaitable, Callable, Sequence

from tests.support.story.council import LedVote
from tests.support.story.telling import Someone
from tests.support.tellers import SEED_BYTES, keys_from_seed
from tests.support.telling import TellerAtWork

THRESHOLD = 2

Look = Callable[[str, LedVote, list[TellerAtWork]], Awaitable[object]]
"""Asked whenever a vote has come to another state, with its name, and the tellers' pages that there are by then."""


async def appoint(vote: LedVote, people: Sequence[Someone]) -> list[TellerAtWork]:
    """Named by whoever leads; each makes keys that no server has ever held. Numbered in the manifest's order."""
    chair, named = vote.chair, [someone.person_id for someone in people]
    about_oneself = [vote.association.group[vote.concerns], *named[1:]]
    seen = await chair.get(vote.path)
    await chair.put(
        f"{vote.path}/tellers", {"person_ids": about_oneself, "threshold": THRESHOLD}, seen=seen, expect=422
    )
    await chair.put(f"{vote.path}/tellers", {"person_ids": named, "threshold": THRESHOLD}, seen=seen)
    early = await vote.lead("lock", expect=409)
    vote.story.require(that="nothing is locked before their keys are there", holds=early["code"] == "tellers-not-ready")
    pages = []
    for someone in people:
        seed = secrets.token_bytes(SEED_BYTES)
        vote.story.keep_secret("teller's paper", seed.hex())
        page = TellerAtWork(someone.client, vote.vote_id, keys_from_seed(vote.vote_id, seed))
        await page.give_keys()
        pages.append(page)
    vote.story.say(f"{len(pages)} tellers, any {THRESHOLD} of them open; each made a key of their own")
    return pages


async def confirm(vote: LedVote, pages: list[TellerAtWork]) -> list[TellerAtWork]:
    """Each finds their keys in what was locked; gives them in the manifest's order."""
    for page in pages:
        await page.confirm()
    numbers = [await page.number() for page in pages]
    vote.story.require(that="the manifest holds the keys of all", holds=sorted(numbers) == list(range(len(pages))))
    told = await pages[0].told()
    confirmed = [line["has_confirmed"] for line in told["tellers"]]
    vote.story.require(that="everyone's word is there", holds=confirmed == [True] * len(pages))
    vote.story.say("each found their key in the locked manifest")
    return [page for _, page in sorted(zip(numbers, pages, strict=True), key=lambda pair: pair[0])]


async def nobody_looks(_state: str, _vote: LedVote, _pages: list[TellerAtWork]) -> None:
    pass


async def open_together(vote: LedVote, pages: list[TellerAtWork], *, look: Look = nobody_looks) -> None:
    """The first and the last; the one between them never comes. Alone, nobody opens anything."""
    story, (first, *_, last) = vote.story, pages

    async def box_is_theirs() -> bool | None:
        return True if (await first.get("box")).status_code == 200 else None

    await story.wait_for("the end of the check window", box_is_theirs)
    by_itself = await vote.lead("certification", expect=409)
    story.require(that="the server cannot open it", holds=by_itself["code"] == "tellers-open")
    story.require(that="it is still closed", holds=(await vote.read())["status"] == "closed")
    leader = await vote.chair.client.get(f"/api/v1{vote.path}/tellers/me/box")
    story.require(that="whoever leads gets no box", holds=leader.status_code == 403)
    await first.send()
    chosen, packages = await first.received()
    story.require(that="one teller alone is given no share", holds=(chosen, packages) == ([], []))
    await last.send()
    await look("shares sent", vote, pages)
    bodies = [await page.counted() for page in (first, last)]
    story.require(that="both count the same, byte for byte", holds=bodies[0].to_bytes() == bodies[1].to_bytes())
    story.require(that="it says who opened", holds=list(bodies[0].opened_by) == [0, len(pages) - 1])
    alone = await first.sign(bodies[0])
    story.require(that="one signature certifies nothing", holds=not alone["is_certified"])
    await look("one has signed", vote, pages)
    both = await last.sign(bodies[1])
    story.require(that="the second one does", holds=both["is_certified"] and not both["counts_differ"])
    story.say(f"tellers 1 and {len(pages)} opened together, counted the same and signed; teller 2 never came")
