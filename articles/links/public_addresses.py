"""Which addresses of the network are public: the only ones that we go to when somebody else names the host."""

from ipaddress import IPv6Address, ip_address, ip_network

# Python calls these global; they are not a public host's (IANA's registries of special-purpose addresses).
RELAYS = [ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24")]
# All public hosts stand in here. So embedded IPv4 (::ffff:0:0/96, ::/96), NAT64 (64:ff9b::/96, 64:ff9b:1::/48),
# private, link-local, site-local and multicast addresses need no list.
GLOBAL_UNICAST = ip_network("2000::/3")
# Protocols with Teredo and ORCHID, 6to4, documentation.
NO_HOSTS = [ip_network("2001::/23"), ip_network("2002::/16"), ip_network("3fff::/20")]


def is_public(address: str) -> bool:
    """Whether a numeric address is a public host's; what is none is not."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    if isinstance(ip, IPv6Address):
        return ip in GLOBAL_UNICAST and not any(ip in network for network in NO_HOSTS)
    return not any(ip in network for network in RELAYS)
