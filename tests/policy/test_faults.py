"""Each way of getting a policy file wrong is told at its own line and column."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from app.policy import loader
from app.policy.faults import Fault, PolicyFaulty

FaultsOf = Callable[[str], tuple[Fault, ...]]

HERE = "«"
"""Stands in `new` just before the place where the fault has to be told."""


@dataclass(frozen=True)
class Slip:
    """`old` becomes `new`, below the first place in the file that holds `below`."""

    name: str
    old: str
    new: str
    reason: str
    below: str = ""


TELLS_AT_ONCE = """\
      owner: security_officer
      kind: mandatory
      due: {within: *now, after: opened}
      now: true
      compartment: decisions
      delegable: true
      informs: [{to: municipal_security_officer}]
"""

SLIPS = (
    Slip("not YAML", "version: 1\n", "version: «]\n", "not YAML"),
    Slip("a key written twice", "version: 1", "version: 1\n«version: 1", "written twice"),
    Slip("an unknown key", "owner: affected", "«ower: affected", "not a key that belongs here"),
    Slip("a missing key", "- id: AFF-01\n      ref: AFF-01\n", "- «id: AFF-01\n", "'ref' is missing"),
    Slip("a missing translation", ", en: Contact person}", "}", "'en' is missing"),
    Slip("a missing title", "    reporter: {", "    «writer: {", "'writer' is not one of"),
    Slip("an unknown word", "owner: affected", "owner: «somebody", "'somebody' is not one of"),
    Slip(
        "a media plan that whoever signs it cannot read",
        "compartment: media_plan",
        "compartment: «decisions",
        "kept in 'media_plan'",
    ),
    Slip(
        "a media plan that the affected person does not sign",
        "joint_sign_off: [affected, association]",
        "joint_sign_off: «[board, association]",
        "signed by 'affected' and 'association'",
    ),
    Slip("a bare number as a time", "&acknowledge 15min", "«&acknowledge 15", "written like 15min, 2h or 7d"),
    Slip("a bad kept period", "keep: 30d", "keep: «1y", "written like 30d or 24mo"),
    Slip("an empty text", "sv: Kontaktperson", 'sv: «""', "'sv' is empty"),
    Slip("a bad reference", "ref: SOP-01", "ref: «SOP1", "three capitals, a hyphen"),
    Slip("an id of another reference", "id: SOP-01\n      ref: ", "id: SOM-09\n      ref: «", "begins with its ref"),
    Slip("a repeated id", "id: SOM-02b", "id: «SOM-02a", "already the id"),
    Slip("an unknown step", "after: [SOP-03a]", "after: [«SOP-09]", "there is no step 'SOP-09'"),
    Slip("a step of another plan", "after: [SOP-03a]", "after: [«SOI-04a]", "stands in another plan"),
    Slip("an unknown moment", "after: opened}", "after: «opend}", "no moment to count from"),
    Slip("a step that waits for itself", "after: [SOP-05a]", "after: «[SOP-05b]", "waits for itself"),
    Slip("a duty for the affected person", "kind: offer", "kind: «mandatory", "of kind 'offer'"),
    Slip("now without a time", "due: {within: *now, after: opened}\n      now: ", "now: «", "write 'due'"),
    Slip(
        "a hole in what members are told that nothing fills",
        "sv: Är det fara just nu? Ring {emergency}.",
        "«sv: Är det fara just nu? Ring {number}.",
        "both languages hold {emergency}, {police}",
    ),
    Slip("an unknown consent", "asks: [tell_whole_group]", "asks: [«tell_everyone]", "there is no consent"),
    Slip(
        "a consent of another category",
        "asks: [tell_whole_group]",
        "asks: [tell_whole_group, «involve_chair]",
        "not asked in this category",
    ),
    Slip(
        "a telling without its consent",
        "consent: tell_whole_group\n      compartment: decisions\n      delegable: true\n      informs: [{to: ",
        "compartment: decisions\n      delegable: true\n      informs: [{to: «",
        "needs 'consent: tell_whole_group'",
    ),
    Slip(
        "a yes that gives keys and runs out",
        "    tells: [chair]\n",
        "    tells: [chair]\n    expires_after: «180d\n",
        "only a yes that lets somebody be told can run out",
    ),
    Slip(
        "a prepared text that takes in what happened",
        "sv: Blir du själv utsatt,",
        "sv: «Blir du utsatt för {narrative},",
        "'{narrative}' is not filled in here",
    ),
    Slip("a text that names where it calls", 'sv: "Ring {call}', 'sv: «"Ring {name}', "'{call}' is missing here"),
    Slip(
        "a text to the municipality without a warning",
        "- id: to_board\n    refs: [SOP-02, SOM-02]\n    categories: [party, municipal]\n    to: [board]",
        "- «id: to_board\n    refs: [SOP-02]\n    categories: [party]\n    to: [board, municipal_security_officer]",
        "may become a public record",
    ),
    Slip(
        "a step that tells the municipality without a warning",
        f"- id: SOM-03a\n      ref: SOM-03\n{TELLS_AT_ONCE}      warning: *say_it\n",
        f"- «id: SOM-03a\n      ref: SOM-03\n{TELLS_AT_ONCE}",
        "may become a public record",
    ),
    Slip(
        "somebody told without a text",
        "informs: [{to: committee_members}]",
        "informs: [{to: «contact_person}]",
        "has no text under 'prepared_texts'",
    ),
    Slip(
        "a text for somebody who is never told",
        "    categories: [municipal]\n    to: [committee_members]",
        "    categories: [municipal, internal]\n    to: [«committee_members]",
        "is not on the list of who may know in 'internal'",
    ),
    Slip(
        "a telling with a name that the list withholds",
        "informs: [{to: all_members, names: never}]",
        "informs: [«{to: all_members, names: always}]",
        "this step says more",
    ),
    Slip(
        "a promise that nobody keeps",
        "kept_by: [ASP-01a, ASM-03a, KNO-03a]",
        "kept_by: «[ASP-01a, ASM-03a]",
        "nobody keeps this promise",
    ),
    Slip(
        "two equal steps in one case",
        "equals: support_beyond",
        "equals: «safe_events",
        "two steps of one case are both",
    ),
    Slip(
        "investigators without a number",
        "group_size: {least: 2, most: 3}\n      act: ",
        "act: «",
        "needs a 'group_size'",
    ),
    Slip("a group that is too small for itself", "{least: 2, most: 3}", "«{least: 4, most: 3}", "larger than"),
    Slip("a note that is sealed nowhere", "- id: AFF-01\n", "- «id: AFF-01\n", "sealed somewhere", "every_case:\n"),
    Slip(
        "keys for the accused beyond the hearing",
        "role: accused, opens: [hearing]",
        "role: accused, opens: [hearing, «report]",
        "'accused' never opens 'report'",
    ),
    Slip(
        "the accused as an investigator",
        "holder: accused, role: accused",
        "holder: accused, role: «investigator",
        "'accused' is never 'investigator'",
    ),
    Slip(
        "a chair as the accused",
        "holder: chair, role: accountable",
        "holder: chair, role: «accused",
        "'chair' is never 'accused'",
    ),
    Slip(
        "the investigation for the board",
        "role: decider, opens: [decisions, hearing]",
        "role: decider, opens: [«investigation]",
        "UNK-05",
    ),
    Slip("a chain that begins elsewhere", "[chair, vice_chair,", "[«vice_chair, chair,", "begins with 'chair'"),
    Slip("somebody twice in a chain", "[chair, vice_chair,", "[chair, vice_chair, «chair,", "already stands"),
    Slip("more than the whole", "{numerator: 2, denominator: 3,", "«{numerator: 4, denominator: 3,", "above"),
    Slip("a vote opened with four", "fewest_envelopes: 5", "fewest_envelopes: «4", "totals alone say how people voted"),
    Slip("tellers that can never open", "{count: 3, threshold: 2}", "«{count: 2, threshold: 3}", "nobody could open"),
    Slip("an open ballot", "secret: true", "secret: «false", "should be True"),
    Slip("the accused on the roll", "affected: true, accused: false", "affected: true, accused: «true", "be False"),
    Slip(
        "a thing to arrange told twice",
        "  measures:\n    - id: personal_alarm",
        "  measures:\n    «- id: other",
        "stands here twice",
    ),
    Slip(
        "a line of an event told twice",
        "  checks:\n    - id: routines",
        "  checks:\n    «- id: briefing",
        "stands here twice",
    ),
    Slip("a thing to arrange without a word", "- id: personal_alarm", "- id: «Personal alarm", "should match"),
    Slip(
        "a thing to arrange that nobody explains",
        "- id: somebody_along\n      title: {sv: Sällskap, en: Somebody along}\n      what:",
        "- «id: somebody_along\n      title: {sv: Sällskap, en: Somebody along}\n      why:",
        "'what' is missing",
    ),
    Slip(
        "an event that nobody looks over",
        "  checks:\n    - id: routines",
        "  checks: «[]\n  and:\n    - id: routines",
        "at least 1",
    ),
    Slip("a wish that the accused be told", "never: [accused]", "never: «[]", "nothing this way (CON-01)"),
    Slip(
        "a wish of a return",
        "categories: [party, municipal, internal]\n  never",
        "categories: [party, «reentry]\n  never",
        "no affected person who asks",
    ),
    Slip("company looked for within hours", "company_lacking: 7d", "company_lacking: «7h", "counted in days"),
    Slip(
        "members reminded more seldom than told",
        "inform_members_again: 7d",
        "inform_members_again: «120d",
        "longer than 'inform_members'",
    ),
    Slip("an advisory vote that excludes", "confidence:\n    refs", "confidence:\n    «refs", "opens no exclusion"),
    Slip("a word that belittles", "en: Keep what you have}", "en: «Keep what the victim has}", "'victim' is not used"),
)

# These three need a second change elsewhere for the fault to appear.
ALSO = {
    "a missing translation": ("contact_person: {sv: Kontaktperson", "contact_person: «{sv: Kontaktperson"),
    "a note that is sealed nowhere": ("kind: offer\n      compartment: report\n", "kind: offer\n"),
    "an advisory vote that excludes": ("advisory: false", "advisory: true"),
}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_told_where_it_stands(slip: Slip, text: str, faults: FaultsOf) -> None:
    start = text.index(slip.below)
    assert slip.old in text[start:], f"the file no longer holds {slip.old!r}"
    written = text[:start] + text[start:].replace(slip.old, slip.new, 1)
    if slip.name in ALSO:
        written = written.replace(*ALSO[slip.name], 1)
    offset = written.index(HERE)
    written = written.replace(HERE, "")
    line, column = written.count("\n", 0, offset) + 1, offset - written.rfind("\n", 0, offset)
    told = {(fault.line, fault.column) for fault in faults(written) if slip.reason in fault.reason}
    assert (line, column) in told, [str(fault) for fault in faults(written)]


@pytest.mark.policy("PRN-04")
@pytest.mark.parametrize("late", ["due: {within: 2h, after: opened}", "recurrence: {every: 7d}", "automatic: true"])
def test_what_is_offered_to_the_affected_person_can_never_be_made_late(
    late: str, changed: Callable[..., str], faults: FaultsOf
) -> None:
    (fault,) = faults(changed("kind: offer\n", f"kind: offer\n      {late}\n"))
    assert "never as late" in fault.reason
    assert "AFF-01" in fault.where


@pytest.mark.policy("SOM-04")
def test_a_municipal_step_cannot_tell_the_federation(changed: Callable[..., str], faults: FaultsOf) -> None:
    written = changed("informs: [{to: municipal_security_officer}]", "informs: [{to: federation}]", below="id: SOM-03a")
    fault = next(each for each in faults(written) if "(SOM-04)" in each.reason)
    assert fault.reason == "'federation' is not on the list of who may know in 'municipal' (SOM-04)"
    assert written.splitlines()[fault.line - 1][fault.column - 1 :] == "federation}]"


@pytest.mark.policy("ORG-03")
@pytest.mark.parametrize("category", ["party", "municipal", "internal"])
def test_no_category_goes_without_a_contact_person(
    category: str, changed: Callable[..., str], faults: FaultsOf
) -> None:
    written = changed("act: appoint_contact_person", "act: fill_rota", below=f"\n  {category}:\n    - id:")
    assert any("(ORG-03)" in fault.reason and fault.where == f"plans.{category}" for fault in faults(written))


def test_every_fault_is_told_at_once_and_in_the_order_of_the_file(text: str, faults: FaultsOf) -> None:
    written = text.replace("kind: offer", "kind: offered", 1).replace("keep: 30d", "keep: soon", 1)
    assert [fault.reason.split()[0] for fault in faults(written)] == ["a", "'offered'"]


def test_a_time_used_in_many_places_has_one_fault_where_it_is_written(
    changed: Callable[..., str], faults: FaultsOf
) -> None:
    (fault,) = faults(changed("&now 2h", "&now soon"))
    assert fault.where == "deadlines.now"


@pytest.mark.parametrize("written", ["", "- a list", "just words", "a: &a [*a]", "\x00", "x: !!python/name:os.system"])
def test_what_is_no_policy_at_all_is_told_and_not_run(written: str, faults: FaultsOf) -> None:
    assert faults(written)


def test_a_word_like_no_stays_a_word(changed: Callable[..., str]) -> None:
    """YAML 1.1 reads a bare `no` as false, which is a fine answer in a policy's texts."""
    policy = loader.read(changed("en: Keep what you have", "en: no"))
    assert next(iter(policy.all_steps()))[1].title.en == "no"


def test_bytes_that_are_not_text_are_told_with_their_line() -> None:
    with pytest.raises(PolicyFaulty) as raised:
        loader.as_text(b"name: standard\nversion: \xff")
    assert [(fault.line, fault.column) for fault in raised.value.faults] == [(2, 10)]
