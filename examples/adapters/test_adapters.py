"""Tiny inputs of each format, converted: test_adapters.py FOLDER"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

import from_4d_humans
import from_gvhmr
import from_nerfstudio
import outlay

FOLDER = Path(sys.argv[1])
rng = np.random.default_rng(0)


def turned(degrees: float) -> Any:
    """A rotation about y."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def photo() -> bytes:
    """Any PNG: the writer makes one."""
    exp = outlay.Experiment.create(FOLDER / "photos" / "any", tasks=[])
    pixels = rng.integers(0, 255, (48, 64, 3), np.uint8)
    return Path(exp.save("input.image", pixels, split="train", camera=0, frame=1, image="png")).read_bytes()


def test_nerfstudio() -> None:
    data = FOLDER / "nerfstudio"
    (data / "images").mkdir(parents=True, exist_ok=True)
    frames = []
    for number in (1, 2, 30):
        name = f"images/frame_{number:05d}.png"
        (data / name).write_bytes(photo())
        pose = np.eye(4)
        pose[:3, :3], pose[:3, 3] = turned(number), (1, 2, 3)
        frames.append({"file_path": name, "transform_matrix": pose.tolist()})
    transforms = {
        "camera_model": "OPENCV",
        "fl_x": 60.0,
        "fl_y": 61.0,
        "cx": 32.0,
        "cy": 24.0,
        "w": 64,
        "h": 48,
        "k1": 0.0,
    }
    transforms.update({"frames": frames, "test_filenames": ["images/frame_00030.png"]})
    (data / "transforms.json").write_text(json.dumps(transforms))
    exp = from_nerfstudio.convert(data, FOLDER / "studio" / "from_nerfstudio", metres_per_unit=0.5)
    with np.load(exp.path("input.camera", split="train", camera=0, frame=1)) as camera:
        # The camera is where it was, and a point before it (-z in OpenGL) is before it (+z in OpenCV).
        center = -camera["extrinsics"][:, :3].T @ camera["extrinsics"][:, 3]
        np.testing.assert_allclose(center, [0.5, 1, 1.5])
        before = center + turned(1) @ [0, 0, -1]
        np.testing.assert_allclose(camera["extrinsics"] @ [*before, 1], [0, 0, 1], atol=1e-12)
        assert camera["intrinsics"][1].tolist() == [0, 61, 24]
    assert Path(exp.path("input.image", split="test", camera=0, frame=30, image="png")).exists()
    (data / "transforms.json").write_text(json.dumps({**transforms, "k1": 0.1}))
    try:
        from_nerfstudio.convert(data, FOLDER / "studio" / "bent")
    except outlay.LayoutError as error:
        assert "Undistort the pictures" in str(error)
    else:
        raise AssertionError("distortion was not refused")


def test_gvhmr() -> None:
    images = FOLDER / "frames"
    images.mkdir(exist_ok=True)
    for number in range(4):
        (images / f"{number}.png").write_bytes(photo())
    people: list[dict[str, Any]] = []
    for person in range(2):
        shapes = {"betas": (4, 10), "global_orient": (4, 3), "body_pose": (4, 63)}
        parameters = {key: rng.normal(0, 0.1, shape).astype(np.float32) for key, shape in shapes.items()}
        parameters["transl"] = np.tile(np.array([person, 0, 4], np.float32), (4, 1))
        k = np.tile(np.array([[60, 0, 32], [0, 60, 24], [0, 0, 1]], np.float32), (4, 1, 1))
        people.append({"smpl_params_incam": parameters, "K_fullimg": k})
    exp = from_gvhmr.convert(people, FOLDER / "video" / "from_gvhmr", images)
    with np.load(exp.path("input.smplx", split="train", frame=3)) as body:
        expected = people[1]["smpl_params_incam"]["body_pose"][2].reshape(21, 3)
        np.testing.assert_array_equal(body["body_pose"][1], expected)
        assert body["trans"].tolist() == [[0, 0, 4], [1, 0, 4]]


def test_4d_humans() -> None:
    results = {}
    for time in range(3):
        smpl = [
            {"betas": np.zeros(10), "global_orient": turned(angle)[None], "body_pose": np.tile(turned(5), (23, 1, 1))}
            for angle in (90, 180)
        ]
        seen = {"time": time, "tid": [7, 3], "smpl": smpl, "camera": [[0, 0, 4], [1, 0, 4]], "size": [[48, 64]] * 2}
        results[f"{time}.jpg"] = {**seen, "tid": [7]} if time == 1 else seen
    exp = from_4d_humans.convert(results, FOLDER / "video" / "from_4d_humans", [3, 7])
    with np.load(exp.path("input.smpl", split="train", frame=3)) as body:
        np.testing.assert_allclose(np.abs(body["global_orient"]), [[0, np.pi, 0], [0, np.pi / 2, 0]], atol=1e-12)
        np.testing.assert_allclose(body["body_pose"][0, 0], [0, np.radians(5), 0])
        assert body["transl"].tolist() == [[1, 0, 4], [0, 0, 4]]
    assert Path(exp.path("input.skip-frames", split="train")).read_text() == "2\n"
    for axis in ([1, 2, 2], [0, 0, 1], [-2, 1, 2]):
        for angle in (0, 1e-7, 0.5, 3, np.pi - 1e-6, np.pi):
            vector = np.array(axis) / 3 * angle if axis != [0, 0, 1] else np.array(axis) * angle
            found = from_4d_humans.axis_angle(matrix(vector))[0]
            np.testing.assert_allclose(matrix(found), matrix(vector), atol=1e-12)


def matrix(vector: Any) -> Any:
    """Rodrigues' formula."""
    angle = np.linalg.norm(vector)
    x, y, z = vector / angle if angle > 0 else (0, 0, 0)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


if __name__ == "__main__":
    for test in (test_nerfstudio, test_gvhmr, test_4d_humans):
        test()
        print(f"{test.__name__}: ok")
