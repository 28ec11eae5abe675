#!/usr/bin/env python3
"""Compares recordings with the experiment folder they were made from, through Rerun's own reader.

    judge.py EXPERIMENT RECORDINGS_DIR

Independent of our code on purpose: the folder is read with glob, csv and numpy, the recordings with
`rerun.chunk.RrdReader`. Prints one line per check and closes with `N passed, N failed`.
"""
import csv
import json
import pathlib
import sys

import numpy as np
from rerun.chunk import RrdReader

FAILED, PASSED = [], []


def check(name, ok, detail=""):
    (PASSED if ok else FAILED).append(name)
    if not ok:
        print(f"FAIL {name}: {detail}")


class Recording:
    """Cells of a recording: rows[entity][component] = {time or None: (timeline, value)}."""

    def __init__(self, path):
        reader = RrdReader(str(path))
        stores = reader.recordings()
        check(f"{path.name}: one recording and one blueprint", len(stores) == 1 and len(reader.blueprints()) == 1, stores)
        self.rows, self.types, self.timelines = {}, {}, set()
        for chunk in reader.stream(store=stores[0]):
            batch = chunk.to_record_batch()
            index = [f for f in batch.schema if (f.metadata or {}).get(b"rerun:kind") == b"index"]
            self.timelines |= {f.name for f in index}
            entity = self.rows.setdefault(chunk.entity_path, {})
            for field in batch.schema:
                meta = field.metadata or {}
                if meta.get(b"rerun:kind") != b"data":
                    continue
                self.types[(chunk.entity_path, field.name)] = (meta.get(b"rerun:component_type") or b"").decode()
                column = batch.column(field.name)
                cells = entity.setdefault(field.name, {})
                for row in range(batch.num_rows):
                    if not column[row].is_valid:
                        continue
                    keys = [(f.name, batch.column(f.name)[row].as_py()) for f in index] or [(None, None)]
                    for key in keys:
                        cells[key] = column[row].values

    def frames(self, entity, component):
        """Frames that hold a non-empty value."""
        cells = self.rows.get(entity, {}).get(component, {})
        return sorted(time for (timeline, time), value in cells.items() if timeline == "frame" and len(value) > 0)

    def cell(self, entity, component, timeline=None, time=None):
        return self.rows.get(entity, {}).get(component, {}).get((timeline, time))

    def leaf(self, entity, component, timeline=None, time=None):
        value = self.cell(entity, component, timeline, time)
        while value is not None and hasattr(value, "flatten") and str(value.type).startswith(("list", "fixed_size_list")):
            value = value.flatten()
        return None if value is None else value.to_numpy(zero_copy_only=False)


def files(folder, *suffixes):
    """Frame number -> file, numeric stems only."""
    found = folder.iterdir() if folder.is_dir() else []
    return {int(p.stem): p for p in sorted(found) if p.stem.isdigit() and p.suffix.lower() in suffixes}


PICTURES = (".jpg", ".jpeg", ".png")


def same_pictures(recording, entity, folder):
    expected = {frame: path for frame, path in files(folder, *PICTURES).items() if path.stat().st_size > 0}
    if not expected:
        return
    got = recording.frames(entity, "EncodedImage:blob")
    check(f"{entity} frames", got == sorted(expected), f"expected {sorted(expected)}, found {got}")
    check(f"{entity} type", recording.types.get((entity, "EncodedImage:blob")) == "rerun.components.Blob", recording.types.get((entity, "EncodedImage:blob")))
    wrong = [f for f in got if f in expected and recording.leaf(entity, "EncodedImage:blob", "frame", f).tobytes() != expected[f].read_bytes()]
    check(f"{entity} bytes", not wrong, f"frames {wrong} differ from their files")


def same_video(recording, entity, folder, first):
    paths = sorted(folder.glob("*.mp4"))
    if not paths or first is None:
        return
    blob = recording.leaf(entity, "AssetVideo:blob")
    check(f"{entity} bytes", blob is not None and blob.tobytes() == paths[0].read_bytes(), "differ from the file")
    got = recording.frames(entity, "VideoFrameReference:timestamp")
    check(f"{entity} frames", got == list(range(first, first + len(got))) and len(got) > 0, got)
    times = [int(recording.leaf(entity, "VideoFrameReference:timestamp", "frame", f)[0]) for f in got]
    check(f"{entity} times", all(abs(t - k * 50_000_000) <= 1 for k, t in enumerate(times)), times)


def same_cameras(recording, entity, folder, scale=1.0):
    expected = files(folder, ".npz")
    if not expected:
        return
    for frame, path in expected.items():
        with np.load(path) as archive:
            k, e = np.squeeze(archive["intrinsics"]), np.squeeze(archive["extrinsics"])
        def value(component):
            found = recording.leaf(entity, component)
            return found if found is not None else recording.leaf(entity, component, "frame", frame)
        pinhole, rotation, move = value("Pinhole:image_from_camera"), value("Transform3D:mat3x3"), value("Transform3D:translation")
        if pinhole is None or rotation is None or move is None:
            check(f"{entity} camera at frame {frame}", False, "no pinhole or transform")
            return
        scaled = k.copy()
        scaled[:2] *= scale
        ok = np.allclose(pinhole.reshape(3, 3).T, scaled, rtol=1e-3, atol=0.51)
        relation = value("Transform3D:relation")
        inverse = relation is None or relation[0] != 2
        r, t = rotation.reshape(3, 3).T, move
        if inverse:
            r, t = r.T, -r.T @ t
        ok = ok and np.allclose(r, e[:, :3], atol=1e-5) and np.allclose(t, e[:, 3], atol=1e-4)
        if not ok:
            check(f"{entity} camera at frame {frame}", False, f"K {pinhole}, R {rotation}, t {move} against {k} {e}")
            return
    check(f"{entity} cameras", True)


def read_obj(path):
    vertices, faces = [], []
    for line in path.read_text().splitlines():
        if line.startswith("v "):
            vertices.append(line.split()[1:4])
        elif line.startswith("f "):
            faces.append([part.split("/")[0] for part in line.split()[1:4]])
    return np.array(vertices, dtype=np.float64).astype(np.float32), np.array(faces, dtype=np.uint32) - 1


def same_meshes(recording, entity, folder):
    expected = {f: p for f, p in files(folder, ".obj").items() if p.stat().st_size > 0}
    if not expected:
        return
    got = recording.frames(entity, "Mesh3D:vertex_positions")
    check(f"{entity} frames", got == sorted(expected), f"expected {sorted(expected)}, found {got}")
    for frame in [f for f in got if f in expected][:: max(1, len(got) // 5)]:
        vertices, faces = read_obj(expected[frame])
        positions = recording.leaf(entity, "Mesh3D:vertex_positions", "frame", frame)
        check(f"{entity} positions at {frame}", np.array_equal(positions.reshape(-1, 3), vertices), "positions differ from the file")
        triangles = recording.leaf(entity, "Mesh3D:triangle_indices")
        check(f"{entity} triangles", triangles is not None and np.array_equal(triangles.reshape(-1, 3), faces), "static triangles differ from the file")


# Viridis at nine even distances, red, green and blue; the scale ends at 100 mm in steps of 2.
VIRIDIS = np.array([(68, 1, 84), (71, 45, 123), (59, 82, 139), (44, 114, 142), (33, 145, 140), (40, 174, 128), (94, 201, 98), (173, 220, 48), (253, 231, 37)])


def heat(metres):
    at = np.clip(np.round(metres * 1000 / 2) * 2, 0, 100) / 100 * 8
    return np.stack([np.interp(at, range(9), VIRIDIS[:, k]) for k in range(3)], axis=1)


def same_errors(recording, entity, predicted, ground_truth):
    """Vertex colours of a predicted body: its distance to the ground truth of the same frame."""
    pred = {f: p for f, p in files(predicted, ".obj").items() if p.stat().st_size > 0}
    truth = {f: p for f, p in files(ground_truth, ".obj").items() if p.stat().st_size > 0}
    if not pred or not truth:
        return
    got = recording.frames(entity, "outlay.ErrorHeat:colors")
    check(f"{entity} error frames", got == sorted(pred.keys() & truth.keys()), f"expected {sorted(pred.keys() & truth.keys())}, found {got}")
    for frame in got[:: max(1, len(got) // 5)]:
        a, b = read_obj(pred[frame])[0].astype(np.float64), read_obj(truth[frame])[0].astype(np.float64)
        packed = recording.leaf(entity, "outlay.ErrorHeat:colors", "frame", frame)
        found = np.stack([(packed >> 24) & 255, (packed >> 16) & 255, (packed >> 8) & 255], axis=1).astype(np.float64)
        distance = np.linalg.norm(a - b, axis=1)
        # A distance halfway between two steps may be rounded either way.
        ok = np.minimum(*[np.abs(found - heat(distance + nudge)).max(axis=1) for nudge in (-2e-6, 2e-6)]) <= 1
        check(f"{entity} error colours at {frame}", ok.all() and (packed & 255 == 255).all(), f"{(~ok).sum()} vertices differ")


def number(text):
    return float(text) if text.strip() else float("nan")


def same_metrics(recording, epoch, task, folder):
    root = f"/evaluation/epoch_{epoch:04d}/{task}/metrics"
    for path in sorted(folder.glob("*.csv")):
        with path.open(newline="") as stream:
            rows = list(csv.DictReader(stream))
        if not rows:
            continue
        for metric in [c for c in rows[0] if c not in ("camera_id", "frame_id")]:
            for camera in sorted({r.get("camera_id") for r in rows}, key=str):
                mine = [r for r in rows if r.get("camera_id") == camera]
                tail = "" if camera is None else f"/cam_{int(float(camera))}"
                if "frame_id" in rows[0]:
                    entity = f"{root}/per_frame/{metric}{tail}"
                    expected = {int(float(r["frame_id"])): number(r[metric]) for r in mine}
                    expected = {f: v for f, v in expected.items() if not np.isnan(v)}
                    got = {f: float(recording.leaf(entity, "Scalars:scalars", "frame", f)[0]) for f in recording.frames(entity, "Scalars:scalars")}
                else:
                    entity = f"{root}/per_camera/{metric}{tail}"
                    expected = {epoch: number(mine[0][metric])}
                    found = recording.leaf(entity, "Scalars:scalars", "epoch", epoch)
                    got = {} if found is None else {epoch: float(found[0])}
                check(entity, got == expected, f"expected {expected}, found {got}")
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text().splitlines():
            key, _, text = line.partition(":")
            if not text.strip() or np.isnan(number(text)):
                continue
            entity = f"{root}/overall/{key.strip()}"
            found = recording.leaf(entity, "Scalars:scalars", "epoch", epoch)
            check(entity, found is not None and float(found[0]) == number(text), f"expected {text}, found {found}")


BONES = [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19, 20, 21]


def same_skeletons(recording, entity, folder):
    """Joints of the files, and bones from every joint to its parent; SMPL-X is drawn up to the wrists."""
    expected = files(folder, ".npz")
    for frame, path in expected.items():
        with np.load(path) as archive:
            if "joints_3d" not in archive:
                return
            bodies = archive["joints_3d"].astype(np.float32)
        for person, joints in enumerate(bodies):
            own = f"{entity}/person_{person:02d}"
            count = 24 if folder.name == "smpl" else 22
            points = recording.leaf(own, "Points3D:positions", "frame", frame)
            found = {tuple(p) for p in points.reshape(-1, 3)} if points is not None else set()
            strips = recording.cell(own, "LineStrips3D:strips", "frame", frame)
            bones = set()
            for strip in strips.to_pylist() if strips is not None else []:
                line = [tuple(np.float32(p)) for p in strip]
                bones |= {frozenset(pair) for pair in zip(line, line[1:])}
            wanted = {frozenset((tuple(joints[child]), tuple(joints[parent]))) for child, parent in enumerate(BONES[: count - 1], 1)}
            if found != {tuple(j) for j in joints[:count]} or bones != wanted:
                check(f"{own} skeleton at frame {frame}", False, f"{len(found)} joints, {len(bones)} bones of {len(wanted)}")
                return
    if expected:
        check(f"{entity} skeletons", True)


def judge_input(experiment, recording):
    for split in ("train", "test"):
        folder = experiment / "input_data" / split
        for body in ("smplx", "smpl"):
            same_skeletons(recording, f"/input_data/{split}/{body}/joints_3d", folder / body)
        for camera in sorted(p.name for p in (folder / "all_cameras").iterdir()) if (folder / "all_cameras").is_dir() else []:
            entity = f"/input_data/{split}/all_cameras/cam_{camera}"
            same_cameras(recording, entity, folder / "all_cameras" / camera)
            same_pictures(recording, f"{entity}/images", folder / "images" / camera)
            masks = files(folder / "seg/img_seg_mask" / camera / "all", ".png")
            if masks:
                got = recording.frames(f"{entity}/seg", "SegmentationImage:buffer")
                check(f"{entity}/seg frames", got == sorted(masks), f"expected {sorted(masks)}, found {got}")
            depths = files(folder / "depths" / camera, ".npy")
            if depths:
                got = recording.frames(f"{entity}/depths", "DepthImage:buffer")
                check(f"{entity}/depths frames", got == sorted(depths), f"expected {sorted(depths)}, found {got}")
                frame, path = next(iter(depths.items()))
                buffer = recording.leaf(f"{entity}/depths", "DepthImage:buffer", "frame", frame)
                check(f"{entity}/depths values", buffer is not None and np.array_equal(buffer.view(np.float32), np.load(path).astype(np.float32).ravel()), "differ")


def judge_evaluation(experiment, epoch, recording):
    folder = experiment / "evaluation" / f"epoch_{epoch:04d}"
    for camera in sorted(p.name for p in (folder / "nvs/pred").glob("cam_*")):
        for role in ("pred", "gt_inputs"):
            same_pictures(recording, f"/evaluation/epoch_{epoch:04d}/nvs/{role}/{camera}", folder / "nvs" / role / camera / "metrics_input")
        same_cameras(recording, f"/evaluation/epoch_{epoch:04d}/nvs/pred/{camera}", experiment / "input_data/test/all_cameras" / camera[4:], 0.5)
    for camera in sorted(p for p in (folder / "nvs/viz").glob("cam_*")):
        root = f"/evaluation/epoch_{epoch:04d}/nvs/viz/{camera.name}"
        same_video(recording, f"{root}/video", camera, min(files(camera / "render_vs_gt", *PICTURES), default=None))
        for part in ("render_vs_gt", "render_white_bg", "difix_debug_comparisons"):
            if f"{root}/{part}" in recording.rows:
                same_pictures(recording, f"{root}/{part}", camera / part)
    for body in ("smplx", "smpl"):
        for role in ("pred", "gt_inputs"):
            for space in ("world_aligned", "root_aligned"):
                meshes = folder / f"pose_{body}" / role / space / f"posed_{body}_meshes_per_frame"
                for person in sorted(p for p in meshes.iterdir() if p.is_dir()) if meshes.is_dir() else []:
                    same_meshes(recording, f"/evaluation/epoch_{epoch:04d}/pose_{body}/{role}/{space}/person_{person.name}", person)
        for space in ("world_aligned", "root_aligned"):
            tail = f"{space}/posed_{body}_meshes_per_frame"
            for person in sorted(p for p in (folder / f"pose_{body}/pred" / tail).glob("*") if p.is_dir()):
                same_errors(recording, f"/evaluation/epoch_{epoch:04d}/pose_{body}/pred/{space}/person_{person.name}", person, folder / f"pose_{body}/gt_inputs" / tail / person.name)
    for task in ("nvs", "pose_smplx", "pose_smpl"):
        same_metrics(recording, epoch, task, folder / task / "metrics")


def main(experiment, recordings):
    manifest = json.loads((experiment / "manifest.json").read_text())
    wanted = ["input_data.rrd"] + [f"evaluation_{name}.rrd" for name in manifest["eval_epochs"]]
    for name in wanted:
        path = recordings / name
        check(f"{name} exists", path.is_file(), path)
        if not path.is_file():
            continue
        recording = Recording(path)
        root = "/input_data" if name == "input_data.rrd" else f"/evaluation/{name[len('evaluation_'):-len('.rrd')]}"
        strangers = [e for e in recording.rows if not e.startswith((root, "/__properties")) and e != "/"]
        check(f"{name}: entities below {root}", not strangers, strangers)
        check(f"{name}: timelines", recording.timelines <= {"frame", "epoch"}, recording.timelines)
        if name == "input_data.rrd":
            judge_input(experiment, recording)
        else:
            judge_evaluation(experiment, int(name[len("evaluation_epoch_") : -len(".rrd")]), recording)
    print(f"{len(PASSED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
