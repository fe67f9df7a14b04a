"""Whose network address a try to sign in is counted against; often nobody's. No address is stored or logged."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from app.core.settings import Network

SHARED_NETWORKS: tuple[Network, ...] = tuple(
    ip_network(network)
    for network in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
"""Loopback, private and link-local: as a peer, a proxy far more often than a person (RFC 1918, 4193, 6598)."""


def address_to_count(*, peer: str | None, forwarded_for: Sequence[str], trusted: Sequence[Network]) -> str | None:
    """The address of whoever asks, an IPv6 customer's as its network; None when what we see may be everyone's.

    Only a proxy that the operator named is believed about whom it speaks for. Without one, a private or loopback peer
    is most likely a proxy: to count at its address would let anyone's guesses delay everyone.

    Args:
        forwarded_for: the values of `X-Forwarded-For`, each a list with commas; only what our proxies wrote last holds.
    """
    address = _read(peer or "")
    if address is None:
        return None
    told = [part for value in forwarded_for for part in value.split(",")]
    while _is_in(address, trusted):
        before = _read(told.pop()) if told else None
        if before is None:
            return None
        address = before
    return None if _is_in(address, SHARED_NETWORKS) else _network_of(address)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """Without a zone, and an IPv4 address as such however it is written."""
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_in(address: IPv4Address | IPv6Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _network_of(address: IPv4Address | IPv6Address) -> str:
    """An IPv6 customer has a whole /64 to choose addresses from: count them as one."""
    return str(ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)
