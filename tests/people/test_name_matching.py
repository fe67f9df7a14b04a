"""CON-03: whoever a report is about must be found in the reporter's words, however they write it."""

import unicodedata
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.rules import Office
from app.people.name_matching import EVERYDAY_CAPITALS, Known, _Name, is_same_name, people_meant
from app.policy.loader import current
from app.policy.rules import office_titles

pytestmark = pytest.mark.policy("CON-03")

GIVEN = ["Anna", "Per", "Åsa", "Björn", "Lars", "Gunilla", "Mohammed", "Anna-Karin", "Bo", "My", "Zoë", "Siv", "Göran"]
SURNAMES = [
    "Svensson", "Ek", "Lindqvist", "Öberg", "Ståhl", "Carlsson", "Wahlström", "af Klint", "von Sydow", "Hassan",
    "Lind-Berg", "Ås", "Nyström", "Ljung", "de la Cruz", "Łukasz", "O'Neill",
]  # fmt: skip
FILLER = [
    "det", "var", "efter", "mötet", "som", "någon", "skrek", "till", "mig", "och", "sedan", "gick", "hem", "igen",
    "telefonen", "ringde", "hela", "natten", "jag", "vågar", "inte", "längre",
]  # fmt: skip

names = st.builds(lambda first, last: f"{first} {last}", st.sampled_from(GIVEN), st.sampled_from(SURNAMES))
fillers = st.lists(st.sampled_from(FILLER), min_size=0, max_size=12).map(" ".join)


def without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


WRITTEN_ANOTHER_WAY: dict[str, Callable[[str], str]] = {
    "as it is": lambda name: name,
    "small letters": str.lower,
    "capitals": str.upper,
    "without accents": without_accents,
    "accents apart": lambda name: unicodedata.normalize("NFD", name),
    "hyphens as spaces": lambda name: name.replace("-", " "),
    "a hyphen between": lambda name: name.replace(" ", "-"),
    "another dash": lambda name: name.replace("-", "\u2011"),
    "last name first": lambda name: f"{name.partition(' ')[2]}, {name.partition(' ')[0]}",
    "genitive": lambda name: f"{name}s",
    "genitive with an apostrophe": lambda name: f"{name}'s",
    "initial and surname": lambda name: f"{name[0]}. {name.partition(' ')[2]}",
    "surname and initial": lambda name: f"{name.partition(' ')[2]} {name[0]}.",
    "given name and initial": lambda name: f"{name.partition(' ')[0]} {name.rpartition(' ')[2][0]}.",
    "a letter of no width": lambda name: name[:2] + "\u200b" + name[2:],
    "a soft hyphen": lambda name: name[:-2] + "\u00ad" + name[-2:],
    "two spaces": lambda name: name.replace(" ", "  "),
    "a new line": lambda name: name.replace(" ", "\n"),
    "a middle name": lambda name: name.replace(" ", " Eva Maria ", 1),
    "in quotes": lambda name: f"\u201d{name}\u201d",
    "with a title": lambda name: f"kommunalrådet {name}",
    "a digit after": lambda name: f"{name}2",
    "underscores": lambda name: name.replace(" ", "_"),
}


def meant(text: str, *known: Known) -> set[UUID]:
    return people_meant(text, known)


def is_meant(text: str, name: str, *, titles: tuple[str, ...] = (), email: str = "", telephone: str = "") -> bool:
    person = Known(uuid4(), name, email=email or None, telephone=telephone or None, titles=titles)
    return meant(text, person) == {person.person_id}


@pytest.mark.parametrize("way", WRITTEN_ANOTHER_WAY)
@given(name=names, before=fillers, after=fillers)
def test_a_full_name_is_found_however_it_is_written(way: str, name: str, before: str, after: str) -> None:
    assert is_meant(f"{before} {WRITTEN_ANOTHER_WAY[way](name)} {after}", name)


@given(name=names, before=fillers, after=fillers, surrounding=st.text(max_size=30))
def test_nothing_around_a_name_hides_it(name: str, before: str, after: str, surrounding: str) -> None:
    assert is_meant(f"{surrounding} {before} {name} {after} {surrounding}", name)


@given(
    surname=st.text(alphabet="abdefgijklmnoprtuvyåäö", min_size=5, max_size=12),
    at=st.integers(min_value=0, max_value=11),
    letter=st.sampled_from("abdefgijklmnoprtuvy"),
    slip=st.sampled_from(["left out", "mistaken", "put in", "swapped"]),
    before=fillers,
)
def test_one_wrong_letter_in_a_surname_hides_nobody(surname: str, at: int, letter: str, slip: str, before: str) -> None:
    at %= len(surname) - 1
    head, tail = surname[:at], surname[at:]
    misspelt = {
        "left out": head + tail[1:],
        "mistaken": head + letter + tail[1:],
        "put in": head + letter + tail,
        "swapped": head + tail[1] + tail[0] + tail[2:],
    }[slip]
    assert is_meant(f"{before} {misspelt}", f"Anna {surname.capitalize()}")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Svenson", "Anna Svensson"),
        ("Karlsson var där", "Eva Carlsson"),
        ("erixon", "Ulf Ericsson"),
        ("Lindh", "Ola Lind"),
        ("Wästberg", "Ola Vestberg"),
        ("Johnsson", "Ola Jonsson"),
        ("herr Kvist ropade efter mig när jag gick hem", "Ola Qvist"),
        ("soederstroem", "Eva Söderström"),
        ("Maartensson", "Ola Mårtensson"),
        ("Kristina", "Christina Dahl"),
        ("dal", "Ola Dahl"),
        ("Svenssonarna är likadana hela bunten, allihop", "Ola Svensson"),
        ("kontot @annasvensson skriver om mig varje kväll", "Anna Svensson"),
        ("svenssonanna88", "Anna Svensson"),
        ("Annakarin", "Anna-Karin Ek"),
        ("Anna Karin", "Annakarin Ek"),
        ("Anna", "Anna-Karin Ek"),
        ("bergs", "Eva Lind-Berg"),
        ("Lindberg", "Eva Lind-Berg"),
        ("A.S. sa det inför alla på mötet i tisdags kväll", "Anna Svensson"),
        ("A. S.", "Anna Svensson"),
        ("AS", "Anna Svensson"),
        ("sydow", "Eva von Sydow"),
        ("det var per ek som stod utanför mitt hus i natt", "Per Ek"),
        ("det var ek, per som stod utanför mitt hus i natt", "Per Ek"),
        ("det var A. Ek som stod utanför mitt hus i natt", "Anna Ek"),
        ("det var a. ek som stod utanför mitt hus i natt", "Anna Ek"),
        ("Bo tog min telefon och läste alla mina meddelanden", "Bo Ek"),
        ("bo", "Bo Ek"),
        ("Cher ringde mig mitt i natten och skrek och skrek", "Cher"),
        ("محمد حسن", "محمد حسن"),
        ("Иванова", "Anna Иванова"),
        ("det var Анна Свенссон som ringde på natten igen", "Anna Svensson"),
        ("det var \u0410nn\u0430 som ringde på natten igen", "Anna Ek"),
        ("det var Sv3ns50n som ringde på natten igen", "Eva Svensson"),
        ("det var Ka11e som ringde på natten igen", "Karl Ek"),
        ("det var S v e n s s o n som ringde på natten igen", "Eva Svensson"),
        ("det var S*ensson som ringde på natten igen", "Eva Svensson"),
        ("det var ann asven sson som ringde på natten igen", "Anna Svensson"),
    ],
)
def test_names_as_people_write_them(text: str, name: str) -> None:
    assert is_meant(text, name)


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Lasse", "Lars Ek"), ("kalle", "Karl Ek"), ("Micke", "Mikael Ek"), ("Bettan", "Elisabeth Ek"),
        ("janne", "Jan Ek"), ("Pelle", "Per Ek"), ("Kattis", "Katarina Ek"), ("Nisse", "Nils Ek"),
        ("Fia", "Sofia Ek"), ("Muhammad", "Mohammed Ek"), ("Lasses", "Lars Ek"), ("Tompa", "Tomas Ek"),
    ],
)  # fmt: skip
def test_a_nickname_is_a_name(called: str, name: str) -> None:
    assert is_meant(f"det var {called} som skrek åt mig hela kvällen", name)


@pytest.mark.parametrize(
    "text",
    [
        "a.svens@example.org",
        "hen skrev från A.Svens@Example.org, om och om igen",
        "(a.svens@example.org)",
        "ring 070 174 06 05",
        "från +46 70 174 06 05 kom det hot varje natt i en vecka",
        "0046701740605",
        "070 1740605.",
    ],
)
def test_an_address_or_a_number_names_its_owner(text: str) -> None:
    assert is_meant(text, "Xerxes Quux", email="a.svens@example.org", telephone="+46701740605")


TITLES = ("ordförande", "chair")


@pytest.mark.parametrize(
    "text",
    [
        "ordförande", "ordföranden", "Ordförandens bror", "vår ordförande", "partiordföranden", "ORDFÖRANDEN",
        "ordforanden", "föreningsordförandens", "the chair", "the Chair's friend", "ordförandena",
        "hon som är ord\u00adförande",
    ],
)  # fmt: skip
def test_a_title_names_whoever_holds_the_office(text: str) -> None:
    assert is_meant(f"det var {text} som gjorde det mot mig", "Xerxes Quux", titles=TITLES)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("vice ordföranden", "vice ordförande"),
        ("kommunstyrelsens ordförande hotade mig", "kommunstyrelsens ordförande"),
        ("säkerhetsansvarig", "säkerhetsansvarig"),
        ("gruppledarens", "gruppledare"),
        ("the security officer's", "security officer"),
    ],
)
def test_a_title_of_several_words_is_found(text: str, title: str) -> None:
    assert is_meant(text, "Xerxes Quux", titles=(title,))


CALLED = [
    ("chair", "ordf."), ("chair", "vår ordf"), ("chair", "the chairwoman"), ("vice_chair", "vice ordf."),
    ("vice_chair", "v. ordf"), ("vice_chair", "viceordföranden"), ("security_officer", "den säkerhetsansvariga"),
    ("security_officer", "säkerhetsansvariges man"), ("security_officer", "säkerhetsombudet"),
    ("executive_board_chair", "KSO"), ("executive_board_chair", "ks-ordföranden"),
    ("executive_board_chair", "kommunalrådet"), ("committee_chair", "nämndens ordförande"),
    ("board_member", "styrelseledamoten"), ("administrator", "admin"), ("group_leader", "gruppledarens"),
    ("group_leader", "gruppledarn"), ("group_leader", "gruppledarns"), ("group_leader", "gruppledarna"),
    ("group_leader", "ledaren för gruppen"), ("group_leader", "ledaren för hela vår grupp"),
    ("group_leader", "chefen för gruppen"), ("group_leader", "gruppens ledare"), ("group_leader", "grupp-ledaren"),
    ("chair", "chefen för föreningen"), ("chair", "ledaren i vår förening"), ("chair", "the head of our association"),
    ("chair", "0rdföranden"), ("chair", "ordf0r4nden"), ("chair", "0rdf."), ("chair", "ord föranden"),
    ("chair", "o r d f ö r a n d e n"), ("chair", "o.r.d.f.ö.r.a.n.d.e"), ("chair", "ordförnaden"),
    ("chair", "partiordförnde"), ("chair", "ordf*rande"), ("chair", "\u043erdf\u00f6r\u0430nden"),
    ("vice_chair", "v1ce 0rdförande"), ("vice_chair", "vicen"), ("vice_chair", "viceord föranden"),
    ("executive_board_chair", "ordföranden i kommunstyrelsen"), ("committee_chair", "ordföranden i vår nämnd"),
    ("security_officer", "den ansvariga för säkerheten"), ("board_member", "en ledamot i styrelsen"),
]  # fmt: skip


@pytest.mark.parametrize(("office", "written"), CALLED)
def test_an_office_is_found_by_what_people_call_it(office: str, written: str) -> None:
    titles = office_titles(current("standard"))[Office(office)]
    assert is_meant(f"det var {written} som kom hem till mig i natt igen, och jag vågar inget", "X Q", titles=titles)


NICKNAMES = [
    ("Anders", "Ante"), ("Alexandra", "Sandra"), ("Kent", "Kenta"), ("Rolf", "Roffe"), ("Matilda", "Tilda"),
    ("Daniel", "Danne"), ("Sven-Göran", "Svennis"), ("Mohammed", "Muhammed"), ("Lars", "Lasse"),
]  # fmt: skip


@pytest.mark.parametrize(("given_name", "nickname"), NICKNAMES)
def test_a_nickname_is_enough_in_the_midst_of_a_tale(given_name: str, nickname: str) -> None:
    assert is_meant(f"det hände igen efter mötet, {nickname} skrek åt mig hela vägen hem", f"{given_name} Quist")


@given(name=names, way=st.sampled_from(["{}{}", "{} {}", "{}.{}.", "{}. {}.", "{}-{}"]), before=fillers, after=fillers)
def test_initials_are_enough_with_full_stops_or_as_capitals(name: str, way: str, before: str, after: str) -> None:
    initials = _Name.of(name).initials.upper()
    if initials.casefold() not in EVERYDAY_CAPITALS:
        assert is_meant(f"{before} {way.format(*initials)} {after}", name)


@pytest.mark.parametrize("written", ["PO", "P-O", "P O", "P.O."])
def test_a_double_name_has_initials_of_its_own(written: str) -> None:
    assert is_meant(f"det var {written} som skrek åt mig efter mötet i går", "Per-Olof Quist")
    assert not is_meant("vi såg det på TV, och KS ska ta upp det efter sommaren", "Tora Viklund")


@given(title=st.sampled_from(["ordförande", "gruppledare", "vice ordförande"]), before=fillers, after=fillers)
def test_a_title_is_found_anywhere(title: str, before: str, after: str) -> None:
    assert is_meant(f"{before} {title}n {after}", "Xerxes Quux", titles=(title,))


def test_everyone_of_the_name_is_meant() -> None:
    known = [Known(uuid4(), name) for name in ("Anna Svensson", "Ola Svensson", "Anna Ek", "Ulf Dahl")]
    assert meant("Anna Svensson", *known) == {person.person_id for person in known[:3]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "Anna Svensson"),
        ("...", "Anna Svensson"),
        ("någon i gruppen som jag inte känner har hotat mig", "Anna Svensson"),
        ("jag vill inte bo kvar här, de ringer per telefon varje natt", "Per Ek"),
        ("de andra sa ingenting till mig efter mötet igår", "Sandra Ivarsson"),
        ("en annan person, annars vet jag inte vem det kan vara", "Anna Svensson"),
        ("ordet fördes av någon annan den kvällen på mötet", "Xerxes Quux"),
        ("vi ska träffas kl19 i rum 2b, buss 4a går 18:05", "Eva Ao"),
        ("hon leder en grupp i föreningen och är ansvarig för kaffet", "Xerxes Quux"),
        ("ring 070 174 06 06", "Xerxes Quux"),
        ("it was someone from the board, I do not know who", "Anna Svensson"),
    ],
)
def test_ordinary_words_name_nobody(text: str, name: str) -> None:
    assert not is_meant(text, name, titles=TITLES, telephone="+46701740605")


@given(text=st.text(max_size=300), name=st.text(max_size=60))
def test_any_text_and_any_name_can_be_compared(text: str, name: str) -> None:
    people_meant(text, [Known(uuid4(), name, email="a@example.org", telephone="112", titles=(name,))])


@pytest.mark.policy("CON-01")
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anna Ek", "Ek, Anna", True),
        ("Anna Ek", "Anna Maria Ek", True),
        ("Karl Ek", "Carl Ek", True),
        ("Anna Ek", "Anna Berg", False),
        ("Anna", "Anna Ek", False),
        ("Anna", "anna", True),
    ],
)
def test_two_rows_may_be_one_human(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_same_name(one, other) is same
    assert is_same_name(other, one) is same
