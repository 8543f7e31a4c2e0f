"""References to what Terraform manages, answered from its state; what cannot be answered is told once, with ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.configuration.gather import gathered
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics

if TYPE_CHECKING:
    from sm_tj_cli.addresses import ResourceAddress
    from sm_tj_cli.configuration.module import Resource
    from sm_tj_cli.configuration.shared import Shared
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.values.value import Value


def from_terraform(
    address: ResourceAddress, shared: Shared, where: SourceRange, written: Resource | None
) -> tuple[Value | None, Diagnostics]:
    """The recorded instances as one value; None, with an error unless offline, where there is no answer."""
    terraform = shared.world.terraform
    found = terraform.instances(address)
    if found:
        repeats = written is not None and written.for_each is not None
        return gathered(found, repeats=repeats and None not in found), Diagnostics()
    if shared.world.offline or shared.lenient or str(address) in shared.told:
        return None, Diagnostics()
    shared.told.add(str(address))
    return None, Diagnostics.of(
        _unanswered(address, shared, where, is_declared=written is not None)
    )


def _unanswered(
    address: ResourceAddress, shared: Shared, where: SourceRange, *, is_declared: bool
) -> Diagnostic:
    terraform = shared.world.terraform
    looked = (
        f"{terraform.described} has no record of it"
        if terraform.available
        else f"there is no Terraform state ({terraform.described})"
    )
    whose = (
        "is managed by Terraform"
        if is_declared
        else "is not declared here, so that only Terraform can know it"
    )
    return Diagnostic.error(
        "Reference cannot be answered",
        f"{address} {whose}, and {looked}. Create it with Terraform first (terraform apply), or name the "
        "state that has it (--terraform-state FILE or s3://bucket/key), or write a variable or a literal value here "
        "instead.",
        where,
    )
