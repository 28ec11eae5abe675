"""Are arrays what a file of the layout holds?"""

from __future__ import annotations

import math
import re
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ._contract import FILES, Array, FileId
from .errors import LayoutError, near_miss
from .paths import require_file_id
from .values import Numbers, as_numbers, extent_of, floats_of, shape_of

# What other files and libraries call the same thing.
_ALIASES: Dict[str, Tuple[str, ...]] = {
    "intrinsics": ("K", "k", "intrinsic", "camera_matrix"),
    "extrinsics": ("RT", "Rt", "w2c", "world_to_camera", "extrinsic", "viewmat"),
    "root_pose": ("global_orient",),
    "global_orient": ("root_pose",),
    "trans": ("transl", "translation"),
    "transl": ("trans", "translation"),
    "lhand_pose": ("left_hand_pose",),
    "rhand_pose": ("right_hand_pose",),
    "verts": ("vertices",),
    "joints_3d": ("joints",),
    "expression": ("expr",),
}
_IN_METRES = ("extrinsics", "trans", "transl", "verts", "joints_3d")
_FARTHEST_METRES = 200.0
_FARTHEST_MEAN_DEPTH_METRES = 100.0
_LARGEST_ANGLE = 4 * math.pi
_ORTHONORMAL_TOLERANCE = 1e-3


def check_arrays(file_id: FileId, arrays: Any) -> None:
    """Raises LayoutError, with everything wrong, unless arrays are what the file holds: a mapping of names to arrays
    for .npz, one array for .npy.

    Takes arrays of numpy, torch and jax, and nested lists. Checks names, shapes, types and values: NaN and infinity,
    integers and millimetres where metres belong, keys that are swapped or have another name, matrices that are not
    intrinsics or rotations. If an object has only a .shape, only that is checked. Unknown keys are allowed.
    """
    require_file_id(file_id)
    contracts = FILES[file_id].arrays
    if not contracts:
        raise LayoutError(f"{file_id}: the contract of this file has no arrays ({FILES[file_id].doc})")
    if "" not in contracts and not isinstance(arrays, Mapping):
        keys = ", ".join(contracts)
        raise LayoutError(f"{file_id}: expected a mapping with the arrays {keys}, found {type(arrays).__name__}.")
    given: Mapping[str, Any] = {"": arrays} if "" in contracts else arrays
    problems: List[str] = []
    sizes: Dict[str, int] = {}
    for key, contract in contracts.items():
        if key in given:
            problems += _problems_of(file_id, key, contract, given, sizes)
        elif not contract.optional:
            problems.append(f"{file_id} lacks {key!r} ({contract.doc}).{_instead(key, given, contracts)}")
    if problems:
        raise LayoutError(" ".join(problems))


def _instead(key: str, given: Mapping[str, Any], contracts: Mapping[str, Array]) -> str:
    free = [name for name in given if name not in contracts]
    alias = next((name for name in _ALIASES.get(key, ()) if name in free), None) or near_miss(key, free)
    return "" if alias is None else f" {alias!r} looks like it: rename it to {key!r}."


def _problems_of(file_id: str, key: str, contract: Array, given: Mapping[str, Any], sizes: Dict[str, int]) -> List[str]:
    at = f"{file_id}, {key}" if key else file_id
    shape = shape_of(given[key])
    if shape is None:
        return [f"{at}: expected an array ({contract.doc}), found {type(given[key]).__name__}."]
    if not any(_fits(shape, expected, sizes) for expected in contract.shapes):
        wanted = " or ".join(f"({expected})" for expected in contract.shapes)
        known = "".join(f", {name} = {size}" for name, size in sizes.items() if name in wanted)
        return [f"{at}: expected the shape {wanted}{known}, found {shape}.{_shape_advice(key, shape, given)}"]
    numbers = as_numbers(given[key])
    if numbers is None:
        found = getattr(given[key], "dtype", None)
        return [] if found is None else [f"{at}: expected numbers, found the type {found}. Convert them to float32."]
    if math.prod(shape) == 0:
        # Nobody is in a frame with zero persons; a picture without pixels is a mistake.
        return [f"{at}: expected pixels, found the shape {shape}."] if key == "" else []
    if contract.dtype == "float" and numbers.kind != "f":
        return [
            f"{at}: expected floating-point numbers ({contract.doc}), found {_type_name(given[key], numbers)}. "
            "Convert them, and divide millimetres by 1000."
        ]
    if contract.dtype == "int" and numbers.kind not in "iu":
        return [f"{at}: expected integers ({contract.doc}), found {_type_name(given[key], numbers)}."]
    return [f"{at}: {problem}" for problem in _value_problems(key, numbers)]


def _type_name(value: Any, numbers: Numbers) -> str:
    return str(getattr(value, "dtype", numbers.descr))


def _fits(shape: Tuple[int, ...], expected: str, sizes: Dict[str, int]) -> bool:
    """Does a shape fit? Then sizes remembers what its letters stand for, so that all arrays have as many persons."""
    words = expected.split(",")
    if len(words) != len(shape):
        return False
    for word, size in zip(words, shape):
        if word != "*" and size != (int(word) if word.isdigit() else sizes.get(word, size)):
            return False
    sizes.update({word: size for word, size in zip(words, shape) if word.isalpha()})
    return True


def _shape_advice(key: str, shape: Tuple[int, ...], given: Mapping[str, Any]) -> str:
    if key in ("intrinsics", "extrinsics"):
        other = shape_of(given.get("extrinsics" if key == "intrinsics" else "intrinsics"))
        if (key == "intrinsics" and shape[-2:] == (3, 4)) or (
            key == "extrinsics" and shape[-2:] == (3, 3) and other is not None and other[-2:] == (3, 4)
        ):
            return " intrinsics and extrinsics look swapped."
        if shape[-2:] == (4, 4):
            return (
                " Leave out the last row: matrix[..., :3, :]." if key == "extrinsics" else " Take matrix[..., :3, :3]."
            )
        return ""
    if len(shape) > 1 and shape[-2:] == (3, 3) and (key.endswith("pose") or key == "global_orient"):
        return " Convert rotation matrices to axis-angle."
    if len(shape) == 2 and key in ("body_pose", "lhand_pose", "rhand_pose") and shape[1] % 3 == 0:
        return f" Reshape it: array.reshape({shape[0]}, {shape[1] // 3}, 3)."
    if key == "":
        return " A depth map has one value per pixel."
    return ""


def _value_problems(key: str, numbers: Numbers) -> List[str]:
    if numbers.kind not in "fiu":
        return []
    extent = extent_of(numbers)
    if extent.not_finite:
        advice = " Write 0 where depth is unknown." if key == "" else ""
        return [f"{extent.not_finite} of {extent.total} values are NaN or infinite.{advice}"]
    if key == "":
        return _depth_problems(extent.lowest, extent.mean_of_positive)
    if key == "intrinsics":
        return _intrinsics_problems(floats_of(numbers))
    problems = _rotation_problems(floats_of(numbers)) if key == "extrinsics" else []
    if key in _IN_METRES:
        values = floats_of(numbers)[3::4] if key == "extrinsics" else [extent.lowest, extent.highest]
        farthest = max(map(abs, values))
        if farthest > _FARTHEST_METRES:
            problems.append(f"expected metres, found a coordinate of {farthest:.6g}. Divide millimetres by 1000.")
    is_rotation = key.endswith("_pose") or key == "global_orient"
    if is_rotation and max(abs(extent.lowest), abs(extent.highest)) > _LARGEST_ANGLE:
        largest = max(abs(extent.lowest), abs(extent.highest))
        problems.append(f"expected axis-angle in radians, found {largest:.6g}. Convert degrees to radians.")
    return problems


def _depth_problems(lowest: float, mean: float) -> List[str]:
    problems = []
    if lowest < 0:
        problems.append(f"expected depths of at least 0, found {lowest:.6g}. Write 0 where depth is unknown.")
    if mean > _FARTHEST_MEAN_DEPTH_METRES:
        problems.append(f"expected metres, found depths of {mean:.6g} on average. Divide millimetres by 1000.")
    return problems


def _intrinsics_problems(k: List[float]) -> List[str]:
    if k[6:] != [0, 0, 1]:
        return [f"expected the last row 0 0 1, found {_words(k[6:])}. K is [[fx, 0, cx], [0, fy, cy], [0, 0, 1]]."]
    if not (k[0] > 0 and k[4] > 0):
        return [f"expected positive focal lengths, found {k[0]:.6g} and {k[4]:.6g}."]
    if k[0] < 10 and k[2] <= 1:
        return [f"expected pixels of the full-size picture, found fx = {k[0]:.6g}. Multiply by width and height."]
    return []


def _rotation_problems(rt: List[float]) -> List[str]:
    rows = [rt[i : i + 3] for i in (0, 4, 8)]
    for i in range(3):
        for j in range(i, 3):
            dot = sum(a * b for a, b in zip(rows[i], rows[j]))
            if abs(dot - (i == j)) > _ORTHONORMAL_TOLERANCE:
                return ["expected a rotation in the first three columns, found rows that are not orthonormal."]
    x, y, z = rows
    cross = (x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0])
    if sum(a * b for a, b in zip(cross, z)) < 0:
        return ["expected a rotation, found a reflection (determinant -1)."]
    return []


def _words(values: List[float]) -> str:
    return " ".join(f"{value:.6g}" for value in values)


def array_mapping(file_id: FileId, arrays: Mapping[str, Any]) -> Dict[str, Numbers]:
    """The numbers of every array, to be written. Raises LayoutError for one that cannot be read."""
    out: Dict[str, Numbers] = {}
    for key, value in arrays.items():
        if not isinstance(key, str) or not re.fullmatch(r"[\w.-]*", key):
            raise LayoutError(f"{file_id}: expected names of letters and digits, found {key!r}.")
        numbers: Optional[Numbers] = as_numbers(value)
        if numbers is None:
            found = getattr(value, "dtype", type(value).__name__)
            raise LayoutError(f"{file_id}, {key}: expected an array of numbers, found {found}.")
        out[key] = numbers
    return out
