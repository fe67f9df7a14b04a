"""The chapters in order: from a report at night to a certified vote that opens an exclusion case, and one that does not."""

from collections.abc import Sequence

from app.votes.rules import Choice
from tests.support.story import council, founding, matter, tellers
from tests.support.story.cast import Cast
from tests.support.story.council import LedVote
from tests.support.story.founding import Association
from tests.support.story.installation import Installation
from tests.support.story.matter import Matter
from tests.support.story.telling import Someone, Story
from tests.support.telling import TellerAtWork


async def from_founding_to_plan(story: Story, installation: Installation, cast: Cast) -> tuple[Association, Matter]:
    """The server runs when this returns."""
    tokens = founding.found(story, installation, cast)
    installation.start()
    association = await founding.gather_people(story, tokens, cast)
    case = await matter.report(story, association)
    await matter.acknowledge(story, association, case)
    await matter.work_plan(story, association, case)
    await matter.name_accused(story, association, case)
    return association, case


async def until_open(
    story: Story,
    association: Association,
    *,
    concerns: str,
    case: str | None = None,
    counted_by: Sequence[Someone] = (),
    look: tellers.Look = tellers.nobody_looks,
) -> tuple[LedVote, list[TellerAtWork]]:
    """Raised, heard, convened, locked, summoned, drawn; `look` is asked after each of these."""
    pages: list[TellerAtWork] = []
    vote = await council.raise_vote(story, association, concerns=concerns, case=case)
    await look("raised", vote, pages)
    await council.convene(vote)
    if counted_by:
        pages = await tellers.appoint(vote, counted_by)
    await look("convened", vote, pages)
    await council.lock(vote)
    if counted_by:
        pages = await tellers.confirm(vote, pages)
    await look("locked", vote, pages)
    await council.summon(vote)
    await look("summoned", vote, pages)
    await council.draw(vote)
    await look("open", vote, pages)
    return vote, pages


async def denied(
    story: Story, installation: Installation, association: Association, case: Matter, *, against: int
) -> LedVote:
    """The accused's vote up to its check window; the server is restarted in the midst of it, and once more."""
    story.chapter("The question of confidence")
    vote, _ = await until_open(story, association, concerns=association.cast.accused, case=case.case_id)
    await council.is_hidden_from_whom_it_concerns(vote, association.accused)
    story.say("for whom it concerns there is no such vote")
    choices = [Choice.AGAINST] * against + [Choice.FOR] * (len(vote.pages) - against)
    half = len(choices) // 2
    await council.cast(vote, choices[:half])
    installation.restart()
    story.say(f"{half} have cast; the server was stopped and started")
    await council.cast(vote, choices[half:], start=half)
    installation.restart()
    story.say(f"all {len(choices)} have cast; the server was stopped and started once more")
    await council.close(vote)
    return vote


async def retained(
    story: Story, association: Association, *, concerns: str, against: int
) -> tuple[LedVote, list[TellerAtWork]]:
    """The same question about someone else, with tellers and one ballot short, up to its check window."""
    story.chapter("The same question about somebody else, with tellers")
    three = (association.officer, association.second_officer, association.contact_person)
    vote, pages = await until_open(story, association, concerns=concerns, counted_by=three)
    await council.cast(vote, [Choice.AGAINST] * against + [Choice.FOR] * (len(vote.pages) - against))
    await council.close(vote)
    return vote, pages


async def tell_whole(story: Story, installation: Installation, cast: Cast) -> None:
    """Two thirds of the roll deny confidence in the accused; one fewer does not in someone else."""
    association, case = await from_founding_to_plan(story, installation, cast)
    roll = cast.group - 1
    enough = -(-2 * roll // 3)
    first = await denied(story, installation, association, case, against=enough)
    other = list(association.group)[2]
    second, pages = await retained(story, association, concerns=other, against=enough - 1)

    story.chapter("The results")
    await council.await_result(first, against=enough, for_=roll - enough, outcome="no_confidence")
    [opened] = await council.exclusion_cases(association)
    story.require(that="the exclusion case is of that vote", holds=opened["vote_id"] == first.vote_id)
    story.require(that="it is the mandatory one", holds=opened["ground"] == "mandatory_after_no_confidence")
    story.require(that="and of that case", holds=opened["case_id"] == case.case_id)
    plan = matter.Plan(case, association.officer)
    done = [(await plan.step(code))["state"] for code in ("KNO-08", "KNO-09")]
    story.require(that=f"the plan knows of both: {done}", holds=done == ["done", "done"])
    story.say("one exclusion case was opened with the result, and the case's plan knows of both")
    await tellers.open_together(second, pages)
    await council.await_result(second, against=enough - 1, for_=roll - enough + 1, outcome="confidence_retained")
    again = [await first.chair.post(f"{vote.path}/certification") for vote in (first, second)]
    story.require(that="certifying once more changes nothing", holds=all(each.json()["result"] for each in again))
    story.require(that="there is one exclusion case", holds=await council.exclusion_cases(association) == [opened])
    story.say("certified once more, to no effect: there is still one exclusion case, and none about the second person")
