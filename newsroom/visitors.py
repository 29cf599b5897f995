"""Where a request comes from, as keyed hashes: enough to count by and to keep somebody out, too little to know who it is.

A hash is of an address or of a range of addresses, made with the site's secret key: whoever has the database alone cannot
try out addresses. Not even the hashes are kept for longer than the rule that needs them says.
"""

import logging
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

BLOCK = {4: 24, 6: 48}  # what one household or office has
NETWORK = {4: 16, 6: 32}  # what one provider has, about
LENGTH = 32


@dataclass(frozen=True)
class Visitor:
    """Keyed hashes of the address, of its block and of its network; empty where the server tells no address.

    What is empty is nobody: it is not counted, limited or banned.
    """

    address: str = ""
    block: str = ""
    network: str = ""


def visitor_of(request: HttpRequest) -> Visitor:
    """Where a request comes from.

    A proxy that `PROXIES` does not count is a visitor like any other, and whoever comes through it shares its limits: to
    believe what it adds would let everybody write themselves another address. It is logged, for somebody to set `PROXIES`.
    """
    address = address_of(request)
    if address is None:
        return Visitor()
    if not (settings.PROXIES or address.is_global) and "X-Forwarded-For" in request.headers:
        logger.warning("All visitors through the proxy %s are taken for one: count it in PROXIES.", address)
    block, network = (ip_network((address, bits[address.version]), strict=False) for bits in (BLOCK, NETWORK))
    return Visitor(_hashed(str(address)), _hashed(str(block)), _hashed(str(network)))


def address_of(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """The address that speaks to us, or to the outermost of our own proxies (`PROXIES` of them); None for none.

    Each proxy adds to the end of `X-Forwarded-For` whom it was spoken to by. What stands before that was written by
    the visitor, and is never read.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        passed_on = request.headers.get("X-Forwarded-For", "").split(",")
        chain = [*(address for address in passed_on if address.strip()), told]
        told = chain[max(len(chain) - 1 - settings.PROXIES, 0)]
    try:
        address = ip_address(told.strip())
    except ValueError:
        return None
    return (address.version == 6 and address.ipv4_mapped) or address


def _hashed(text: str) -> str:
    return salted_hmac("newsroom.visitors", text, algorithm="sha256").hexdigest()[:LENGTH]
