"""An association that is there already: rows instead of the operator's commands, for a story about something else."""

from datetime import timedelta

from app.access.actor import SYSTEM
from app.access.rules import Office
from app.auth import service as auth
from app.core.database import Database
from tests.support.factories import a_person, a_term, an_association
from tests.support.story.cast import Cast
from tests.support.story.founding import Association, accept, address_of
from tests.support.story.installation import Installation
from tests.support.story.telling import Story


async def settle(story: Story, installation: Installation, cast: Cast) -> Association:
    """Chair, officers and a board member have accounts, and so has one of the group; the server runs afterwards."""
    database = Database(installation.database_url, keys=installation.keys)
    offices = {
        cast.chair: Office.CHAIR,
        cast.officer: Office.SECURITY_OFFICER,
        cast.second_officer: Office.SECURITY_OFFICER,
        cast.contact_person: Office.BOARD_MEMBER,
    }
    tokens: dict[str, str] = {}
    group: dict[str, str] = {}
    async with database.writing() as db:
        await an_association(db)
        for number, name in enumerate([*offices, *cast.group_names()]):
            in_group = Office.COUNCIL_MEMBER if number < len(offices) + cast.members else Office.COUNCIL_SUBSTITUTE
            person = await a_person(db, name=name, email=address_of(name))
            await a_term(db, offices.get(name, in_group), person=person)
            if name not in offices:
                group[name] = str(person.id)
            if name in offices or name == cast.accused or len(group) == 2:
                invited = await auth.make_link(db, person.id, by=SYSTEM.tag, lasts=timedelta(days=7))
                tokens.setdefault(name, invited.token)
    await database.close()
    installation.start()
    there = {name: await accept(story, name, token) for name, token in tokens.items()}
    return Association(
        cast=cast,
        administrator=there[cast.chair],
        chair=there[cast.chair],
        officer=there[cast.officer],
        second_officer=there[cast.second_officer],
        contact_person=there[cast.contact_person],
        accused=there[cast.accused],
        voter=there[list(group)[1]],
        group=group,
    )
