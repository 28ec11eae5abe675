"""SMPL's published formula in numpy doubles, as an independent judge of the posing in @outlay/rerun.

    body_model.py MODEL.npz EXPERIMENT RECORDINGS_DIR    bodies in recordings against the experiment's parameters
    body_model.py --golden FILE.json                     writes golden values for packages/rerun/test

Loper et al., SMPL: A Skinned Multi-Person Linear Model, 2015; Pavlakos et al., Expressive Body Capture, 2019.
Prints one line per check and closes with `N passed, N failed`.
"""
import json
import pathlib
import sys

import numpy as np

# Metres: what floats and fixed point may cost.
TOLERANCE = 1e-4


def rotation(vector):
    angle = np.linalg.norm(vector)
    if angle == 0:
        return np.eye(3)
    x, y, z = vector / angle
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * (k @ k)


def components(model, count):
    """Where shape components end and where expression components end."""
    if model["kintree_table"].shape[1] == 24:
        return count, count
    return (300, 400) if count >= 400 else (min(count, 10), min(count, 20))


def posed(model, betas, expression, pose, translation):
    shapedirs = model["shapedirs"].astype(np.float64)
    shape_end, expression_end = components(model, shapedirs.shape[2])
    coefficients = np.zeros(expression_end)
    coefficients[: len(betas[:shape_end])] = betas[:shape_end]
    kept = expression[: expression_end - shape_end]
    coefficients[shape_end : shape_end + len(kept)] = kept
    shaped = model["v_template"] + shapedirs[:, :, :expression_end] @ coefficients
    joints = model["J_regressor"] @ shaped
    rotations = np.stack([rotation(v) for v in np.reshape(pose, (-1, 3))])
    bent = shaped + model["posedirs"] @ (rotations[1:] - np.eye(3)).ravel()

    parents = model["kintree_table"][0].astype(np.int64)
    chain = []
    for j, r in enumerate(rotations):
        own = np.eye(4)
        own[:3, :3] = r
        own[:3, 3] = joints[j] - (0 if j == 0 else joints[parents[j]])
        chain.append(own if j == 0 else chain[parents[j]] @ own)
    chain = np.stack(chain)
    at_rest = np.einsum("jab,jb->ja", chain[:, :3, :3], joints)
    moves = chain[:, :3].copy()
    moves[:, :, 3] -= at_rest

    blended = np.einsum("vj,jab->vab", model["weights"], moves)
    return np.einsum("vab,vb->va", blended[:, :, :3], bent) + blended[:, :, 3] + translation


POSES = ("root_pose", "body_pose", "jaw_pose", "leye_pose", "reye_pose", "lhand_pose", "rhand_pose")


def bodies(path):
    """Persons of a parameter file as arguments of posed()."""
    values = np.load(path)
    for p in range(len(values["trans"])):
        pose = np.concatenate([np.ravel(values[key][p]) for key in POSES])
        expression = values["expression"][p] if "expression" in values else np.zeros(0)
        yield values["betas"][p], expression, pose, values["trans"][p]


def judge(model, folder, recording, entity, place):
    from judge import check, files

    worst, count = 0.0, 0
    for frame, path in files(folder, ".npz").items():
        for person, (betas, expression, pose, translation) in enumerate(bodies(path)):
            wanted = posed(model, betas, expression, pose, translation)
            if place == "root":
                rest = model["v_template"] + model["shapedirs"][:, :, : len(betas)] @ betas
                if len(expression) > 0:
                    rest = rest + model["shapedirs"][:, :, 300 : 300 + len(expression)] @ expression
                wanted = wanted - translation - model["J_regressor"][0] @ rest
            got = recording.leaf(f"{entity}/person_{person:02d}", "Mesh3D:vertex_positions", "frame", frame)
            if got is None:
                check(f"{entity} person {person} frame {frame}", False, "there is no body")
                continue
            worst = max(worst, np.abs(got.reshape(-1, 3) - wanted).max())
            count += 1
    check(f"{entity}: {count} bodies, {worst * 1e6:.1f} micrometres at most", count > 0 and worst <= TOLERANCE, "too far")
    print(f"{entity}: {count} bodies, {worst * 1e6:.1f} micrometres at most")


def judge_recordings(model_file, experiment, recordings):
    from judge import FAILED, PASSED, Recording

    model = dict(np.load(model_file).items())
    experiment, recordings = pathlib.Path(experiment), pathlib.Path(recordings)
    train = Recording(recordings / "input_data.rrd")
    judge(model, experiment / "input_data/train/smplx", train, "/input_data/train/smplx", "world")
    for file in sorted(recordings.glob("evaluation_*.rrd")):
        epoch = file.stem.removeprefix("evaluation_")
        pose = f"/evaluation/{epoch}/pose_smplx/pred"
        parameters = experiment / f"evaluation/{epoch}/pose_smplx/inputs/smplx"
        recording = Recording(file)
        judge(model, parameters, recording, f"{pose}/world_aligned", "world")
        judge(model, parameters, recording, f"{pose}/root_aligned", "root")
    print(f"{len(PASSED)} passed, {len(FAILED)} failed")
    return 1 if FAILED else 0


def mulberry32(seed):
    """Numbers in [-1, 1), the same as in the test."""
    state = seed
    while True:
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((state ^ (state >> 15)) * (state | 1)) & 0xFFFFFFFF
        t ^= (t + (((t ^ (t >> 7)) * (t | 61)) & 0xFFFFFFFF)) & 0xFFFFFFFF
        yield ((t ^ (t >> 14)) & 0xFFFFFFFF) / 2147483648 - 1


def golden_model(joints, vertices, components, numbers):
    """A tree, weights and directions that mean nothing; every term of the formula counts."""

    def draw(*shape):
        return np.reshape([next(numbers) for _ in range(int(np.prod(shape)))], shape)

    def shares(rows, columns):
        out = np.abs(draw(rows, columns))
        return out / out.sum(axis=1, keepdims=True)

    parents = [-1] + [(j - 1) // 2 for j in range(1, joints)]
    return {
        "v_template": draw(vertices, 3),
        "shapedirs": 0.05 * draw(vertices, 3, components),
        "posedirs": 0.01 * draw(vertices, 3, 9 * (joints - 1)),
        "J_regressor": shares(joints, vertices),
        "weights": shares(vertices, joints),
        "kintree_table": np.array([parents, range(joints)]),
    }


def golden(file):
    out = {}
    for name, joints, components in (("smplx", 55, 20), ("smpl", 24, 10)):
        numbers = mulberry32(joints)
        model = golden_model(joints, 12, components, numbers)
        draw = lambda count, scale: [scale * next(numbers) for _ in range(count)]
        cases = []
        for _ in range(5):
            betas, expression = draw(10, 2), draw(components - 10, 1)
            pose, translation = draw(3 * joints, 1), draw(3, 3)
            vertices = posed(model, *(np.float32(v).astype(np.float64) for v in (betas, expression, pose, translation)))
            cases.append([round(float(v), 7) for v in vertices.ravel()])
        out[name] = cases
    pathlib.Path(file).write_text(json.dumps(out) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(golden(sys.argv[2]) if sys.argv[1] == "--golden" else judge_recordings(*sys.argv[1:4]))
