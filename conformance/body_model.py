"""SMPL's published formula in numpy doubles, as an independent judge of the posing in @outlay/rerun.

    body_model.py MODEL.npz PARAMETERS.json     vertices as raw little-endian float64 on stdout, one body after the other

PARAMETERS.json: a list of {"betas", "expression", "pose" (J*3, axis-angle), "translation"}.
Loper et al., SMPL: A Skinned Multi-Person Linear Model, 2015; Pavlakos et al., Expressive Body Capture, 2019.
"""
import json
import sys

import numpy as np


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


def main():
    model = {key: value for key, value in np.load(sys.argv[1]).items()}
    with open(sys.argv[2], encoding="utf-8") as file:
        bodies = json.load(file)
    for body in bodies:
        values = posed(model, *(np.array(body[k], dtype=np.float64) for k in ("betas", "expression", "pose", "translation")))
        sys.stdout.buffer.write(values.astype("<f8").tobytes())


main()
