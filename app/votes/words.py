"""The one text of this room that pages show as it stands."""

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
