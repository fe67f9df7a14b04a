"""E-mail addresses and telephone numbers in one form, so that the same one is found again however it is written."""

import re
import unicodedata

# The state's numbers, the same for every association: not anyone's contact detail.
EMERGENCY = "112"
POLICE = "114 14"

_LOCAL_PART = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+")
LONGEST_EMAIL = 254


def normalised_email(written: str) -> str:
    """Lower case, the domain in ASCII; raises ValueError when it is no address one can send to.

    The part before the @ is lowered too: no provider tells `Anna@` from `anna@`, and two accounts for one mailbox
    would be worse than the standard's letter.
    """
    local, _, domain = unicodedata.normalize("NFKC", written).strip().lower().rpartition("@")
    try:
        address_domain = domain.encode("idna").decode()
    except UnicodeError:
        raise ValueError("is no e-mail address") from None
    email = f"{local}@{address_domain}"
    if not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(address_domain) or len(email) > LONGEST_EMAIL:
        raise ValueError("is no e-mail address")
    return email


COUNTRY_CODE = "+46"
_TELEPHONE = re.compile(r"\+?[0-9]{3,15}")
_SWEDISH_MOBILE = re.compile(r"\+46(7[0-9])([0-9]{3})([0-9]{2})([0-9]{2})")


def normalised_telephone(written: str) -> str:
    """Digits, with `+` and country code for a full number; raises ValueError when it is no telephone number."""
    digits = re.sub(r"[\s()./\u2010-\u2015-]", "", unicodedata.normalize("NFKC", written))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"{COUNTRY_CODE}{digits[1:]}"
    elif digits.startswith(f"{COUNTRY_CODE}0"):  # written +46 (0)70
        digits = f"{COUNTRY_CODE}{digits[len(COUNTRY_CODE) + 1 :]}"
    if not _TELEPHONE.fullmatch(digits) or not digits.isascii():
        raise ValueError("is no telephone number")
    return digits


def written_telephone(normalised: str) -> str:
    """A number as people read it; as it is kept where it is no Swedish mobile. The pages write it the same way."""
    mobile = _SWEDISH_MOBILE.fullmatch(normalised)
    return f"0{mobile[1]}-{mobile[2]} {mobile[3]} {mobile[4]}" if mobile else normalised
