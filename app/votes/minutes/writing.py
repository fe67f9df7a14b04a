"""Minutes in words, from facts alone. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.votes import verdict
from app.votes.kinds import HearingOutcome, Origin, Statute
from app.votes.manifest import Held, Mode, short_hash
from app.votes.minutes.aftermath import complaints, overturned, recount
from app.votes.minutes.document import Answered, Document, Lines, Part, Section, Signature, Text
from app.votes.minutes.facts import MinutesFacts
from app.votes.minutes.rule_words import rule_in_numbers, rule_in_words
from app.votes.minutes.speaking import UNKNOWN, Speaker
from app.votes.rules import DECIDES_NOTHING, MajorityBase, base_of
from app.votes.verdict import Said
from app.votes.words import caution_of

TITLE = Said("Protokoll över sluten omröstning", "Minutes of a secret ballot")
_HELD = {
    Held.IN_A_ROOM: Said("I ett rum", "In a room"),
    Held.AT_A_DISTANCE: Said("På distans", "At a distance"),
}
_ORIGINS = {
    Origin.BOARD: Said("Styrelsen", "The board"),
    Origin.MOTION: Said("En ledamot i gruppen", "A member of the group"),
}
_ANSWERED = {
    MajorityBase.DECIDED: Said("som tog ställning svarade ja", "who took a stand answered yes"),
    MajorityBase.CAST: Said("som röstade svarade ja", "who voted answered yes"),
    MajorityBase.PRESENT: Said("som var med svarade ja", "who took part answered yes"),
    MajorityBase.ROLL: Said("på röstlängden svarade ja", "on the roll answered yes"),
}
_HEARD = {
    HearingOutcome.HELD: Said("Hölls", "Held"),
    HearingOutcome.DECLINED: Said("Avböjdes", "Declined"),
    HearingOutcome.TIME_RAN_OUT: Said("Tiden gick ut utan svar", "The time ran out without an answer"),
}
_STATUTES = {
    Statute.ASSOCIATION_POLICY: Said("Föreningens policy", "The association's policy"),
    Statute.GROUP_STATUTE: Said("Gruppens egna stadgar", "The group's own statute"),
}


def written(facts: MinutesFacts) -> Document:
    """The whole of the minutes, in the association's language."""
    return _Writer(facts).document()


class _Writer:
    """Holds what nearly every line asks for: the facts, and the language they are told in."""

    def __init__(self, facts: MinutesFacts) -> None:
        self._facts = facts
        self._speaker = Speaker(facts.language)
        self._language = self._speaker.language
        self._say, self._moment, self._day = self._speaker.say, self._speaker.moment, self._speaker.day

    def document(self) -> Document:
        facts = self._facts
        sections = [
            *overturned(self._speaker, facts),
            self._about(),
            self._result(),
            self._attendance(),
            Section(self._say("Regeln", "The rule"), list(self._rule())),
            Section(self._say("Rösträknare", "Tellers"), list(self._tellers())),
            *self._prepared(),
            Section(self._say("Invändningar före räkningen", "Objections before the count"), list(self._objections())),
            *complaints(self._speaker, facts),
            Section(self._say("Så räknas rösterna om", "How to recount"), list(recount(self._speaker, facts))),
        ]
        return Document(
            language=self._language.value,
            association=facts.association,
            title=TITLE.in_(self._language),
            subtitle=self._moment(facts.certified_at),
            sections=sections,
            signing=Section(
                self._say("Underskrifter", "Signatures"),
                [
                    Text(
                        self._say(
                            "Vi har läst protokollet och intygar att det stämmer.",
                            "We have read the minutes and confirm that they are right.",
                        )
                    )
                ],
            ),
            signatures=self._signatures(),
            foot=f"{self._say('Kontrolltal', 'Control code')} {short_hash(facts.manifest.hash)}",
            page_words=(self._say("Sida", "Page"), self._say("av", "of")),
        )

    # --- sections ----------------------------------------------------------------------------------------------

    def _about(self) -> Section:
        facts = self._facts
        rows = [
            (self._say("Frågan", "The question"), facts.manifest.question.text),
            (self._say("Gäller", "Concerns"), facts.concerns),
            (
                self._say("Väckt av", "Raised by"),
                f"{_ORIGINS[facts.origin].in_(self._language)}, {self._moment(facts.raised_at)}",
            ),
            *self._hearing(),
            (self._say("Sammankallad och ledd av", "Convened and led by"), facts.led_by or UNKNOWN),
            (self._say("Hölls", "Held"), _HELD[facts.manifest.held].in_(self._language)),
            (self._say("Röstlängden låst", "Roll locked"), self._moment(facts.manifest.schedule.locked_at)),
            (self._say("Kallelsen skickad", "Summons sent"), self._moment(facts.summoned_at)),
            (self._say("Röstningen stängde", "Voting closed"), self._moment(facts.closed_at)),
            (self._say("Resultatet klart", "Result certified"), self._moment(facts.certified_at)),
        ]
        return Section(self._say("Omröstningen", "The vote"), [Lines(rows)])

    def _hearing(self) -> list[tuple[str, str]]:
        facts = self._facts
        if facts.hearing is None:
            return []
        return [(self._say("Hörande innan", "Hearing before"), self._heard(facts.hearing, facts.heard_on))]

    def _heard(self, outcome: HearingOutcome, heard_on: date | None) -> str:
        told = _HEARD[outcome].in_(self._language)
        return f"{told} {self._day(heard_on)}" if heard_on else told

    def _result(self) -> Section:
        code, result = self._facts.manifest.question.code, self._facts.result
        parts: list[Part] = [Text(verdict.outcome_said(code, result.outcome).in_(self._language), kind="outcome")]
        tally, margin = result.tally, result.margin
        if tally is None or margin is None:
            parts.append(
                Text(
                    self._say(
                        "Rösterna har förstörts oöppnade, så ingen vet hur någon röstade. Frågan kan väckas på nytt.",
                        "The ballots were destroyed unopened, so nobody knows how anyone voted. The question can be "
                        "raised again.",
                    )
                )
            )
            return Section(self._say("Resultat", "Result"), parts)
        rule = self._facts.manifest.majority.rule()
        base = base_of(rule, tally.tally(), result.counts.turnout())
        share = f"{tally.against} {self._say('av', 'of')} {base} {_ANSWERED[rule.base].in_(self._language)}."
        if margin.needed_against is not None:
            share += self._say(f" Det krävdes {margin.needed_against}.", f" It took {margin.needed_against}.")
        parts.append(Text(share))
        yes, no, blank = self._say("Ja", "Yes"), self._say("Nej", "No"), self._say("Blankt", "Blank")
        numbers = [(yes, tally.against), (no, tally.for_), (blank, tally.blank)]
        parts.append(Lines([(name, str(count)) for name, count in numbers], kind="figures"))
        parts += [Text(line) for line in (*self._on_paper(), *self._margin(), self._follows())]
        return Section(self._say("Resultat", "Result"), parts)

    def _on_paper(self) -> Iterator[str]:
        paper = self._facts.result.paper
        if paper is not None:
            yield self._say(
                f"Av dem är på papper {paper.against} ja, {paper.for_} nej och {paper.blank} blanka. Två räknade dem "
                "för hand, var för sig och lika; det går inte att räkna om.",
                f"Of these, {paper.against} yes, {paper.for_} no and {paper.blank} blank are on paper. Two people "
                "counted them by hand, apart and alike; that cannot be recounted.",
            )

    def _margin(self) -> Iterator[str]:
        margin = self._facts.result.margin
        if margin is None:
            return
        if margin.changes_to_overturn == 1:
            yield self._say(
                "En enda ändrad röst hade gett ett annat resultat.",
                "A single changed ballot would have given another result.",
            )
        elif margin.changes_to_overturn is not None:
            yield self._say(
                f"Det hade krävts {margin.changes_to_overturn} ändrade röster för ett annat resultat.",
                f"It would have taken {margin.changes_to_overturn} changed ballots for another result.",
            )
        if margin.unconfirmed == 0:
            yield self._say(
                "Alla som hämtade sin rösträtt har bekräftat sitt kvitto.",
                "Everyone who collected their credential has confirmed their receipt.",
            )
        else:
            yield self._say(
                f"{margin.unconfirmed} som hämtade sin rösträtt har inte bekräftat sitt kvitto. Fler kuvert än så kan "
                "ingen ha ändrat, lagt till eller tagit bort utan att det har märkts. Var och en kan flytta marginalen "
                "två steg.",
                f"{margin.unconfirmed} who collected their credential did not confirm their receipt. More envelopes "
                "than that nobody can have changed, added or dropped unnoticed. Each could move the margin by two.",
            )

    def _follows(self) -> str:
        facts = self._facts
        if facts.overturned_at is not None:
            return self._say("Inget följer av det längre.", "Nothing follows from it any more.")
        if facts.result.outcome in DECIDES_NOTHING:
            return self._say(
                "Inget är avgjort. Frågan kan väckas på nytt.", "Nothing is decided. The question can be raised again."
            )
        if facts.opens_exclusion:
            return self._say(
                "Ett uteslutningsärende är öppnat. Det följer av resultatet, vad styrelsen än har beslutat förut.",
                "An exclusion case is opened. That follows from the result, whatever the board decided before.",
            )
        if facts.manifest.question.code == "consultation":
            return self._say("Svaret är ett råd. Styrelsen beslutar.", "The answer is advice. The board decides.")
        return self._say("Inget mer följer av omröstningen.", "Nothing more follows from the vote.")

    def _attendance(self) -> Section:
        counts = self._facts.result.counts
        rows = [
            (self._say("På röstlängden", "On the roll"), counts.roll),
            (self._say("Med", "Took part"), counts.present),
            (self._say("Hämtade sin rösträtt", "Collected their credential"), counts.drawn),
            (self._say("Kuvert i urnan", "Envelopes in the box"), counts.envelopes),
            (self._say("Hämtade men lade inget kuvert", "Collected but cast nothing"), counts.drawn - counts.envelopes),
            (self._say("Bekräftade sitt kvitto", "Confirmed their receipt"), counts.confirmed),
        ]
        unusual = [
            (self._say("Avprickade för papper", "Marked for paper"), counts.paper),
            (
                self._say("Röster på papper, räknade av två", "Ballots on paper, counted by two"),
                counts.paper_ballots,
            ),
            (
                self._say("Röster på papper, för få för att läsas", "Ballots on paper, too few to be read"),
                counts.paper_uncounted,
            ),
            (self._say("Förlorade rösträtter", "Lost credentials"), counts.lost),
            (self._say("Kuvert utan giltig röst", "Envelopes without a valid ballot"), counts.rejected),
            (self._say("Kuvert med motstridiga röster", "Envelopes with conflicting ballots"), counts.conflicting),
            (self._say("Kuvert med samma röst igen", "Envelopes with a ballot counted already"), counts.repeated),
        ]
        rows += [(name, count) for name, count in unusual if count]
        figures = Lines([(name, str(count)) for name, count in rows], kind="figures")
        return Section(self._say("Deltagande", "Attendance"), [figures])

    def _rule(self) -> Iterator[Part]:
        manifest = self._facts.manifest
        yield Text(rule_in_words(manifest).in_(self._language))
        yield Text(" ".join(line.in_(self._language) for line in rule_in_numbers(manifest)))

    def _tellers(self) -> Iterator[Part]:
        facts = self._facts
        if facts.manifest.mode is Mode.WITHOUT_TELLERS:
            caution = caution_of(teller_threshold=0)
            yield Text(
                self._say(
                    "Utan rösträknare: servern öppnade och räknade.", "Without tellers: the server opened and counted."
                )
            )
            yield Text(self._say(caution.sv, caution.en))
            return
        threshold, count = facts.manifest.threshold, len(facts.manifest.tellers)
        yield Text(
            self._say(
                f"{count} rösträknare, och det krävdes {threshold} av dem för att öppna.",
                f"{count} tellers, and it took {threshold} of them to open.",
            )
        )
        yield Lines(
            [
                (self._teller(each.number, each.name), self._did(each.has_opened, each.has_signed))
                for each in facts.tellers
            ]
        )

    def _teller(self, number: int, name: str | None) -> str:
        return name or self._say(f"Rösträknare {number + 1}, struken", f"Teller {number + 1}, struck")

    def _did(self, opened: bool, signed: bool) -> str:  # noqa: FBT001 - two answers to one question
        match opened, signed:
            case True, True:
                return self._say("Öppnade, räknade och skrev under räkningen", "Opened, counted and signed the count")
            case True, False:
                return self._say("Öppnade", "Opened")
            case False, True:
                return self._say("Skrev under räkningen", "Signed the count")
            case _:
                return self._say("Deltog inte i räkningen", "Took no part in the count")

    def _prepared(self) -> Iterator[Section]:
        told = self._facts.prepared
        if told is None:
            return
        statute = _STATUTES[told.statute].in_(self._language)
        rows = [
            (self._say("Stadga", "Statute"), f"{statute}, {told.paragraph}" if told.paragraph else statute),
            (
                self._say("Röstlängden", "The roll"),
                self._say(f"{told.roll} namn lästes igenom", f"{told.roll} names were read through"),
            ),
            (
                self._say("Jäv", "Conflicts of interest"),
                self._say("Ingen anmälde jäv", "Nobody declared one")
                if told.declared == 0
                else self._say(
                    f"{told.declared} anmälde jäv och varken ledde, hjälpte till eller räknade",
                    f"{told.declared} declared one, and neither led, assisted nor counted",
                ),
            ),
        ]
        if told.federation is not None:
            heard = self._heard(told.federation.outcome, told.federation.heard_on)
            rows.insert(1, (self._say("Hörande av förbundet", "Hearing of the federation"), heard))
        yield Section(self._say("Före låset", "Before the lock"), [Lines(rows)])

    def _objections(self) -> Iterator[Part]:
        if not self._facts.objections:
            yield Text(self._say("Ingen invände.", "Nobody objected."))
        for each in self._facts.objections:
            yield Answered(
                name=self._say("Invändning", "Objection"),
                text=each.text,
                answer_name=self._say("Svar", "Answer"),
                answer=each.answer or self._say("Inget svar.", "No answer."),
            )

    def _signatures(self) -> Sequence[Sequence[Signature]]:
        adjuster = Signature(self._say("Justerare", "Adjuster"), "")
        lead = Signature(self._say("Ledde omröstningen", "Led the vote"), self._facts.led_by or "")
        teller = self._say("Rösträknare", "Teller")
        opened = [Signature(teller, each.name or "") for each in self._facts.tellers if each.has_opened]
        return [[lead], [adjuster, adjuster], *([opened] if opened else [])]
