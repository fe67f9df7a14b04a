"""A vote does what the policy that it pins says, not what the standard one does."""

from datetime import datetime, timedelta

import pytest

from app.access.rules import Office
from app.core import clock
from app.votes.manifest import Manifest
from app.votes.rules import Choice
from app.votes.verification import verify_bulletin
from tests.support.own_policy import PolicyOf
from tests.support.voting import Assemble

pytestmark = pytest.mark.anyio


async def test_the_policy_says_below_how_many_envelopes_none_is_opened_and_the_group_is_warned(
    assemble: Assemble, policy_with: PolicyOf
) -> None:
    assembly = await assemble(7)
    policy_with({"fewest_envelopes: 5": "fewest_envelopes: 7", "warn_below: 10": "warn_below: 7"})
    pages = await assembly.until_open(held="in_a_room")
    told = await assembly.read()
    assert (told["fewest_envelopes"], told["warnings"]) == (7, [])
    assert Manifest.from_bytes(told["manifest"].encode()).fewest_envelopes == 7
    for page in pages[:6]:
        assert (await page.cast(Choice.AGAINST)).status_code == 200
    result = await assembly.close_and_count()
    assert (result["outcome"], result["against"]) == ("inquorate", None)
    bulletin = (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")).content
    assert verify_bulletin(bulletin).problems == ()


async def test_with_as_many_envelopes_as_the_policy_asks_for_they_are_opened(
    assemble: Assemble, policy_with: PolicyOf
) -> None:
    assembly = await assemble(7)
    policy_with({"fewest_envelopes: 5": "fewest_envelopes: 7", "warn_below: 10": "warn_below: 8"})
    pages = await assembly.until_open(held="in_a_room")
    assert (await assembly.read())["warnings"] == ["small_group"]
    for page in pages:
        assert (await page.cast(Choice.AGAINST)).status_code == 200
    assert (await assembly.close_and_count())["against"] == 7


async def test_whoever_leads_is_told_before_the_lock_what_the_group_would_be_told(
    assemble: Assemble, policy_with: PolicyOf
) -> None:
    assembly = await assemble(7)
    policy_with({"fewest_envelopes: 5": "fewest_envelopes: 8", "warn_below: 10": "warn_below: 8"})
    await assembly.raise_vote()
    assert (await assembly.read())["warnings"] == ["small_group", "too_few_to_open"]
    officer = await assembly.as_actor(Office.SECURITY_OFFICER)
    assert (await assembly.read(officer))["warnings"] == [], "nor is how many there would be"


@pytest.mark.policy("REE-04")
async def test_a_consultation_is_convened_without_a_hearing_and_a_confidence_question_is_not(
    assemble: Assemble,
) -> None:
    assembly = await assemble(2)
    await assembly.raise_vote(kind="consultation")
    await assembly.set_times()
    await assembly.lock()
    assert (await assembly.read())["hearing"] is None
    await assembly.raise_vote()
    wish = {"held": "in_a_room", "closes_at": "2999-01-01T00:00:00Z"}
    assert (await assembly.lead("convening", wish, expect=409))["code"] == "vote-transition-not-allowed"


@pytest.mark.policy("CGR-01")
@pytest.mark.parametrize("days", [14, 3])
async def test_the_time_to_be_heard_has_not_run_out_before_the_policy_says_so(
    assemble: Assemble, policy_with: PolicyOf, days: int
) -> None:
    assembly = await assemble(2)
    policy_with({"accused_statement: 14d": f"accused_statement: {days}d"})
    await assembly.raise_vote()
    told = await assembly.read()
    given = datetime.fromisoformat(told["statement_ends_at"]) - datetime.fromisoformat(told["raised_at"])
    assert given == timedelta(days=days)
    ran_out = {"outcome": "time_ran_out", "note": "No answer"}
    with clock.turned(timedelta(days=days, minutes=-1)):
        assert (await assembly.lead("hearing", ran_out, expect=409))["code"] == "statement-time-not-over"
    with clock.turned(timedelta(days=days, minutes=1)):
        assert (await assembly.lead("hearing", ran_out))["status"] == "hearing"


async def test_whoever_declines_to_be_heard_need_not_wait(assemble: Assemble) -> None:
    assembly = await assemble(2)
    await assembly.raise_vote()
    assert (await assembly.lead("hearing", {"outcome": "declined", "note": "By mail"}))["status"] == "hearing"
