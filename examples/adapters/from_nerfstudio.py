"""A nerfstudio data set (transforms.json and its pictures) as input data: from_nerfstudio.py DATA EXPERIMENT

nerfstudio stores camera to world with OpenGL axes (x right, y up, z backwards), the layout world to camera with OpenCV
axes (x right, y down, z forward), in metres. COLMAP has no scale of its own: pass --metres-per-unit when you know it.
Format: https://docs.nerf.studio/quickstart/data_conventions.html
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import outlay

Array = npt.NDArray[np.float64]
DISTORTION = ("k1", "k2", "k3", "k4", "p1", "p2")


def convert(data: Path, experiment: Path, camera: int = 0, metres_per_unit: float = 1.0) -> outlay.Experiment:
    """Writes pictures and cameras. One moving camera gets one camera id; its frames are numbered as its files are."""
    transforms = json.loads((data / "transforms.json").read_text())
    exp = outlay.Experiment.create(experiment, tasks=[], source_camera_id=camera)
    held_out = set(transforms.get("test_filenames", []))
    for position, entry in enumerate(sorted(transforms["frames"], key=lambda entry: str(entry["file_path"])), 1):
        values = {**transforms, **entry}
        file = data / entry["file_path"]
        digits = re.search(r"(\d+)$", file.stem)
        frame = int(digits[1]) if digits else position
        split: outlay.Split = "test" if entry["file_path"] in held_out else "train"
        pinhole = {
            "intrinsics": intrinsics(values, entry["file_path"]),
            "extrinsics": world_to_camera(entry["transform_matrix"], metres_per_unit),
        }
        exp.save("input.camera", pinhole, split=split, camera=camera, frame=frame)
        suffix: outlay.ImageSuffix = "png" if file.suffix.lower() == ".png" else "jpg"
        exp.save("input.image", file.read_bytes(), split=split, camera=camera, frame=frame, image=suffix)
    return exp


def intrinsics(values: dict[str, Any], name: str) -> Array:
    """K in pixels. The values stand at the picture, or at the top for all of them."""
    bent = [key for key in DISTORTION if values.get(key)]
    if bent:
        raise outlay.LayoutError(f"{name}: expected a pinhole camera, found distortion {bent}. Undistort the pictures.")
    return np.array([[values["fl_x"], 0, values["cx"]], [0, values["fl_y"], values["cy"]], [0, 0, 1]], float)


def world_to_camera(transform_matrix: Any, metres_per_unit: float) -> Array:
    camera_to_world = np.array(transform_matrix, float) @ np.diag([1.0, -1, -1, 1])
    camera_to_world[:3, 3] *= metres_per_unit
    inverse: Array = np.linalg.inv(camera_to_world)[:3]
    return inverse


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("experiment", type=Path)
    parser.add_argument("--camera", type=int, default=0)
    parser.add_argument("--metres-per-unit", type=float, default=1.0)
    options = parser.parse_args()
    written = convert(options.data, options.experiment, options.camera, options.metres_per_unit)
    for finding in written.validate():
        print(finding)
