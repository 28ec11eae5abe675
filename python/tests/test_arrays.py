import unittest

import outlay
from support import FolderCase, Shaped, Tensor

try:
    import numpy as np
except ImportError:
    np = None

K = [[60.0, 0.0, 32.0], [0.0, 60.0, 24.0], [0.0, 0.0, 1.0]]
RT = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 4.0]]


def camera(**change):
    return {"intrinsics": K, "extrinsics": RT, **change}


def body(**change):
    shapes = {key: a.shapes[0] for key, a in outlay.FILES["input.smplx"].arrays.items() if not a.optional}
    sizes = {"P": 2, "*": 10}
    arrays = {
        key: Shaped(*(sizes[size] if size in sizes else int(size) for size in shape.split(",")))
        for key, shape in shapes.items()
    }
    return {**arrays, **change}


class Shapes(FolderCase):
    def test_cameras(self):
        outlay.check_arrays(
            "input.camera", {"intrinsics": Shaped(1, 3, 3), "extrinsics": Shaped(3, 4), "mine": Shaped(2)}
        )
        with self.refused("lacks 'intrinsics'", "'intrinsic' looks like it", "expected the shape (1,3,4) or (3,4)"):
            outlay.check_arrays("input.camera", {"intrinsic": Shaped(1, 3, 3), "extrinsics": Shaped(4, 4)})

    def test_all_arrays_have_as_many_persons(self):
        outlay.check_arrays("input.smplx", body())
        outlay.check_arrays("input.smplx", body(verts=Shaped(2, 10475, 3)))
        with self.refused("trans: expected the shape (P,3), P = 2, found (1, 3)"):
            outlay.check_arrays("input.smplx", body(trans=Shaped(1, 3)))

    def test_single_arrays_and_strangers(self):
        outlay.check_arrays("input.depth", Shaped(940, 1280))
        with self.refused("expected the shape (H,W)"):
            outlay.check_arrays("input.depth", Shaped(3, 940, 1280))
        with self.refused("has no arrays"):
            outlay.check_arrays("input.image", {})
        with self.refused("expected a mapping with the arrays intrinsics, extrinsics, found Shaped"):
            outlay.check_arrays("input.camera", Shaped(3, 3))

    def test_advice(self):
        for arrays, words in (
            (camera(extrinsics=[*RT, [0.0, 0.0, 0.0, 1.0]]), "[..., :3, :]"),
            (camera(intrinsics=RT, extrinsics=K), "look swapped"),
        ):
            with self.refused(words):
                outlay.check_arrays("input.camera", arrays)
        for change, words in (
            ({"body_pose": Shaped(2, 63)}, "array.reshape(2, 21, 3)"),
            ({"root_pose": Shaped(2, 3, 3)}, "axis-angle"),
        ):
            with self.refused(words):
                outlay.check_arrays("input.smplx", body(**change))
        smpl_names = body(global_orient=Shaped(2, 3), transl=Shaped(2, 3))
        del smpl_names["root_pose"], smpl_names["trans"]
        with self.refused("'global_orient' looks like it: rename it to 'root_pose'", "rename it to 'trans'"):
            outlay.check_arrays("input.smplx", smpl_names)

    def test_columns(self):
        self.assertEqual(outlay.FILES["nvs.metrics.per-camera"].columns, ("camera_id", "psnr", "ssim", "lpips"))
        self.assertEqual(outlay.FILES["pose_smpl.metrics.overall"].optional_columns, ("cd_mm",))


class Values(FolderCase):
    def test_lists(self):
        outlay.check_arrays("input.camera", camera())
        outlay.check_arrays("input.depth", [[0, 1], [2, 3]])
        nan, far = [*RT[:2], [0.0, 0.0, 1.0, float("nan")]], [*RT[:2], [0.0, 0.0, 1.0, 4000.0]]
        mirrored, scaled = [*RT[:2], [0.0, 0.0, -1.0, 4.0]], [[2 * v for v in row] for row in RT]
        for arrays, words in (
            (camera(extrinsics=nan), "1 of 12 values are NaN or infinite"),
            (camera(extrinsics=far), "Divide millimetres by 1000"),
            (camera(extrinsics=mirrored), "a reflection"),
            (camera(extrinsics=scaled), "not orthonormal"),
            (camera(intrinsics=[[1.2, 0, 0.5], [0, 1.5, 0.5], [0, 0, 1]]), "Multiply by width and height"),
            (camera(intrinsics=[[60, 0, 0], [0, 60, 0], [32, 24, 1]]), "last row 0 0 1, found 32 24 1"),
            (camera(intrinsics=[[-60, 0, 32], [0, 60, 24], [0, 0, 1]]), "positive focal lengths"),
            (camera(intrinsics=[[1, 2], [3]]), "expected an array"),
            (camera(intrinsics="K"), "found str"),
        ):
            with self.subTest(words), self.refused(words):
                outlay.check_arrays("input.camera", arrays)
        with self.refused("Write 0 where depth is unknown"):
            outlay.check_arrays("input.depth", [[1.0, float("inf")]])
        with self.refused("found depths of 2500 on average"):
            outlay.check_arrays("input.depth", [[0.0, 2000.0, 3000.0]])
        with self.refused("at least 0, found -1"):
            outlay.check_arrays("input.depth", [[-1.0, 1.0]])

    @unittest.skipIf(np is None, "needs numpy")
    def test_numpy_and_tensors(self):
        k, rt = np.array(K, np.float32), np.array(RT)
        outlay.check_arrays("input.camera", {"intrinsics": k[None], "extrinsics": rt[None]})
        outlay.check_arrays("input.camera", {"intrinsics": Tensor(k), "extrinsics": Tensor(rt, "torch.bfloat16")})
        outlay.check_arrays("input.depth", np.ones((4, 6, 1), np.float16))
        outlay.check_arrays("input.depth", np.asfortranarray(np.ones((4, 6), ">f4")))
        with self.refused("expected floating-point numbers", "found uint16", "Convert them"):
            outlay.check_arrays("input.depth", np.full((4, 6), 1500, np.uint16))
        with self.refused("2 of 24 values are NaN"):
            outlay.check_arrays("input.depth", np.where(np.arange(24).reshape(4, 6) < 2, np.nan, 1).astype("f4"))
        zeros = {key: np.zeros(shaped.shape, np.float32) for key, shaped in body().items()}
        outlay.check_arrays("input.smplx", zeros)
        outlay.check_arrays("input.smplx", {key: array[:0] for key, array in zeros.items()})
        with self.refused("trans: expected metres, found a coordinate of 1250"):
            outlay.check_arrays("input.smplx", {**zeros, "trans": np.array([[0, 1250, 0]] * 2, np.float32)})
        with self.refused("body_pose: expected axis-angle in radians, found 90"):
            outlay.check_arrays("input.smplx", {**zeros, "body_pose": np.full((2, 21, 3), 90.0)})
        with self.refused("expected numbers, found the type object"):
            outlay.check_arrays("input.camera", {"intrinsics": k.astype(object), "extrinsics": rt})


if __name__ == "__main__":
    unittest.main()
