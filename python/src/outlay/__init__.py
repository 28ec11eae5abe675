"""Write experiments of human reconstruction and novel-view synthesis in output layout v1.

    import outlay

    exp = outlay.Experiment.create("results/hi4d_pair15_fight/v104", tasks=["nvs"], source_camera_id=4)
    exp.save("input.camera", {"intrinsics": k, "extrinsics": world_to_camera}, split="test", camera=16, frame=7)
    picture.save(exp.path("input.image", split="test", camera=16, frame=7, image="jpg"))
    with exp.evaluation(30) as evaluation, evaluation.nvs() as nvs:
        nvs.add(camera=16, frame=7, psnr=21.3, ssim=0.81, lpips=0.12)

Needs Python >= 3.9 and nothing else; numpy, torch, jax and pandas are understood when given. Cameras: world to camera
[R|t], OpenCV axes, metres; K in pixels of the full-size picture. Rotations: axis-angle, radians.
"""

from __future__ import annotations

from ._contract import (
    ALIGNMENT_METHODS,
    BODY_MESH_COUNTS,
    FILES,
    FOLDERS,
    IMAGE_SUFFIXES,
    LAYOUT_VERSION,
    MANIFEST_KEYS,
    REQUIRED_MANIFEST_KEYS,
    ROLES,
    SPACES,
    SPLITS,
    TASKS,
    AlignmentMethod,
    Array,
    FileContract,
    FileId,
    ImageSuffix,
    Role,
    Space,
    Split,
    Task,
    __version__,
)
from .arrays import check_arrays
from .errors import LayoutError, near_miss
from .experiment import Evaluation, Experiment
from .ids import format_cam, format_epoch, format_frame, parse_camera, parse_epoch, parse_frame
from .manifest import (
    add_epoch,
    check_manifest,
    format_manifest,
    merge_manifest,
    misspelt_keys,
    read_manifest,
    update_manifest,
    write_manifest,
)
from .metrics import MetricTable, NvsTable, PoseSmplTable, PoseSmplxTable, PoseTable
from .paths import ParsedPath, format_path, make_path, parse_path
from .structure import Finding, make_folders, validate

__all__ = [
    "ALIGNMENT_METHODS",
    "BODY_MESH_COUNTS",
    "FILES",
    "FOLDERS",
    "IMAGE_SUFFIXES",
    "LAYOUT_VERSION",
    "MANIFEST_KEYS",
    "REQUIRED_MANIFEST_KEYS",
    "ROLES",
    "SPACES",
    "SPLITS",
    "TASKS",
    "AlignmentMethod",
    "Array",
    "Evaluation",
    "Experiment",
    "FileContract",
    "FileId",
    "Finding",
    "ImageSuffix",
    "LayoutError",
    "MetricTable",
    "NvsTable",
    "ParsedPath",
    "PoseSmplTable",
    "PoseSmplxTable",
    "PoseTable",
    "Role",
    "Space",
    "Split",
    "Task",
    "__version__",
    "add_epoch",
    "check_arrays",
    "check_manifest",
    "format_cam",
    "format_epoch",
    "format_frame",
    "format_manifest",
    "format_path",
    "make_folders",
    "make_path",
    "merge_manifest",
    "misspelt_keys",
    "near_miss",
    "parse_camera",
    "parse_epoch",
    "parse_frame",
    "parse_path",
    "read_manifest",
    "update_manifest",
    "validate",
    "write_manifest",
]
