"""Descriptions of jobs whose record is about to be deleted in AWS, kept as files on this machine.

In: DescribeTrainingJob's answer with the tags. Out: a private file, durable before anything is deleted, since
"all of the metadata is lost" then (the API page of DeleteTrainingJob).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.state.durable import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sm_tj_cli.documents import JSON

FOLDER = "smtj-archive"


@dataclass(frozen=True, slots=True)
class Archive:
    """Descriptions in `directory`, which is made with the first one."""

    directory: Path

    def keep(self, description: Mapping[str, JSON]) -> str:
        """Writes it, and says where: one file for each job that ever had the name.

        Raises:
            OSError: it cannot be written.
        """
        name = str(description.get("TrainingJobName") or "unknown")
        created = re.sub(r"[^0-9TZ]", "", str(description.get("CreationTime") or ""))
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self.directory / f"{name}.{created or 'undated'}.json"
        replace_file(place, (json.dumps(description, indent=2) + "\n").encode())
        return str(place)
