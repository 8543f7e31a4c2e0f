"""How long a trouble of the service is borne, and how much slower it is asked meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.service import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.service import ServiceError
    from sm_tj_cli.watch.ports import Clock

OUTAGE_BUDGET = timedelta(minutes=30)
RENEWAL_BUDGET = timedelta(minutes=15)
TOLD_EVERY = timedelta(seconds=60)
SLOWEST = 64.0


@dataclass(slots=True)
class Patience:
    """The troubles of one account and region.

    Throttling and outages are borne for half an hour without a single answer; credentials that worked before, for a
    quarter: whoever sees the warning can renew them meanwhile. Everything else is not.

    Attributes:
        clock: for the budgets.
        tell: is told of troubles, not more often than once a minute.
        slowed: how many times longer the pauses are to be.
    """

    clock: Clock
    tell: Callable[[Diagnostic], None]
    slowed: float = 1.0
    _worked: bool = False
    _since: datetime | None = None
    _told: datetime | None = None

    def over(self) -> None:
        """The service answered."""
        self._worked, self._since, self.slowed = True, None, max(1.0, self.slowed / 2)

    def endure(self, error: ServiceError) -> None:
        """Bears the error, or raises it where it is not to be borne (any more)."""
        budget = self._budget(error.kind)
        now = self.clock.now()
        self._since = self._since or now
        self.slowed = min(SLOWEST, self.slowed * 2)
        if budget is None or now - self._since > budget:
            raise error
        if self._told is None or now - self._told >= TOLD_EVERY:
            self._told = now
            self.tell(_warning(error))

    def _budget(self, kind: Kind) -> timedelta | None:
        match kind:
            case Kind.THROTTLED | Kind.UNAVAILABLE | Kind.OTHER:
                return OUTAGE_BUDGET
            case Kind.CREDENTIALS if self._worked:
                return RENEWAL_BUDGET
            case _:
                return None


def _warning(error: ServiceError) -> Diagnostic:
    if error.kind is Kind.CREDENTIALS:
        return Diagnostic.warning(
            "Credentials do not work any more",
            f"{error}. Renew them now (for example with aws sso login): the waiting goes on with the new ones. "
            "The jobs run on in any case.",
        )
    return Diagnostic.warning(
        "Service cannot be asked at the moment", f"{error}. The waiting goes on."
    )
