"""Results of 4D-Humans (PHALP) as input data: from_4d_humans.py EXPERIMENT demo_VIDEO.pkl --persons 1 2

A result holds a dict per frame: SMPL rotations as matrices and a camera translation for every detection, and the track
that each belongs to. Persons are the tracks that you name, in that order. Frames without all of them are skipped.
Unpickling runs code: open only files that you trust.
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
# HMR2 crops to 256 pixels and takes 5000 as the focal length there.
FOCAL_LENGTH, CROP = 5000.0, 256.0


def convert(results: Mapping[str, Any], experiment: Path, persons: Sequence[int]) -> outlay.Experiment:
    """Writes SMPL parameters and cameras of the frames that have all persons, and lists the others as skipped."""
    exp = outlay.Experiment.create(experiment, tasks=[], source_camera_id=0)
    skipped = []
    for seen in sorted(results.values(), key=lambda seen: int(seen["time"])):
        frame = int(seen["time"]) + 1
        tracks = list(seen["tid"])
        if not set(persons) <= set(tracks):
            skipped.append(frame)
            continue
        rows = [tracks.index(person) for person in persons]
        smpl = [seen["smpl"][row] for row in rows]
        parameters = {
            "betas": np.stack([floats(body["betas"]) for body in smpl]),
            "global_orient": np.stack([axis_angle(body["global_orient"])[0] for body in smpl]),
            "body_pose": np.stack([axis_angle(body["body_pose"]) for body in smpl]),
            "transl": np.stack([floats(seen["camera"][row]) for row in rows]),
        }
        exp.save("input.smpl", parameters, split="train", frame=frame)
        height, width = (float(size) for size in seen["size"][rows[0]])
        focal = FOCAL_LENGTH / CROP * max(height, width)
        k = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
        still = np.eye(3, 4)
        exp.save("input.camera", {"intrinsics": k, "extrinsics": still}, split="train", camera=0, frame=frame)
    if skipped:
        exp.save("input.skip-frames", ", ".join(map(str, skipped)) + "\n", split="train")
    return exp


def floats(values: Any) -> Array:
    return np.asarray(values, float).ravel()


def axis_angle(matrices: Any) -> Array:
    """(N,3,3) or (3,3) rotation matrices as (N,3) axis times angle, radians; exact at half a turn too."""
    r = np.asarray(matrices, float).reshape(-1, 3, 3)
    lower = np.zeros((len(r), 4, 4))
    for i in range(3):
        lower[:, i, i] = 2 * r[:, i, i] - np.trace(r, axis1=1, axis2=2)
        lower[:, 3, i] = r[:, (i + 2) % 3, (i + 1) % 3] - r[:, (i + 1) % 3, (i + 2) % 3]
    lower[:, 3, 3] = np.trace(r, axis1=1, axis2=2)
    for i, j in ((1, 0), (2, 0), (2, 1)):
        lower[:, i, j] = r[:, i, j] + r[:, j, i]
    # The eigenvector of the largest eigenvalue is the quaternion x, y, z, w.
    quaternion = np.linalg.eigh(lower)[1][:, :, -1]
    quaternion *= np.where(quaternion[:, 3:] < 0, -1, 1)
    sine = np.linalg.norm(quaternion[:, :3], axis=1, keepdims=True)
    angle = 2 * np.arctan2(sine, quaternion[:, 3:])
    turned: Array = quaternion[:, :3] * np.where(sine > 1e-12, angle / np.maximum(sine, 1e-12), 2)
    return turned


if __name__ == "__main__":
    import joblib

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("experiment", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("--persons", type=int, nargs="+", required=True)
    options = parser.parse_args()
    written = convert(joblib.load(options.results), options.experiment, options.persons)
    for finding in written.validate():
        print(finding)
