"""The regions of AWS, as the installed SDK lists them."""

from __future__ import annotations

from functools import cache


@cache
def known_regions() -> dict[str, str]:
    """Every region, with the name that people use: `eu-west-1` -> `Europe (Ireland)`."""
    from botocore.loaders import Loader

    document = Loader().load_data("endpoints")
    return {
        region: facts["description"]
        for partition in document["partitions"]
        for region, facts in partition["regions"].items()
    }
