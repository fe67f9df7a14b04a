"""A vote's rule as one reads it, and what it means for this roll. Pure; the pages say it in the same words."""

from app.votes.manifest import Held, Manifest
from app.votes.rules import MajorityBase, MajorityRule, Quorum, needed_against
from app.votes.verdict import Said

_SHARES = {
    (1, 2): Said("hälften", "half"),
    (1, 3): Said("en tredjedel", "one third"),
    (2, 3): Said("två tredjedelar", "two thirds"),
    (1, 4): Said("en fjärdedel", "one quarter"),
    (3, 4): Said("tre fjärdedelar", "three quarters"),
    (1, 1): Said("alla", "all"),
}
_BASES = {
    MajorityBase.DECIDED: Said("av dem som tar ställning", "of those who take a stand"),
    MajorityBase.CAST: Said("av alla som röstar, också blankt,", "of all who vote, blank ballots included,"),
    MajorityBase.PRESENT: Said("av alla som är med", "of all who take part"),
    MajorityBase.ROLL: Said("av alla på röstlängden", "of all on the roll"),
}
_BLANK = {
    MajorityBase.DECIDED: Said(
        "Blanka röster redovisas men påverkar inte andelen.", "Blank ballots are reported but do not change the share."
    ),
    MajorityBase.CAST: Said(
        "En blank röst räknas med när andelen räknas ut, och verkar då som ett nej.",
        "A blank ballot counts when the share is taken, and so works as a no.",
    ),
    MajorityBase.PRESENT: Said(
        "Den som är med men röstar blankt, eller inte röstar, verkar som ett nej.",
        "Whoever takes part but votes blank, or does not vote, works as a no.",
    ),
    MajorityBase.ROLL: Said(
        "Den som röstar blankt, eller inte röstar, verkar som ett nej.",
        "Whoever votes blank, or does not vote, works as a no.",
    ),
}
_DECIDES = {
    "confidence": Said("Gruppen saknar förtroende", "The group lacks confidence"),
    "consultation": Said("Gruppen avråder", "The group advises against"),
}
_ANSWERED_YES = Said("Svaret på frågan är ja", "The answer to the question is yes")
_OUT_OF = {
    MajorityBase.DECIDED: Said("som tar ställning", "who take a stand"),
    MajorityBase.CAST: Said("som röstar", "who vote"),
    MajorityBase.PRESENT: Said("som är med", "who take part"),
    MajorityBase.ROLL: Said("på röstlängden", "on the roll"),
}


def rule_in_words(manifest: Manifest) -> Said:
    rule = manifest.majority.rule()
    share, base = _share(rule), _BASES[rule.base]
    decides = _DECIDES.get(manifest.question.code, _ANSWERED_YES)
    blank = _BLANK[rule.base]
    return Said(
        f"{decides.sv} om {share.sv} {base.sv} svarar ja. {blank.sv}",
        f"{decides.en} if {share.en} {base.en} answer yes. {blank.en}",
    )


def _share(rule: MajorityRule) -> Said:
    figures = f"{rule.numerator}/{rule.denominator}"
    share = _SHARES.get((rule.numerator, rule.denominator), Said(figures, figures))
    if rule.strict:
        return Said(f"mer än {share.sv}", f"more than {share.en}")
    return share if rule.numerator == rule.denominator else Said(f"minst {share.sv}", f"at least {share.en}")


def rule_in_numbers(manifest: Manifest) -> tuple[Said, ...]:
    """For this roll: what it took if all took part, and how many had to."""
    roll, rule, fewest = manifest.roll.size, manifest.majority.rule(), manifest.fewest_envelopes
    quorum, needed = _needed_present(manifest.quorum.rule(), roll), needed_against(rule, base=roll)
    lines = [
        Said(
            f"Minst {quorum} av {roll} måste vara med. Annars är inget avgjort, och rösterna förstörs oöppnade.",
            f"At least {quorum} of {roll} have to take part. Else nothing is decided, and the ballots are destroyed "
            "unopened.",
        ),
        Said(
            f"Läggs färre än {fewest} röster förstörs de också oöppnade: så få kan inte hållas hemliga.",
            f"With fewer than {fewest} ballots they are destroyed unopened too: so few cannot be kept secret.",
        ),
    ]
    if needed is not None:
        words = _OUT_OF[rule.base]
        lines.insert(
            0, Said(f"Av {roll} {words.sv} krävs {needed} ja.", f"Of {roll} {words.en}, it takes {needed} yes.")
        )
    if manifest.held is Held.AT_A_DISTANCE:
        lines.append(
            Said(
                "På distans är den med som har hämtat sin rösträtt.",
                "At a distance, whoever has collected their credential takes part.",
            )
        )
    return tuple(lines)


def _needed_present(quorum: Quorum, roll: int) -> int:
    share = quorum.numerator * roll
    return share // quorum.denominator + 1 if quorum.strict else -(-share // quorum.denominator)
