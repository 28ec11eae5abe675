"""A made-up scene of two people seen by two cameras, and a model that gets better with the epochs."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
WIDTH, HEIGHT, PERSONS = 64, 48, 2
SMPLX = {
    "betas": (10,),
    "root_pose": (3,),
    "body_pose": (21, 3),
    "jaw_pose": (3,),
    "leye_pose": (3,),
    "reye_pose": (3,),
}
SMPLX.update({"lhand_pose": (15, 3), "rhand_pose": (15, 3), "trans": (3,)})


class Scene:
    cameras = (4, 16)
    frames = range(1, 4)

    def k(self, camera: int) -> Array:
        return np.array([[60, 0, WIDTH / 2], [0, 60, HEIGHT / 2], [0, 0, 1]], np.float32)

    def world_to_camera(self, camera: int) -> Array:
        return np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 4]], np.float32)

    def photo(self, camera: int, frame: int) -> Array:
        """Waves of the camera's own, which move a little from frame to frame."""
        waves = np.random.default_rng(camera)
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
        seen = np.full((HEIGHT, WIDTH, 3), 128.0)
        for _ in range(8):
            across, down = waves.uniform(-0.5, 0.5, 2)
            phase = waves.uniform(0, 6.3, 3)
            seen += 22 * np.sin((across * x + down * y + 0.4 * frame)[..., None] + phase)
        photo: Array = np.clip(seen, 0, 255).astype(np.uint8)
        return photo

    def people(self, camera: int) -> Array:
        """A mask per person, booleans."""
        masks = np.zeros((PERSONS, HEIGHT, WIDTH), bool)
        for person, mask in enumerate(masks):
            mask[8:40, 8 + 24 * person : 24 + 24 * person] = True
        return masks

    def bodies(self, frame: int) -> dict[str, Array]:
        """SMPL-X parameters of all persons."""
        parameters: dict[str, Array] = {key: np.zeros((PERSONS, *shape), np.float32) for key, shape in SMPLX.items()}
        parameters["trans"][:, 0] = np.arange(PERSONS) + 0.01 * frame
        return parameters

    def truth(self, camera: int, frame: int) -> Array:
        """What renders are compared with: people on black, half size."""
        return half(self.photo(camera, frame)) * self._inside(camera)

    def render(self, camera: int, frame: int, epoch: int) -> Array:
        truth, inside = self.truth(camera, frame), self._inside(camera)
        noise = np.random.default_rng((camera, frame, epoch)).normal(0, 30 - epoch / 2, truth.shape)
        rendered: Array = np.clip(truth + noise * inside, 0, 255).astype(np.uint8)
        return rendered

    def metrics(self, render: Array, truth: Array) -> dict[str, float]:
        inside = truth.any(axis=2)
        error = np.mean((render.astype(float) - truth)[inside] ** 2)
        psnr = 10 * np.log10(255**2 / error)
        return {"psnr": psnr, "ssim": 1 - error / 5000, "lpips": error / 5000}

    def _inside(self, camera: int) -> Array:
        people: Array = np.max(self.people(camera), axis=0)
        return half(people[..., None] * np.uint8(255)) > 0


def half(pixels: Array) -> Array:
    halved: Array = pixels.reshape(HEIGHT // 2, 2, WIDTH // 2, 2, -1).mean(axis=(1, 3)).astype(np.uint8)
    return halved
