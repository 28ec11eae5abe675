"""A trainer in small: writes an experiment with numpy through the generated module, as real ones do.

python_writer.py FOLDER_OF_MODULE EXPERIMENT
"""
import csv
import struct
import sys
import zlib

import numpy as np

sys.path.insert(0, sys.argv[1])
import outlay_layout as layout  # noqa: E402

EXP = sys.argv[2]
SOURCE, CAMERAS, PERSONS, FRAMES, EPOCHS = 4, (4, 16), 2, (1, 2, 3), (0, 15, 30)
H, W = 48, 64
rng = np.random.default_rng(0)


def png(path: str, pixels: np.ndarray) -> None:
    """8 bit, grey or RGB."""
    height, width = pixels.shape[:2]
    rows = np.ascontiguousarray(pixels.reshape(height, -1))
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">2I5B", width, height, 8, 2 if pixels.ndim == 3 else 0, 0, 0, 0)
    with open(path, "wb") as stream:
        stream.write(b"\x89PNG\r\n\x1a\n")
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b"")):
            stream.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))


def picture(camera: int, frame: int) -> np.ndarray:
    """What a camera sees at a frame: waves of its own, which move a little from frame to frame."""
    waves = np.random.default_rng(camera)
    y, x = np.mgrid[0:H, 0:W]
    seen = np.full((H, W, 3), 128.0)
    for _ in range(8):
        across, down = waves.uniform(-0.5, 0.5, 2)
        phase = waves.uniform(0, 6.3, 3)
        seen += 22 * np.sin((across * x + down * y + 0.4 * frame)[..., None] + phase)
    return np.clip(seen, 0, 255).astype(np.uint8)


def people_of() -> list:
    masks = [np.zeros((H, W), np.uint8) for _ in range(PERSONS)]
    for person, mask in enumerate(masks):
        mask[8:40, 8 + 24 * person : 24 + 24 * person] = 255
    return masks


def halved(pixels: np.ndarray) -> np.ndarray:
    return pixels.reshape(H // 2, 2, W // 2, 2, -1).mean(axis=(1, 3)).astype(np.uint8)


def table(file_id: str, epoch: int, rows: list) -> None:
    with open(layout.make_path(EXP, file_id, epoch=epoch), "w", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([layout.FILES[file_id].columns, *rows])


def camera_file(path: str) -> None:
    k = np.array([[60, 0, W / 2], [0, 60, H / 2], [0, 0, 1]], dtype=np.float32)
    rt = np.concatenate([np.eye(3), [[0], [0], [4]]], axis=1).astype(np.float32)
    arrays = {"intrinsics": k[None], "extrinsics": rt[None]}
    layout.check_arrays("input.camera", arrays)
    np.savez(path, **arrays)


def body_file(path: str, frame: int) -> None:
    shapes = {"betas": (10,), "root_pose": (3,), "body_pose": (21, 3), "jaw_pose": (3,), "leye_pose": (3,),
              "reye_pose": (3,), "lhand_pose": (15, 3), "rhand_pose": (15, 3), "trans": (3,)}
    arrays = {key: np.zeros((PERSONS, *shape), np.float32) for key, shape in shapes.items()}
    arrays["trans"][:, 0] = np.arange(PERSONS) + 0.01 * frame
    layout.check_arrays("input.smplx", arrays)
    np.savez(path, **arrays)


def inputs(split: str, cameras: tuple) -> None:
    for frame in FRAMES:
        for camera in cameras:
            ids = {"split": split, "camera": camera, "frame": frame}
            png(layout.make_path(EXP, "input.image", image="png", **ids), picture(camera, frame))
            camera_file(layout.make_path(EXP, "input.camera", **ids))
            people = people_of()
            for person, mask in enumerate(people):
                png(layout.make_path(EXP, "input.mask.person", person=person, **ids), mask)
            png(layout.make_path(EXP, "input.mask.union", **ids), np.maximum.reduce(people))
            if split == "train":
                depth = rng.uniform(1, 4, (H, W)).astype(np.float32)
                layout.check_arrays("input.depth", depth)
                np.save(layout.make_path(EXP, "input.depth", **ids), depth)
        body_file(layout.make_path(EXP, "input.smplx", split=split, frame=frame), frame)


def evaluate(epoch: int) -> None:
    layout.make_folders(EXP, epoch=epoch)
    rows = []
    for camera in CAMERAS:
        for frame in FRAMES:
            ids = {"epoch": epoch, "camera": camera, "frame": frame, "image": "png"}
            inside = halved(np.maximum.reduce(people_of())) > 0
            truth = halved(picture(camera, frame)) * inside
            noise = rng.normal(0, 30 - epoch / 2, truth.shape)
            render = np.clip(truth + noise * inside, 0, 255).astype(np.uint8)
            png(layout.make_path(EXP, "nvs.pred.image", **ids), render)
            png(layout.make_path(EXP, "nvs.gt_inputs.image", **ids), truth)
            blend = ((render.astype(np.uint16) + truth) // 2).astype(np.uint8)
            png(layout.make_path(EXP, "nvs.inputs.image", **ids), np.concatenate([render, truth, blend], axis=1))
            error = np.mean((render.astype(float) - truth)[inside[..., 0]] ** 2)
            rows.append([camera, frame, 10 * np.log10(255**2 / error), *rng.uniform((0.5, 0.05), (0.9, 0.3))])
    table("nvs.metrics.per-frame", epoch, rows)
    mean = {camera: np.mean([row[2:] for row in rows if row[0] == camera], axis=0) for camera in CAMERAS}
    table("nvs.metrics.per-camera", epoch, [[camera, *mean[camera]] for camera in CAMERAS])
    overall = np.mean([row[2:] for row in rows if row[0] != SOURCE], axis=0)
    with open(layout.make_path(EXP, "nvs.metrics.overall", epoch=epoch), "w") as stream:
        stream.writelines(f"{name}: {value:.4f}\n" for name, value in zip(layout.FILES["nvs.metrics.overall"].columns, overall))


manifest = {"output_layout_version": layout.LAYOUT_VERSION, "exp_name": "v001", "scene_name": "demo_numpy",
            "tasks": ["nvs"], "eval_epochs": [], "source_camera_id": SOURCE, "nvs_cameras": list(CAMERAS)}
layout.update_manifest(EXP, manifest)
layout.make_folders(EXP)
inputs("train", (SOURCE,))
inputs("test", CAMERAS)
for number in EPOCHS:
    evaluate(number)
    layout.add_epoch(EXP, number)
png(layout.make_path(EXP, "training.rgb", epoch=2, camera=SOURCE, frame=1), np.tile(picture(SOURCE, 1), (1, 3, 1)))
# A run that starts again in the same folder keeps the epochs.
assert layout.update_manifest(EXP, manifest)["eval_epochs"] == [layout.format_epoch(number) for number in EPOCHS]
found = layout.validate(EXP)
assert found == [], "\n".join(map(str, found))
