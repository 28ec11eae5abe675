"""Tests of the generated module: python_test.py FOLDER_OF_MODULE PATH_VECTORS. numpy is used where it is installed."""
import json
import os
import sys
import tempfile
import unittest

sys.path.insert(0, sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as stream:
    VECTORS = json.load(stream)
import outlay_layout as layout  # noqa: E402

MANIFEST = {
    "output_layout_version": "v1",
    "exp_name": "e",
    "scene_name": "s",
    "tasks": ["nvs"],
    "eval_epochs": ["epoch_0000", "epoch_0030"],
}


class Paths(unittest.TestCase):
    def test_canonical(self):
        for file_id, ids, path in VECTORS["canonical"]:
            self.assertEqual(layout.format_path(file_id, **ids), path)
            self.assertEqual(layout.parse_path(path), layout.ParsedPath(file_id, ids, True))

    def test_lenient(self):
        for path, file_id, ids in VECTORS["lenient"]:
            self.assertEqual(layout.parse_path(path), layout.ParsedPath(file_id, ids, False))

    def test_strangers(self):
        for path in VECTORS["strangers"]:
            self.assertIsNone(layout.parse_path(path), path)

    def test_refusals(self):
        for bad in (lambda: layout.format_path("no.such"), lambda: layout.format_path("input.camera", split="train", camera=4),
                    lambda: layout.format_path("input.camera", split="val", camera=4, frame=1),
                    lambda: layout.format_frame(-1), lambda: layout.format_path("rerun", recording="../x")):
            self.assertRaises(layout.LayoutError, bad)


class Manifests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def test_round_trip_and_merge(self):
        layout.write_manifest(self.folder.name, {**MANIFEST, "mine": 1})
        layout.update_manifest(self.folder.name, {**MANIFEST, "tasks": ["pose_smplx"], "eval_epochs": ["epoch_0015"]})
        merged = layout.add_epoch(self.folder.name, 45)
        self.assertEqual(merged, layout.read_manifest(self.folder.name))
        self.assertEqual(merged["eval_epochs"], ["epoch_0000", "epoch_0015", "epoch_0030", "epoch_0045"])
        self.assertEqual((merged["tasks"], merged["mine"]), (["nvs", "pose_smplx"], 1))
        self.assertEqual(os.listdir(self.folder.name), ["manifest.json"])

    def test_refusals_write_nothing(self):
        self.assertRaises(layout.LayoutError, layout.write_manifest, self.folder.name, {**MANIFEST, "tasks": ["pose"]})
        self.assertEqual(os.listdir(self.folder.name), [])
        with open(os.path.join(self.folder.name, "manifest.json"), "w") as stream:
            stream.write("{")
        self.assertRaises(layout.LayoutError, layout.update_manifest, self.folder.name, MANIFEST)

    def test_problems_are_named(self):
        problems = layout.check_manifest({**MANIFEST, "eval_epochs": ["30"], "output_layout_version": "v2"})
        self.assertEqual(len(problems), 2)
        self.assertIn("eval_epochs[0]", problems[1])


class Structure(unittest.TestCase):
    def test_missing_files_of_an_early_epoch_are_errors(self):
        with tempfile.TemporaryDirectory() as folder:
            layout.write_manifest(folder, MANIFEST)
            early = layout.make_path(folder, "nvs.metrics.overall", epoch=0)
            with open(early, "w") as stream:
                stream.write("psnr: 20.0\n")
            findings = layout.validate(folder)
            errors = [f.path for f in findings if f.severity == "error"]
            self.assertIn("evaluation/epoch_0000/nvs/metrics/metrics_avg_per_camera.csv", errors)
            self.assertNotIn("evaluation/epoch_0000/nvs/metrics/novel_view_results.txt", errors)
            self.assertFalse([e for e in errors if "epoch_0030" in e])

    def test_numpy_files_written_through_it_are_clean(self):
        try:
            import numpy as np
        except ImportError:
            self.skipTest("numpy is not installed")
        with tempfile.TemporaryDirectory() as folder:
            layout.write_manifest(folder, {**MANIFEST, "tasks": [], "eval_epochs": []})
            for part in ("training_artifacts", "input_data/test", "evaluation"):
                os.makedirs(os.path.join(folder, part))
            path = layout.make_path(folder, "input.camera", split="train", camera=4, frame=1)
            np.savez(path, intrinsics=np.eye(3, dtype=np.float32)[None], extrinsics=np.eye(4, dtype=np.float32)[None, :3])
            np.save(layout.make_path(folder, "input.depth", split="train", camera=4, frame=1), np.ones((4, 4), np.float32))
            self.assertEqual(layout.validate(folder), [])


unittest.main(argv=["python_test"], verbosity=1)
