import json
import multiprocessing
import os
import signal
import struct
import subprocess
import sys
import unittest
import warnings
import zlib

import outlay
from support import FolderCase, Tensor

try:
    import numpy as np
except ImportError:
    np = None

K = [[60, 0, 32], [0, 60, 24], [0, 0, 1]]
RT = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 4]]


class Create(FolderCase):
    def test_names_are_those_of_the_folders(self):
        exp = outlay.Experiment.create(self.root, tasks=["nvs"], source_camera_id=4, notes={"seed": 1})
        self.assertEqual(
            self.read("manifest.json"),
            '{\n  "output_layout_version": "v1",\n  "exp_name": "exp",\n  "scene_name": "scene",\n'
            '  "tasks": [\n    "nvs"\n  ],\n  "eval_epochs": [],\n  "source_camera_id": 4,\n'
            '  "notes": {\n    "seed": 1\n  }\n}\n',
        )
        self.assertEqual(exp.validate(), [])

    def test_a_run_that_goes_on_keeps_what_is_there(self):
        exp = outlay.Experiment.create(self.root, tasks=["nvs"], source_camera_id=4, further={"mine": [1]})
        exp.begin_epoch(0)
        exp = outlay.Experiment.create(self.root, tasks=["pose_smplx"], nvs_cameras=(4, 16))
        self.assertEqual(exp.manifest["eval_epochs"], ["epoch_0000"])
        self.assertEqual(exp.manifest["tasks"], ["nvs", "pose_smplx"])
        self.assertEqual((exp.manifest["mine"], exp.manifest["source_camera_id"]), ([1], 4))
        with self.refused("exp_name: expected 'exp', found 'other'", "holds another experiment"):
            outlay.Experiment.create(self.root, tasks=["nvs"], exp_name="other")

    def test_wrong_arguments(self):
        for words, arguments in (
            (
                "tasks: expected nvs, pose_smplx, pose_smpl, found 'pose-smplx'. Did you mean 'pose_smplx'?",
                {"tasks": ["pose-smplx"]},
            ),
            ("Write ['nvs']", {"tasks": "nvs"}),
            ("source_camera_id: expected an integer", {"tasks": ["nvs"], "source_camera_id": "4"}),
            ("scene_name: expected a non-empty string", {"tasks": ["nvs"], "scene_name": ""}),
        ):
            with self.subTest(words), self.refused(words):
                outlay.Experiment.create(self.root, **arguments)
        self.assertEqual(os.listdir(self.root), [])
        self.assertRaises(OSError, outlay.Experiment, self.root)
        exp = outlay.Experiment.create(self.root, tasks=["pose_smpl", "nvs", "nvs"])
        self.assertEqual(exp.manifest["tasks"], ["nvs", "pose_smpl"])
        with self.refused("Epoch 9 is not complete. Missing: evaluation/epoch_0009."):
            exp.finish_epoch(9)

    def test_unicode_names(self):
        root = os.path.join(self.root, "szene_töpfer", "実験 1")
        exp = outlay.Experiment.create(root, tasks=["nvs"])
        self.assertEqual((exp.manifest["scene_name"], exp.manifest["exp_name"]), ("szene_töpfer", "実験 1"))
        self.assertEqual(outlay.Experiment(root).validate(), [])

    @unittest.skipIf(np is None, "needs numpy")
    def test_numbers_of_numpy(self):
        notes = {"rate": np.float32(0.5), "steps": np.int64(3), "shape": np.array([1, 2])}
        exp = outlay.Experiment.create(
            self.root, tasks=["nvs"], source_camera_id=np.int64(4), nvs_cameras=np.array([4, 16]), notes=notes
        )
        self.assertEqual(exp.manifest["nvs_cameras"], [4, 16])
        self.assertEqual(exp.manifest["notes"], {"rate": 0.5, "steps": 3, "shape": [1, 2]})


class Epochs(FolderCase):
    def setUp(self):
        super().setUp()
        self.exp = outlay.Experiment.create(self.root, tasks=["nvs", "pose_smplx"], source_camera_id=4)

    def test_an_epoch_is_listed_when_it_begins(self):
        with self.refused("Epoch 30 is not complete", "pose_smplx/metrics/smplx_pose_estimation_overall_results.txt"):
            with self.exp.evaluation(30) as evaluation:
                self.assertEqual(self.exp.manifest["eval_epochs"], ["epoch_0030"])
                with evaluation.nvs() as nvs:
                    nvs.add(camera=16, frame=1, psnr=20, ssim=0.5, lpips=0.5)
        # Killed or broken, it begins again.
        with self.exp.evaluation(30) as evaluation, evaluation.pose_smplx() as pose:
            pose.add(frame=1, rr_mpjpe_mm=60, rr_mve_mm=70, pcdr=1)
        self.exp.finish_epoch(30)
        self.assertEqual(self.exp.validate(), [])

    def test_exceptions_come_first(self):
        with self.assertRaises(KeyError), self.exp.evaluation(30):
            raise KeyError

    def test_paths_of_an_epoch(self):
        evaluation = self.exp.begin_epoch(30)
        path = evaluation.path("nvs.pred.image", camera=16, frame=1, image="png")
        self.assertEqual(
            os.path.relpath(path, self.root).replace(os.sep, "/"),
            "evaluation/epoch_0030/nvs/pred/cam_16/metrics_input/000001.png",
        )
        self.assertTrue(os.path.isdir(os.path.dirname(path)))
        with self.refused("remove epoch="):
            evaluation.path("input.meta", split="test")


class Save(FolderCase):
    def setUp(self):
        super().setUp()
        self.exp = outlay.Experiment.create(self.root, tasks=["nvs"])
        self.ids = {"split": "test", "camera": 4, "frame": 1}

    def test_wrong_content_writes_nothing(self):
        for file_id, content, ids, words in (
            ("input.camera", {"intrinsics": K}, {}, "lacks 'extrinsics'"),
            ("input.camera", [1], {}, "expected a mapping"),
            (
                "input.camera",
                {"intrinsics": K, "extrinsics": RT, "mine": "text"},
                {},
                "mine: expected an array of numbers, found str",
            ),
            ("input.mask.union", [[0.0, 1.0]], {}, "expected a mask of booleans"),
            ("input.image", b"\xff\xd8\xff\xe0", {"image": "png"}, "expected the bytes of a png picture"),
            ("input.image", [[0]], {"image": "jpg"}, "expected the bytes of an encoded jpg, found list"),
            ("nvs.viz.video", 1, {"epoch": 1, "split": None, "frame": None}, "expected bytes, found int"),
        ):
            given = {key: value for key, value in {**self.ids, **ids}.items() if value is not None}
            with self.subTest(file_id), self.refused(words):
                self.exp.save(file_id, content, **given)
        files = [name for _, _, names in os.walk(os.path.join(self.root, "input_data")) for name in names]
        self.assertEqual(files, [])

    def test_bytes_and_text(self):
        path = self.exp.save("input.image", b"\xff\xd8\xff\xe0...", image="jpg", **self.ids)
        self.assertTrue(path.endswith(os.path.join("images", "4", "000001.jpg")))
        self.exp.save("input.skip-frames", "3, 4\n", split="train")
        self.assertEqual(self.read("input_data/train/skip_frames.csv"), "3, 4\n")

    @unittest.skipIf(np is None, "needs numpy")
    def test_arrays_are_what_numpy_reads(self):
        camera = {
            "intrinsics": np.array(K, np.float32)[None],
            "extrinsics": Tensor(np.array(RT, np.float64)),
            "name": np.array(["mono"]),
        }
        path = self.exp.save("input.camera", camera, **self.ids)
        with np.load(path, allow_pickle=False) as loaded:
            self.assertEqual(sorted(loaded), ["extrinsics", "intrinsics", "name"])
            self.assertEqual((loaded["intrinsics"].shape, loaded["intrinsics"].dtype), ((1, 3, 3), np.float32))
            np.testing.assert_array_equal(loaded["extrinsics"], np.array(RT, float))
            self.assertEqual(loaded["name"].tolist(), ["mono"])
        for meta, words in (
            ({"../x": np.zeros(1)}, "names of letters and digits, found '../x'"),
            ({"genders": np.array(["male"], object)}, "genders: expected an array of numbers, found object"),
            ({"a": np.ma.masked_array([1.0], [True])}, "a masked one"),
        ):
            with self.refused(words):
                self.exp.save("input.meta", meta, split="test")
        lists = self.exp.save("input.camera", {"intrinsics": K, "extrinsics": RT}, split="test", camera=4, frame=2)
        with np.load(lists) as loaded:
            np.testing.assert_array_equal(loaded["intrinsics"], np.array(K, float))
        depth = np.asfortranarray(np.random.default_rng(0).uniform(1, 4, (5, 7)).astype(np.float32))
        np.testing.assert_array_equal(np.load(self.exp.save("input.depth", depth, **self.ids)), depth)
        strided = np.ones((10, 14), np.float32)[::2, ::2]
        np.testing.assert_array_equal(np.load(self.exp.save("input.depth", strided, **self.ids)), strided)

    @unittest.skipIf(np is None, "needs numpy")
    def test_masks_and_pictures(self):
        mask = np.zeros((6, 4), bool)
        mask[1:3, 1:] = True
        first = self.pixels(self.exp.save("input.mask.union", mask, **self.ids))
        np.testing.assert_array_equal(first, mask * 255)
        same = self.exp.save("input.mask.union", mask[..., None].astype(np.uint8) * 255, **self.ids)
        np.testing.assert_array_equal(self.pixels(same), first)
        rgb = np.random.default_rng(0).integers(0, 255, (6, 4, 3), np.uint8)
        np.testing.assert_array_equal(self.pixels(self.exp.save("input.image", rgb, image="png", **self.ids)), rgb)
        with self.refused("expected a mask of 0 and 255, found 1. Give booleans"):
            self.exp.save("input.mask.union", mask.astype(np.uint8), **self.ids)
        self.exp.save("input.mask.union", [[True, False], [False, False]], **self.ids)
        with self.refused("expected a mask of the shape (H,W), found (6, 4, 3)"):
            self.exp.save("input.mask.union", np.zeros((6, 4, 3), bool), **self.ids)
        for wrong, words in (
            (rgb.transpose(2, 0, 1), "transpose(1, 2, 0)"),
            (np.zeros((6, 4, 4), np.uint8), "[..., :3]"),
        ):
            with self.refused(words):
                self.exp.save("input.image", wrong, image="png", **self.ids)
        with self.refused("expected uint8 pixels of the shape (H,W) or (H,W,3), found <f4"):
            self.exp.save("input.image", rgb.astype(np.float32) / 255, image="png", **self.ids)

    def pixels(self, path):
        with open(path, "rb") as stream:
            data = stream.read()
        width, height, depth, color = struct.unpack(">2I2B", data[16:26])
        self.assertEqual(depth, 8)
        channels = {0: 1, 2: 3}[color]
        start = data.index(b"IDAT")
        (size,) = struct.unpack(">I", data[start - 4 : start])
        rows = np.frombuffer(zlib.decompress(data[start + 4 : start + 4 + size]), np.uint8).reshape(height, -1)
        shape = (height, width, 3) if channels == 3 else (height, width)
        return rows[:, 1:].reshape(shape)


def _evaluate(root, camera):
    warnings.simplefilter("ignore")  # "kept rows of an earlier run"
    exp = outlay.Experiment.create(root, tasks=["nvs"])
    for epoch in (camera, 100):
        nvs = exp.begin_epoch(epoch).nvs()
        nvs.add(camera=camera, frame=1, psnr=camera, ssim=0.5, lpips=0.5)
        nvs.write()


class Processes(FolderCase):
    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_processes_that_write_at_once_lose_nothing(self):
        context = multiprocessing.get_context("fork")
        running = [context.Process(target=_evaluate, args=(self.root, camera)) for camera in range(1, 9)]
        for process in running:
            process.start()
        for process in running:
            process.join()
        self.assertEqual([process.exitcode for process in running], [0] * 8)
        epochs = [outlay.format_epoch(camera) for camera in (*range(1, 9), 100)]
        self.assertEqual(outlay.read_manifest(self.root)["eval_epochs"], epochs)
        lines = self.read("evaluation/epoch_0100/nvs/metrics/metrics_all_cams_per_frame.csv").splitlines()[1:]
        self.assertEqual([line.split(",")[0] for line in lines], [str(camera) for camera in range(1, 9)])

    @unittest.skipUnless(hasattr(signal, "SIGKILL"), "needs SIGKILL")
    def test_killed_while_writing(self):
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "endless_writer.py")
        command = [sys.executable, program, outlay.__file__, self.root]
        for moment in range(6):
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            for _ in range(2 + moment):
                self.assertTrue(process.stdout.readline())
            process.kill()
            process.stdout.close()
            process.wait()
            self.assertTrue(json.loads(self.read("manifest.json"))["eval_epochs"])
            for folder, _, names in os.walk(self.root):
                for name in names:
                    if name.endswith(".csv"):
                        lines = self.read(os.path.relpath(os.path.join(folder, name), self.root)).splitlines()
                        self.assertEqual(len(lines), 50 if "per_frame" in name else 2)
        visible = [finding for finding in outlay.validate(self.root) if finding.severity == "info"]
        self.assertEqual(visible, [])

    def test_leftovers_of_killed_processes_go(self):
        exp = outlay.Experiment.create(self.root, tasks=["nvs"])
        path = exp.path("nvs.metrics.per-frame", epoch=0)
        folder, name = os.path.split(path)
        old, young = (os.path.join(folder, f".{name}.{n}.tmp") for n in ("old", "young"))
        for leftover in (old, young):
            open(leftover, "w").close()
        os.utime(old, (1, 1))
        with exp.begin_epoch(0).nvs() as nvs:
            nvs.add(camera=1, frame=1, psnr=1, ssim=0.5, lpips=0.5)
        self.assertEqual((os.path.exists(old), os.path.exists(young)), (False, True))


if __name__ == "__main__":
    unittest.main()
