"""The folders of an experiment: made, and checked by their names."""

from __future__ import annotations

import os
from typing import List, NamedTuple, Optional, SupportsIndex

from ._contract import FILES, FOLDERS, LAYOUT_VERSION
from .errors import LayoutError
from .ids import format_epoch, parse_epoch
from .manifest import misspelt_keys, read_manifest
from .paths import PathLike, format_path, parse_path


def make_folders(exp_dir: PathLike, epoch: Optional[SupportsIndex] = None) -> None:
    """Makes the folders of the experiment; with epoch, those that the tasks of its manifest require for that epoch."""
    tasks = () if epoch is None else read_manifest(exp_dir)["tasks"]
    for folder in FOLDERS:
        is_of_epoch = folder.pattern.startswith("evaluation/{epoch}")
        path = folder.pattern if epoch is None else folder.pattern.replace("{epoch}", format_epoch(epoch))
        if "{" in path or is_of_epoch == (epoch is None) or folder.need == "may":
            continue
        if folder.when is None or folder.when in tasks:
            os.makedirs(os.path.join(os.fspath(exp_dir), *path.split("/")), exist_ok=True)


class Finding(NamedTuple):
    """Something missing or strange: severity "error", "warning" or "info"; path relative to the experiment."""

    severity: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.path or '.'}: {self.message}"


_SEVERITY = {"must": "error", "should": "warning", "may": "info"}


def missing_of_epoch(exp_dir: PathLike, epoch: SupportsIndex, tasks: List[str]) -> List[str]:
    """Required folders and files of an epoch that are not there, relative to the experiment."""
    missing = []
    for kind, exists in ((FOLDERS, os.path.isdir), (tuple(FILES.values()), os.path.isfile)):
        for contract in kind:
            if contract.need != "must" or "{epoch}" not in contract.pattern:
                continue
            if contract.when is not None and contract.when not in tasks:
                continue
            path = contract.pattern.replace("{epoch}", format_epoch(epoch))
            if "{" not in path and not exists(os.path.join(os.fspath(exp_dir), *path.split("/"))):
                missing.append(path)
    return missing


def validate(exp_dir: PathLike) -> List[Finding]:
    """Structure of an experiment: manifest, required folders and files, names that are not of the layout.

    Reads names only. The last listed epoch may be incomplete (a running or killed job), which is a warning.
    `outlay validate` looks into the files as well.
    """
    root = os.fspath(exp_dir)
    try:
        manifest = read_manifest(root)
    except (LayoutError, OSError) as error:
        return [Finding("error", "manifest.json", str(error))]
    findings = [
        Finding("warning", "manifest.json", f"Nothing reads the key {key!r}. Did you mean {meant!r}?")
        for key, meant in misspelt_keys(manifest).items()
    ]
    epochs = sorted({parse_epoch(name) or 0 for name in manifest["eval_epochs"]})
    for epoch in epochs:
        is_last = epoch == epochs[-1]
        why = " The last epoch may still be running." if is_last else ""
        for path in missing_of_epoch(root, epoch, manifest["tasks"]):
            message = f"expected by layout {LAYOUT_VERSION}, not found.{why}"
            findings.append(Finding("warning" if is_last else "error", path, message))
    for contract in FOLDERS:
        if "{" in contract.pattern or contract.need == "may":
            continue
        if not os.path.isdir(os.path.join(root, *contract.pattern.split("/"))):
            findings.append(Finding(_SEVERITY[contract.need], contract.pattern, "expected folder, not found."))
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or name.endswith(".tmp") or name == "Thumbs.db":
                continue
            path = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
            parsed = parse_path(path)
            if parsed is None:
                findings.append(Finding("info", path, f"not a file of layout {LAYOUT_VERSION}."))
            elif not parsed.canonical:
                wanted = format_path(parsed.file_id, **parsed.ids)
                findings.append(Finding("warning", path, f"expected the name {wanted}."))
    return findings
