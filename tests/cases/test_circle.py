"""What a case's own policy lets be chosen in it, and how its log calls things."""

import pytest

from app.access.rules import CaseRole
from app.core.database import Database
from app.policy.terms import Category
from tests.support.actors import Actors
from tests.support.cases import staffed
from tests.support.steps import done

pytestmark = pytest.mark.anyio


@pytest.mark.policy("SOI-02")
async def test_whoever_waits_for_a_consent_is_shown_with_the_question_until_it_is_given(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL)

    async def question_of(holder: str) -> object:
        openings = (await case.officer.get(f"{case.path}/people")).json()["openings"]
        return next(each["consent_question"] for each in openings if each["holder"] == holder)

    assert await question_of("vice_chair") is not None
    await case.affected.post(f"{case.path}/consents", json={"question": "involve_vice_chair", "is_given": True})
    assert await question_of("vice_chair") is None
    assert await question_of("group_leader") is not None


@pytest.mark.policy("ORG-04", "CON-01")
async def test_nobody_is_let_in_as_the_accused_or_as_the_council_group(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL, others=[CaseRole.CONTACT_PERSON])
    openings = (await case.officer.get(f"{case.path}/people")).json()["openings"]
    assert {"accused", "affected", "group_member", "reporter"}.isdisjoint(each["role"] for each in openings)
    assert openings
    assert (await case.contact_person.get(f"{case.path}/people")).json()["openings"] == []


@pytest.mark.policy("SOM-04")
async def test_the_municipal_list_of_who_may_be_told_is_closed_and_the_federation_is_not_on_it(
    database: Database, as_actor: Actors
) -> None:
    case = await staffed(database, as_actor, category=Category.MUNICIPAL)
    told = (await case.officer.get(f"{case.path}/disclosures")).json()["recipients"]
    by_code = {each["recipient"]: each for each in told}
    assert "federation" not in by_code
    assert by_code["board"]["is_allowed"]
    assert not by_code["council_group"]["is_allowed"]
    assert by_code["council_group"]["consent_question"]["sv"]
    assert (await case.affected.get(f"{case.path}/disclosures")).json()["recipients"] == []


async def test_an_answer_that_was_taken_back_is_called_so(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, category=Category.MUNICIPAL)
    answers = []
    for is_given in (False, True, False):
        body = {"question": "tell_council_group", "is_given": is_given}
        answers.append((await case.officer.post(f"{case.path}/consents", json=body)).json())
    assert [each["is_withdrawn"] for each in answers] == [False, False, True]
    listed = (await case.officer.get(f"{case.path}/consents")).json()["items"]
    assert answers[-1] in listed
    assert answers[-1]["recorded_by"]["person_id"] == str(case.members["officer"].person_id)


async def test_the_log_says_in_the_policys_words_what_each_line_is_about(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    finished = await done(case, case.officer, "SOP-03a", with_name=False)
    await case.officer.put(f"{case.path}/facts/committee_concerned", json={"is_true": True})
    (question,) = [
        each["question"]
        for each in (await case.officer.get(f"{case.path}/facts")).json()["items"]
        if each["condition"] == "committee_concerned"
    ]
    log = (await case.officer.get(f"{case.path}/log")).json()["items"]
    about = {each["kind"]: each["about"] for each in log}
    assert about["step-done"] == finished["title"]
    assert about["fact-recorded"] == question
    assert about["disclosed"]["sv"] == "Förbundet"
    assert about["reported"] is None
