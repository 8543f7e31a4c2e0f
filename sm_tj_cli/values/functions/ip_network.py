"""IP networks: `cidrhost`, `cidrnetmask`, `cidrsubnet`, `cidrsubnets`."""

from __future__ import annotations

import ipaddress
import re

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    number_of,
    text_of,
    whole_number_of,
)
from sm_tj_cli.values.numbers import is_whole
from sm_tj_cli.values.types import NUMBER, STRING, ListType
from sm_tj_cli.values.value import Value, list_of, string

PREFIX = Parameter("prefix", STRING)
LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@function(
    "cidrhost",
    PREFIX,
    Parameter("hostnum", NUMBER),
    returns=STRING,
    examples=(
        ('cidrhost("10.12.112.0/20", 16)', '"10.12.112.16"'),
        ('cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)', '"fd00:fd12:3456:7890::22"'),
    ),
)
def cidrhost(arguments: Arguments) -> Value:
    """The address of a host in a network, from its number; a negative number counts from the end."""
    network = _network(arguments[0])
    host = _whole(arguments[1])
    size = network.num_addresses
    position = host if host >= 0 else size + host
    if not 0 <= position < size:
        shown = host if host >= 0 else position
        raise FunctionError(
            f"prefix of {network.prefixlen} does not accommodate a host numbered {shown}"
        )
    return string(_written(network, int(network.network_address) + position))


@function(
    "cidrnetmask",
    PREFIX,
    returns=STRING,
    examples=(('cidrnetmask("172.16.0.0/12")', '"255.240.0.0"'),),
)
def cidrnetmask(arguments: Arguments) -> Value:
    """The subnet mask of an IPv4 network."""
    network = _network(arguments[0])
    if network.version != 4:
        raise FunctionError(f"IPv6 addresses cannot have a netmask: {text_of(arguments[0])}")
    return string(str(network.netmask))


@function(
    "cidrsubnet",
    PREFIX,
    Parameter("newbits", NUMBER),
    Parameter("netnum", NUMBER),
    returns=STRING,
    examples=(
        ('cidrsubnet("172.16.0.0/12", 4, 2)', '"172.18.0.0/16"'),
        ('cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', '"fd00:fd12:3456:7800:a200::/72"'),
    ),
)
def cidrsubnet(arguments: Arguments) -> Value:
    """A subnet of a network: as many bits longer, and which one of them."""
    network = _network(arguments[0])
    new_bits = whole_number_of(arguments[1])
    which = _whole(arguments[2])
    length = network.prefixlen + new_bits
    if not 0 <= length <= network.max_prefixlen:
        raise FunctionError(
            f"insufficient address space to extend prefix of {network.prefixlen} by {new_bits}"
        )
    if new_bits < 0 or not 0 <= which < 2**new_bits:
        raise FunctionError(
            f"prefix extension of {new_bits} does not accommodate a subnet numbered {which}"
        )
    start = int(network.network_address) + (which << (network.max_prefixlen - length))
    return string(f"{_written(network, start)}/{length}")


@function(
    "cidrsubnets",
    PREFIX,
    variadic=Parameter("newbits", NUMBER),
    returns=ListType(STRING),
    examples=(
        ('cidrsubnets("10.1.0.0/16", 4, 8)', 'tolist([\n  "10.1.0.0/20",\n  "10.1.16.0/24",\n])'),
    ),
)
def cidrsubnets(arguments: Arguments) -> Value:
    """Consecutive subnets of a network, each as many bits longer as said."""
    network = _network(arguments[0], argument=0)
    start = int(network.network_address)
    end = start + network.num_addresses
    made: list[str] = []
    for position, argument in enumerate(arguments[1:], start=1):
        length = _longer(network, whole_number_of(argument, argument=position), position)
        size = 1 << (network.max_prefixlen - length)
        if not made and start - size < 0 < start + network.num_addresses:
            # Terraform looks for the first one behind the one before it, and there is none before the first address.
            last = _written(network, (1 << network.max_prefixlen) - size)
            raise _no_space(length, f"{last}/{length}", position)
        start = -(-start // size) * size
        if start + size > end:
            raise _no_space(length, made[-1], position)
        made.append(f"{_written(network, start)}/{length}")
        start += size
    return list_of(STRING, map(string, made))


def _no_space(length: int, last: str, position: int) -> FunctionError:
    return FunctionError(
        f"not enough remaining address space for a subnet with a prefix of {length} bits after {last}",
        position,
    )


def _whole(value: Value) -> int:
    """A whole number of any size: an IPv6 network has more hosts than 64 bits count."""
    content = number_of(value)
    if not is_whole(content):
        raise FunctionError("value must be a whole number")
    return int(content)


def _longer(network: Network, new_bits: int, position: int) -> int:
    if new_bits < 1:
        raise FunctionError("must extend prefix by at least one bit", position)
    if new_bits > 32:
        raise FunctionError("may not extend prefix by more than 32 bits", position)
    length = network.prefixlen + new_bits
    if length > network.max_prefixlen:
        raise FunctionError(
            f"would extend prefix to {length} bits, which is too long for an "
            f"IPv{network.version} address",
            position,
        )
    return length


def _network(value: Value, *, argument: int | None = None) -> Network:
    text = text_of(value)
    address, slash, length = text.partition("/")
    # Terraform goes on reading the zeros in front of decimal octets as it always did.
    relaxed = LEADING_ZEROS.sub("", address) if ":" not in address else address
    try:
        if not slash or "%" in address or not (length.isascii() and length.isdigit()):
            raise ValueError(text)
        return ipaddress.ip_network(f"{relaxed}/{int(length)}", strict=False)
    except ValueError:
        raise FunctionError(
            f"invalid CIDR expression: invalid CIDR address: {text}", argument
        ) from None


def _written(network: Network, address: int) -> str:
    return str(network.network_address.__class__(address))
