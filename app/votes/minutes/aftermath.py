"""What minutes say of what came after the result: complaints, that it fell, and whether it can be recounted. Pure."""

from collections.abc import Iterator

from app.votes.manifest import short_hash
from app.votes.minutes.document import Answered, Code, Part, Section, Text
from app.votes.minutes.facts import MinutesFacts
from app.votes.minutes.speaking import Speaker


def overturned(speaker: Speaker, facts: MinutesFacts) -> Iterator[Section]:
    if facts.overturned_at is None:
        return
    when = speaker.moment(facts.overturned_at)
    yield Section(
        speaker.say("Resultatet gäller inte längre", "The result holds no longer"),
        [
            Text(
                speaker.say(
                    f"Ett klagomål fick rätt {when}. Det som står här är vad som hände och räknades, men det avgör "
                    "inget, och det som följde av resultatet har ingen grund.",
                    f"A complaint was upheld {when}. What stands here is what happened and was counted, but it "
                    "decides nothing, and what followed from the result has no ground.",
                )
            )
        ],
    )


def complaints(speaker: Speaker, facts: MinutesFacts) -> Iterator[Section]:
    if not facts.complaints:
        return
    yield Section(
        speaker.say("Klagomål på resultatet", "Complaints about the result"),
        [
            Answered(
                name=speaker.say("Klagomål", "Complaint"),
                text=each.text,
                answer_name=speaker.say("Svar: fick rätt", "Answer: upheld")
                if each.is_upheld
                else speaker.say("Svar: fick inte rätt", "Answer: dismissed"),
                answer=each.answer,
            )
            for each in facts.complaints
        ],
    )


def recount(speaker: Speaker, facts: MinutesFacts) -> Iterator[Part]:
    yield Text(_ballots_destroyed(speaker, facts) or _how_to_recount(speaker))
    yield Code(speaker.say("Kontrolltal", "Control code"), short_hash(facts.manifest.hash))
    yield Code(speaker.say("Manifestets SHA-256", "SHA-256 of the manifest"), facts.manifest.hash.hex())
    yield Code(speaker.say("Protokollsutdragets SHA-256", "SHA-256 of the bulletin"), facts.bulletin_sha256.hex())


def _how_to_recount(speaker: Speaker) -> str:
    return speaker.say(
        "Protokollsutdraget är en fil med allt som behövs för att räkna om rösterna. Den som får läsa "
        "omröstningen hämtar den på omröstningens sida, och där finns också sidan som räknar om. På en dator "
        "med Varna gör kommandot varna verify samma sak. Båda ska svara att räkningen stämmer, och visa samma "
        "kontrolltal som kallelsen.",
        "The bulletin is a file with all it takes to recount. Whoever may read the vote gets it on the vote's "
        "page, where the page that recounts is too. On a computer with Varna the command varna verify does the "
        "same. Both should answer that the count holds, and show the control code of the summons.",
    )


def _ballots_destroyed(speaker: Speaker, facts: MinutesFacts) -> str | None:
    if facts.ballots_destroyed_at is None:
        return None
    when = speaker.moment(facts.ballots_destroyed_at)
    return speaker.say(
        f"Rösterna förstördes {when}, när tiden som föreningens policy sätter var slut, och med dem "
        "protokollsutdraget. Den som har kvar en kopia av det kan räkna om den med varna verify. Att kopian är den "
        "rätta visar dess SHA-256 här nedanför.",
        f"The ballots were destroyed {when}, when the time that the association's policy sets was over, and the "
        "bulletin with them. Whoever kept a copy of it can recount that with varna verify. That it is the right "
        "one its SHA-256 below shows.",
    )
