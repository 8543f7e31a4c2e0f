"""What AWS says of the recorded jobs by now, as changes that happened already. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.plan.change import Action, Change, Reason

if TYPE_CHECKING:
    from collections.abc import Collection

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.state.model import State


def drift(
    recorded: State, refreshed: State, gone: Collection[InstanceAddress]
) -> tuple[Change, ...]:
    """One change for every job that is not as recorded: another status, other tags, or gone."""
    found = [
        Change(address, Action.DELETE, Reason.GONE, before=record.attributes)
        for address, record in recorded.jobs()
        if address in gone
    ]
    if refreshed is not recorded:
        for address, fresh in refreshed.jobs():
            before = recorded.job(address)
            if before is not None and before.attributes != fresh.attributes:
                change = Change(
                    address,
                    Action.UPDATE,
                    before=before.attributes,
                    after=fresh.attributes,
                    differing=tuple(
                        (name,)
                        for name in sorted({*before.attributes, *fresh.attributes})
                        if before.attributes.get(name) != fresh.attributes.get(name)
                    ),
                )
                found.append(change)
    return tuple(sorted(found, key=lambda change: change.address))
