"""What is refused to tellers, and for want of them; each a stable code."""

from app.core.errors import DomainError


class TellerNotEligible(DomainError):
    """One code for every reason: it must not tell that somebody is part of the matter."""

    code = "teller-not-eligible"
    status = 422
    title = "Someone among them cannot be a teller of this vote."


class TellersNotReady(DomainError):
    code = "tellers-not-ready"
    status = 409
    title = "The roll is locked when every teller has made their keys."


class TellersNotConfirmed(DomainError):
    code = "tellers-not-confirmed"
    status = 409
    title = "Casting opens when every teller has confirmed that their keys are in the manifest."


class TellersOpen(DomainError):
    code = "tellers-open"
    status = 409
    title = "This vote is opened by its tellers, and certified when enough of them have signed the same count."


class TellerKeysInvalid(DomainError):
    code = "teller-keys-invalid"
    status = 422
    title = "A teller's two keys differ from each other and from every other teller's."


class TellerSignatureInvalid(DomainError):
    code = "teller-signature-invalid"
    status = 422
    title = "It is not signed with this teller's key."


class SharesIncomplete(DomainError):
    code = "teller-shares-incomplete"
    status = 422
    title = "Shares are sent to every other teller at once, of every envelope."


class VoteStaysSealed(DomainError):
    code = "vote-stays-sealed"
    status = 409
    title = "Too few took part: the envelopes are destroyed unopened, and no share is passed on."


class OpeningSetMovedOn(DomainError):
    code = "opening-set-moved-on"
    status = 409
    title = "Other tellers open the vote now. Fetch their shares, and count again."


class NoOtherTellerHasSent(DomainError):
    code = "no-other-teller-has-sent"
    status = 409
    title = "Another set of tellers takes one more who has sent their shares."


class CountOfAnotherVote(DomainError):
    code = "count-of-another-vote"
    status = 422
    title = "The count is not of this vote, or its manifest is another."


class BallotBoxAltered(DomainError):
    """`reason` is for whoever reads why the vote was voided."""

    code = "ballot-box-altered"
    status = 409
    title = "Something lies in the box that no voter's page put there: this vote cannot be counted."

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
