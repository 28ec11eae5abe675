"""manifest.json at the root of an experiment: checked, merged, written in one step."""

from __future__ import annotations

import json
import math
import operator
import os
from typing import Any, Callable, Dict, Iterable, List, Mapping, SupportsFloat, SupportsIndex, Tuple

from ._contract import LAYOUT_VERSION, MANIFEST_KEYS, REQUIRED_MANIFEST_KEYS, TASKS
from .atomic import one_at_a_time, remove_abandoned, write_atomic
from .errors import LayoutError, did_you_mean, near_miss
from .ids import MAX_ID, format_epoch, parse_epoch
from .paths import PathLike


def check_manifest(manifest: Any) -> List[str]:
    """Everything wrong with a manifest, a sentence each; empty when it is sound."""
    if not isinstance(manifest, Mapping):
        return [f"manifest.json: expected a JSON object, found {type(manifest).__name__}."]
    unknown = [key for key in manifest if key not in MANIFEST_KEYS]
    problems = []
    for key in REQUIRED_MANIFEST_KEYS:
        if key not in manifest:
            near = near_miss(key, unknown)
            looks = "" if near is None else f" {near!r} looks like it."
            problems.append(f"manifest.json, {key}: the key is missing.{looks}")
    version = manifest.get("output_layout_version", LAYOUT_VERSION)
    if version != LAYOUT_VERSION:
        problems.append(
            f"manifest.json, output_layout_version: expected {LAYOUT_VERSION!r}, found {version!r}. "
            "A newer layout needs a newer release of outlay."
        )
    for key in ("exp_name", "scene_name"):
        if key in manifest and not (isinstance(manifest[key], str) and manifest[key]):
            problems.append(f"manifest.json, {key}: expected a non-empty string, found {manifest[key]!r}.")
    for key in ("$schema", "pose_eval_world_alignment_method"):
        if not isinstance(manifest.get(key, ""), str):
            problems.append(f"manifest.json, {key}: expected a string, found {manifest[key]!r}.")
    if "source_camera_id" in manifest and not _is_camera(manifest["source_camera_id"]):
        found = manifest["source_camera_id"]
        problems.append(f"manifest.json, source_camera_id: expected a camera number, found {found!r}.")
    for key, is_sound, expected, words in _LISTS:
        values = manifest.get(key, [])
        if not isinstance(values, (list, tuple)):
            problems.append(f"manifest.json, {key}: expected a list, found {values!r}.")
            continue
        for i, value in enumerate(values):
            if not is_sound(value):
                hint = did_you_mean(value, words) or _epoch_hint(key, value)
                problems.append(f"manifest.json, {key}[{i}]: expected {expected}, found {value!r}.{hint}")
    return problems


def _is_camera(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_ID


def _is_task(value: Any) -> bool:
    return isinstance(value, str) and value in TASKS


def _is_epoch(value: Any) -> bool:
    return isinstance(value, str) and parse_epoch(value) is not None


def _epoch_hint(key: str, value: Any) -> str:
    is_number = key == "eval_epochs" and (_is_camera(value) or (isinstance(value, str) and value.isdecimal()))
    return f" Did you mean {format_epoch(int(value))!r}?" if is_number and int(value) <= MAX_ID else ""


_LISTS: Tuple[Tuple[str, Callable[[Any], bool], str, Tuple[str, ...]], ...] = (
    ("tasks", _is_task, "one of " + ", ".join(TASKS), TASKS),
    ("eval_epochs", _is_epoch, 'a name such as "epoch_0030"', ()),
    ("nvs_cameras", _is_camera, "a camera number", ()),
)


def misspelt_keys(manifest: Mapping[str, Any]) -> Dict[str, str]:
    """Keys that nothing reads and that look like one that is: {"nvs_camera": "nvs_cameras"}. Unknown keys are kept."""
    free = [key for key in MANIFEST_KEYS if key not in manifest]
    close = {key: near_miss(key, free) for key in manifest if key not in MANIFEST_KEYS}
    return {key: name for key, name in close.items() if name is not None}


def read_manifest(exp_dir: PathLike) -> Dict[str, Any]:
    """The manifest of an experiment, unknown keys included.

    Raises LayoutError with everything wrong, OSError when there is none.
    """
    path = os.path.join(os.fspath(exp_dir), "manifest.json")
    with open(path, encoding="utf-8-sig") as stream:
        text = stream.read()
    try:
        manifest: Dict[str, Any] = json.loads(text)
    except ValueError as error:
        found = "an empty file" if text.strip() == "" else f"text that is not JSON ({error})"
        raise LayoutError(
            f"{path}: expected a JSON object, found {found}. "
            "Move the file away and create the experiment again; its epochs are the folders in evaluation/."
        ) from error
    problems = check_manifest(manifest)
    if problems:
        raise LayoutError(" ".join(problems))
    return manifest


def merge_manifest(previous: Mapping[str, Any], following: Mapping[str, Any]) -> Dict[str, Any]:
    """What to write when a run starts again in the same folder: values of following win, keys only previous has are
    kept, epochs and tasks are the union of both. Raises LayoutError when they are of different experiments."""
    for key in ("exp_name", "scene_name"):
        if previous[key] != following[key]:
            raise LayoutError(
                f"manifest.json, {key}: expected {previous[key]!r}, found {following[key]!r}. "
                "The folder holds another experiment; write into another folder."
            )
    merged = {**previous, **following}
    merged["tasks"] = [task for task in TASKS if task in previous["tasks"] or task in following["tasks"]]
    merged["eval_epochs"] = _sorted_epochs([*previous["eval_epochs"], *following["eval_epochs"]])
    return merged


def _sorted_epochs(names: Iterable[str]) -> List[str]:
    seen: Dict[int, str] = {}
    for name in names:
        seen.setdefault(parse_epoch(name) or 0, name)
    return [seen[number] for number in sorted(seen)]


def format_manifest(manifest: Mapping[str, Any]) -> str:
    """Text of a manifest: two spaces, known keys first in a stable order, final newline.

    Integers and floats of numpy become plain ones, tuples lists. Raises LayoutError for what JSON cannot hold.
    """
    plain = {key: _plain_json(f"manifest.json, {key}", value) for key, value in manifest.items()}
    ordered = {key: plain[key] for key in MANIFEST_KEYS if key in plain}
    ordered.update({key: value for key, value in plain.items() if key not in ordered})
    return json.dumps(ordered, indent=2, ensure_ascii=False) + "\n"


def _plain_json(at: str, value: Any) -> Any:
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain_json(f"{at}.{key}", inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset, range)):
        inners = sorted(value) if isinstance(value, (set, frozenset)) else value
        return [_plain_json(f"{at}[{i}]", inner) for i, inner in enumerate(inners)]
    if isinstance(value, SupportsIndex):
        try:
            return operator.index(value)
        except TypeError:
            pass  # Arrays and tensors have the method and no index.
    if hasattr(value, "tolist"):
        return _plain_json(at, value.tolist())
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, SupportsFloat) and math.isfinite(float(value)):
        return float(value)
    raise LayoutError(f"{at}: expected what JSON can hold, found {value!r}. Store it as a string.")


def write_manifest(exp_dir: PathLike, manifest: Mapping[str, Any]) -> None:
    """Writes a manifest in one step (temporary name, flush, rename): a reader sees the old or the new one, never half.

    Raises LayoutError, and writes nothing, when the manifest is not sound.
    """
    text = format_manifest(manifest)
    problems = check_manifest(json.loads(text))
    if problems:
        raise LayoutError(" ".join(problems))
    os.makedirs(os.fspath(exp_dir), exist_ok=True)
    path = os.path.join(os.fspath(exp_dir), "manifest.json")
    remove_abandoned(path)
    write_atomic(path, text.encode(), flush=True)


def update_manifest(exp_dir: PathLike, manifest: Mapping[str, Any]) -> Dict[str, Any]:
    """Writes a manifest, merged with the one that is there. An unreadable one raises LayoutError: nothing is lost.

    Processes that do it at the same time wait for each other where the file system has locks.
    """
    return _change(exp_dir, json.loads(format_manifest(manifest)))


def add_epoch(exp_dir: PathLike, epoch: SupportsIndex) -> Dict[str, Any]:
    """Lists an epoch in the manifest, in one step. Call it when the evaluation of the epoch starts: a listed epoch
    without its files is one that runs, an epoch folder that is not listed is one that was lost (OUT1103)."""
    manifest = read_manifest(exp_dir)
    return _change(exp_dir, {**manifest, "eval_epochs": [format_epoch(epoch)]})


def _change(exp_dir: PathLike, following: Dict[str, Any]) -> Dict[str, Any]:
    folder = os.fspath(exp_dir)
    os.makedirs(folder, exist_ok=True)
    with one_at_a_time(folder):
        if not os.path.exists(os.path.join(folder, "manifest.json")):
            write_manifest(folder, following)
            return following
        problems = check_manifest(following)
        if problems:
            raise LayoutError(" ".join(problems))
        previous = read_manifest(folder)
        merged = merge_manifest(previous, following)
        if merged != previous:
            write_manifest(folder, merged)
        return merged
