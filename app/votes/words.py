"""The texts of this room that pages show as they stand."""

from app.votes.schemas import Caution

WITHOUT_TELLERS = Caution(
    code="server-holds-opening-key",
    sv=(
        "Den här omröstningen saknar rösträknare. Den som sköter servern skulle kunna se resultatet växa fram, ändra "
        "eller ta bort röster och, genom att följa nätadresser under omröstningen, koppla väljare till val. Med "
        "rösträknare skulle det dessutom krävas två av dem, eller en förfalskad sida."
    ),
    en=(
        "This vote has no tellers. Whoever runs the server could see the running result, alter or drop ballots and, by "
        "watching network addresses during the vote, link voters to choices. With tellers they would also need two of "
        "them, or a falsified page."
    ),
)

_SV = ["två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
_EN = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def with_tellers(threshold: int) -> Caution:
    """`threshold` is 2 or more."""
    return Caution(
        code="tellers-open",
        sv=(
            "Den här omröstningen har rösträknare. Den som sköter servern kan inte själv se vad någon röstar eller hur "
            f"det går. För det skulle det krävas {_word(_SV, threshold)} av rösträknarna, eller en förfalskad sida. "
            "Tas en röst bort syns det när ni jämför era kvitton."
        ),
        en=(
            "This vote has tellers. Whoever runs the server cannot alone see how anyone votes, or how it is going. It "
            f"would take {_word(_EN, threshold)} of the tellers, or a falsified page. A ballot that is dropped shows "
            "when you compare your receipts."
        ),
    )


def _word(words: list[str], number: int) -> str:
    return words[number - 2] if number - 2 < len(words) else str(number)


def caution_of(*, teller_threshold: int) -> Caution:
    return with_tellers(teller_threshold) if teller_threshold else WITHOUT_TELLERS
