"""Paths to a loaded configuration: which files belong to it, read and decoded, with the modules it calls.

A directory means all its `.tf` and `.tf.json` files, overrides last (Terraform's "Files and Directories" page);
given files are the configuration alone.
"""

from __future__ import annotations

import json
import posixpath
import shlex
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.configuration.block_schema import conform_file
from sm_tj_cli.configuration.decode import decode_module
from sm_tj_cli.configuration.overrides import is_override, merge_overrides
from sm_tj_cli.configuration.saved_plan import is_saved_plan
from sm_tj_cli.diagnostics import Diagnostics, Findings, SourceFile
from sm_tj_cli.syntax.allowance import MOST_TOKENS, Allowance
from sm_tj_cli.syntax.parse import parse_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.configuration.module import Module, ModuleCall
    from sm_tj_cli.configuration.ports import Files
    from sm_tj_cli.syntax.nodes import Body

    Level: TypeAlias = tuple[str, ...]
    """The directories of the modules that stand around."""

LARGEST_FILE = 4 * 1024 * 1024
MOST_MODULE_LEVELS = 32
MOST_MODULES = 1_000
MOST_DECLARED = 50_000
SUFFIXES = (".tf", ".tf.json")


@dataclass(frozen=True, slots=True)
class LoadedConfiguration:
    """A configuration as text says it.

    Attributes:
        sources: all files read, by the name that diagnostics use.
        is_partial: whether single files are it, so that what they refer to may stand in others.
        is_cut: whether it was given up, too long or too full of mistakes, so that there is nothing in `root`.
        tokens: how many more words and symbols the files of variables may have.
    """

    directory: str
    root: Module
    sources: dict[str, SourceFile] = field(default_factory=dict)
    is_partial: bool = False
    is_cut: bool = False
    tokens: int = MOST_TOKENS


class LocalFiles:
    """The files on this machine."""

    def list_directory(self, path: str) -> Sequence[str]:
        """The names in a directory, sorted."""
        return sorted(entry.name for entry in Path(path).iterdir())

    def read_text(self, path: str) -> str:
        """A regular file's text without its byte order mark."""
        place = Path(path)
        if not place.exists():
            leads_nowhere = "it is a link that leads nowhere"
            raise FileNotFoundError(
                leads_nowhere if place.is_symlink() else "there is no such file"
            )
        if not place.is_file():
            raise OSError(f"{path} is not a regular file")
        if place.stat().st_size > LARGEST_FILE:
            raise OSError(f"{path} is larger than {LARGEST_FILE // 1024 // 1024} MB")
        return place.read_bytes().decode("utf-8-sig")

    def exists(self, path: str) -> bool:
        """Whether anything is there."""
        return Path(path).exists()

    def is_directory(self, path: str) -> bool:
        """Whether a directory is there."""
        return Path(path).is_dir()


def _says_saved_plan(path: str, files: Files) -> bool:
    """Whether the file says that it is one."""
    with suppress(OSError, ValueError):
        return is_saved_plan(files.read_text(path))
    return False


def load_configuration(
    paths: Sequence[str], files: Files, data_directory: str = ".terraform"
) -> tuple[LoadedConfiguration, Diagnostics]:
    """Everything that the paths name; what could be read even where something is wrong.

    `data_directory` is where `terraform init` keeps the modules that it has fetched, seen from the root module.
    """
    loader = _Loader(files, data_directory)
    directory = "."
    names: list[str] = []
    is_partial = False
    for at, path in enumerate(paths or (".",)):
        if files.is_directory(path):
            names.extend(loader.files_of(path))
            directory = path if at == 0 else directory
        elif files.exists(path) and not path.endswith(SUFFIXES):
            loader.findings.error(
                "Not a configuration file",
                f"{path} is a saved plan, which stands alone: smtj apply {shlex.quote(path)}"
                if _says_saved_plan(path, files)
                else f'"{path}" is neither a .tf or .tf.json file nor a directory.',
            )
        elif files.exists(path):
            names.append(path)
            is_partial = True
            directory = str(Path(path).parent) if at == 0 else directory
        else:
            loader.findings.error(
                "No such file or directory",
                f'There is nothing at "{path}". PATH is a .tf or .tf.json file, or a directory that holds some.',
            )
    if not names and not loader.findings.count:
        loader.findings.error(
            "No configuration files",
            f'The directory "{directory}" contains no configuration files (.tf, .tf.json).',
        )
    loader.root = directory
    names = list(dict.fromkeys(names))
    root = loader.module(directory, names, (posixpath.normpath(directory),))
    if loader.is_cut:
        root = decode_module(directory, [], Findings())
    loaded = LoadedConfiguration(
        directory, root, loader.sources, is_partial, loader.is_cut, loader.allowance.tokens
    )
    return loaded, loader.findings.result()


class _Loader:
    def __init__(self, files: Files, data_directory: str) -> None:
        self.files = files
        self.data_directory = data_directory
        self.root = "."
        self.findings = Findings()
        self.allowance = Allowance()
        self.sources: dict[str, SourceFile] = {}
        self.modules = self.declared = 0
        self._is_told = False
        self._bodies: dict[str, Body | None] = {}
        self._manifest: Mapping[str, str] | None = None

    @property
    def is_cut(self) -> bool:
        """Whether nothing more is read, because there is too much text, or more wrong with it than is told."""
        return self.allowance.is_told or self.findings.is_full

    def files_of(self, directory: str) -> list[str]:
        """A directory's configuration files, the overrides last."""
        try:
            entries = self.files.list_directory(directory)
        except OSError as problem:
            self.findings.error("Cannot read directory", f"{directory}: {problem}.")
            return []
        chosen = [name for name in entries if name.endswith(SUFFIXES) and not name.startswith(".")]
        ordered = sorted(chosen, key=is_override)
        paths = [
            name if directory == "." else f"{directory.rstrip('/')}/{name}" for name in ordered
        ]
        return [path for path in paths if not self.files.is_directory(path)]

    def module(
        self, directory: str, names: Sequence[str], level: Level = (), key: str = ""
    ) -> Module:
        bodies: list[Body] = []
        overrides: list[Body] = []
        for name in names:
            overriding = is_override(Path(name).name)
            if self.is_cut:
                break
            if name not in self._bodies:
                self._bodies[name] = self._body(name, overrides=overriding)
            body = self._bodies[name]
            if body is not None:
                (overrides if overriding else bodies).append(body)
        if self.is_cut:
            bodies, overrides = [], []
        bodies = merge_overrides(bodies, overrides, self.findings)
        module = decode_module(directory, bodies, self.findings)
        called = {
            name: self._called(call, directory, level, f"{key}.{name}" if key else name)
            for name, call in module.calls.items()
        }
        return replace(module, calls=called)

    def _body(self, name: str, *, overrides: bool) -> Body | None:
        try:
            source = SourceFile(name, self.files.read_text(name))
        except UnicodeDecodeError as problem:
            before = problem.object[: problem.start].decode()
            self._unread("Invalid file encoding", f"{name} is not UTF-8 text.", name, before)
            return None
        except OSError as problem:
            self._unread("Cannot read file", f"{name}: {problem.strerror or problem}.", name)
            return None
        self.sources[name] = source
        body, problems = parse_file(source, allowance=self.allowance)
        self.findings.add(problems)
        if self.is_cut:
            return None
        return conform_file(body, self.findings, overrides=overrides)

    def _unread(self, summary: str, detail: str, name: str, before: str = "") -> None:
        """Tells what stands in the way of reading a file, behind the text `before` of it."""
        place = SourceFile(name, before).range(len(before), len(before))
        self.findings.error(summary, detail, place)

    def _called(self, call: ModuleCall, directory: str, level: Level, key: str) -> ModuleCall:
        place = self._place(call, directory, key)
        if place is None:
            return call
        if place in level or len(level) >= MOST_MODULE_LEVELS:
            self.findings.error(
                "Modules nested too deeply",
                f"This calls the module in {place}, inside of which it stands itself, so that there is no end to it."
                if place in level
                else f"Modules may call modules up to {MOST_MODULE_LEVELS} levels deep.",
                call.range,
            )
            return call
        if not self._affords(call):
            return call
        self.modules += 1
        module = self.module(place, self.files_of(place), (*level, place), key)
        self.declared += len(module.variables) + len(module.locals) + len(module.outputs)
        self.declared += len(module.resources) + len(module.calls)
        return replace(call, module=module)

    def _affords(self, call: ModuleCall) -> bool:
        """Whether there may be one more module; the first one too many is told."""
        if self.modules < MOST_MODULES and self.declared < MOST_DECLARED:
            return True
        if not self._is_told:
            self._is_told = True
            self.findings.error(
                "Too many modules",
                f"A configuration may call {MOST_MODULES:,} modules that declare {MOST_DECLARED:,} things in all, "
                "counting each call of each of them.",
                call.range,
            )
        return False

    def _place(self, call: ModuleCall, directory: str, key: str) -> str | None:
        if call.source.startswith(("./", "../")):
            place = _below(directory, call.source)
            if call.has_version:
                self.findings.error(
                    "Invalid registry module source address",
                    f'The module in {place} has no versions: only a registry has them. Remove the argument "version".',
                    call.source_range,
                )
            if self.files.is_directory(place):
                return place
            self.findings.error(
                "Unreadable module directory",
                f"The module directory {place} does not exist.",
                call.range,
            )
            return None
        fetched = self._fetched().get(key)
        if fetched is None and call.source:
            hint = "" if "/" in call.source else f' Write "./{call.source}" for a directory.'
            self.findings.error(
                "Module not installed",
                f'The module "{call.name}" is not a local one and was not fetched.{hint} Run "terraform init" to fetch '
                "it; smtj reads what Terraform has fetched.",
                call.range,
            )
        return fetched

    def _fetched(self) -> Mapping[str, str]:
        """Where each module that Terraform has fetched lies, by its key in the tree of calls."""
        if self._manifest is None:
            self._manifest = self._read_manifest()
        return self._manifest

    def _read_manifest(self) -> Mapping[str, str]:
        manifest = _below(self.root, f"{self.data_directory}/modules/modules.json")
        if not self.files.exists(manifest):
            return {}
        try:
            document = json.loads(self.files.read_text(manifest))
            return {str(it["Key"]): _below(self.root, str(it["Dir"])) for it in document["Modules"]}
        except (OSError, ValueError, KeyError, TypeError) as problem:
            self.findings.error("Unreadable module manifest", f"{manifest}: {problem}.")
            return {}


def _below(directory: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(directory, path))
