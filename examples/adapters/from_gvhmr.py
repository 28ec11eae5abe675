"""Results of GVHMR as input data: from_gvhmr.py EXPERIMENT hmr4d_results.pt [ONE_PER_PERSON.pt ...] [--images FOLDER]

A result holds F frames of one person. Its parameters in camera space are used, so that the world is that of the camera
(OpenCV axes, metres) and the camera does not move; a body model is not needed for it. GVHMR predicts no hands, no jaw
and no eyes: they are 0, the mean pose.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import outlay

Array = npt.NDArray[Any]
NOT_PREDICTED = {"jaw_pose": (3,), "leye_pose": (3,), "reye_pose": (3,), "lhand_pose": (15, 3), "rhand_pose": (15, 3)}


def convert(results: Sequence[Mapping[str, Any]], experiment: Path, images: Path | None = None) -> outlay.Experiment:
    """results: one per person, of the same video. images: its frames, in order of their names."""
    exp = outlay.Experiment.create(experiment, tasks=[], source_camera_id=0)
    people = [{key: array(value) for key, value in result["smpl_params_incam"].items()} for result in results]
    k = array(results[0]["K_fullimg"])
    counts = {len(person["transl"]) for person in people}
    if len(counts) > 1:
        raise outlay.LayoutError(f"expected results of one video, found {sorted(counts)} frames.")
    for i in range(counts.pop()):
        rows = {key: np.stack([person[key][i] for person in people]) for key in people[0]}
        parameters: dict[str, Array] = {
            "betas": rows["betas"],
            "root_pose": rows["global_orient"],
            "body_pose": rows["body_pose"].reshape(-1, 21, 3),
            "trans": rows["transl"],
            **{key: np.zeros((len(people), *shape), np.float32) for key, shape in NOT_PREDICTED.items()},
        }
        exp.save("input.smplx", parameters, split="train", frame=i + 1)
        still = np.eye(3, 4, dtype=np.float32)
        exp.save("input.camera", {"intrinsics": k[i], "extrinsics": still}, split="train", camera=0, frame=i + 1)
    for number, file in enumerate(sorted(images.iterdir()) if images else [], 1):
        suffix: outlay.ImageSuffix = "png" if file.suffix.lower() == ".png" else "jpg"
        exp.save("input.image", file.read_bytes(), split="train", camera=0, frame=number, image=suffix)
    return exp


def array(value: Any) -> Array:
    """Of a tensor or an array."""
    numbers: Array = np.asarray(value.detach().cpu().numpy() if hasattr(value, "detach") else value)
    return numbers


if __name__ == "__main__":
    import torch

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("experiment", type=Path)
    parser.add_argument("results", type=Path, nargs="+")
    parser.add_argument("--images", type=Path)
    options = parser.parse_args()
    loaded = [torch.load(file, map_location="cpu", weights_only=True) for file in options.results]
    written = convert(loaded, options.experiment, options.images)
    for finding in written.validate():
        print(finding)
