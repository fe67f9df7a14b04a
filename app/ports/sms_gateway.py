"""A gateway that takes a form over HTTP, as 46elks does. Apart: whoever has none needs no HTTP client."""

from urllib.parse import unquote, urlsplit, urlunsplit

import httpx

from app.ports.handing_over import AboutTo, NotReached, PutOff, TurnedDown, nobody_asks
from app.ports.sms import Sms


class GatewaySms:
    """`https://user:password@api.46elks.com/a1/sms`: user and password percent-encoded, sent as Basic."""

    keeps_one_of_a_key = False

    def __init__(self, url: str, *, sender: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("VARNA_SMS_URL has the form https://user:password@api.example.com/sms")
        if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost"}:
            raise ValueError("VARNA_SMS_URL has a password in it, and is https")
        self._sender = sender
        self._auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._url = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))

    async def send(self, sms: Sms, *, about_to: AboutTo = nobody_asks) -> None:
        # No proxy or password from the environment, and nothing sent on to where the gateway is said to have moved.
        async with httpx.AsyncClient(timeout=15, trust_env=False, auth=self._auth) as client:
            request = client.build_request(
                "POST", self._url, data={"from": self._sender, "to": sms.to, "message": sms.text}
            )
            await about_to()
            try:
                answer = await client.send(request)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                raise NotReached from None
        if answer.is_success:
            return
        if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.PAYMENT_REQUIRED, httpx.codes.FORBIDDEN}:
            raise NotReached
        if answer.status_code == httpx.codes.BAD_REQUEST:
            raise TurnedDown
        if answer.is_client_error or answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            raise PutOff
        answer.raise_for_status()
        raise httpx.HTTPError("moved")
