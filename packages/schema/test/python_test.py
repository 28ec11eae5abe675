"""Tests of the generated module: python_test.py FOLDER_OF_MODULE PATH_VECTORS. Files by numpy: python_writer.py."""
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
        self.assertIn("newer release", problems[0])
        self.assertIn("eval_epochs[0]", problems[1])

    def test_shared_vectors(self):
        for manifest, places in VECTORS["manifests"]:
            found = sorted(p.split(",")[1].split(":")[0].strip() if "," in p.split(":")[0] else "" for p in layout.check_manifest(manifest))
            self.assertEqual(found, sorted(places), manifest)

    def test_misspelt_keys(self):
        self.assertEqual(layout.misspelt_keys({**MANIFEST, "nvs_camera": [4], "seed": 1}), {"nvs_camera": "nvs_cameras"})
        nameless = {key: value for key, value in MANIFEST.items() if key != "exp_name"}
        self.assertIn("'exp_nam' looks like it", layout.check_manifest({**nameless, "exp_nam": "e"})[0])


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

    def test_folders_names_and_keys(self):
        with tempfile.TemporaryDirectory() as folder:
            layout.write_manifest(folder, {**MANIFEST, "eval_epochs": [], "nvs_camera": [4]})
            layout.make_folders(folder)
            layout.make_folders(folder, epoch=30)
            self.assertTrue(os.path.isdir(os.path.join(folder, "evaluation/epoch_0030/nvs/gt_inputs")))
            self.assertFalse(os.path.exists(os.path.join(folder, "evaluation/epoch_0030/pose_smpl")))
            odd = os.path.join(os.path.dirname(layout.make_path(folder, "input.depth", split="train", camera=4, frame=1)), "12.npy")
            open(odd, "w").close()
            open(os.path.join(folder, "evaluation", "extra.bin"), "w").close()
            self.assertEqual(
                [(f.severity, f.path) for f in layout.validate(folder)],
                [("warning", "manifest.json"), ("info", "evaluation/extra.bin"), ("warning", "input_data/train/depths/4/12.npy")],
            )


class Shaped:
    def __init__(self, *shape):
        self.shape = shape


class Contents(unittest.TestCase):
    def problems(self, file_id, arrays):
        with self.assertRaises(layout.LayoutError) as caught:
            layout.check_arrays(file_id, arrays)
        return str(caught.exception)

    def test_cameras(self):
        layout.check_arrays("input.camera", {"intrinsics": Shaped(1, 3, 3), "extrinsics": Shaped(3, 4), "mine": Shaped(2)})
        said = self.problems("input.camera", {"intrinsic": Shaped(1, 3, 3), "extrinsics": Shaped(4, 4)})
        self.assertIn("lacks 'intrinsics'", said)
        self.assertIn("'intrinsic' looks like it", said)
        self.assertIn("expected the shape (1,3,4) or (3,4), found (4, 4)", said)

    def test_all_arrays_have_as_many_persons(self):
        arrays = {key: Shaped(*(2 if size == "P" else 10 if size == "*" else int(size) for size in array.shapes[0].split(",")))
                  for key, array in layout.FILES["input.smplx"].arrays.items() if not array.optional}
        layout.check_arrays("input.smplx", arrays)
        layout.check_arrays("input.smplx", {**arrays, "verts": Shaped(2, 10475, 3)})
        self.assertIn("trans: expected the shape (P,3), P = 2, found (1, 3)", self.problems("input.smplx", {**arrays, "trans": Shaped(1, 3)}))

    def test_single_arrays_and_strangers(self):
        layout.check_arrays("input.depth", Shaped(940, 1280))
        self.assertIn("expected the shape (H,W)", self.problems("input.depth", Shaped(3, 940, 1280)))
        self.assertIn("no file", self.problems("input.image", {}))

    def test_columns(self):
        self.assertEqual(layout.FILES["nvs.metrics.per-camera"].columns, ("camera_id", "psnr", "ssim", "lpips"))
        self.assertEqual(layout.FILES["pose_smpl.metrics.overall"].optional_columns, ("cd_mm",))


unittest.main(argv=["python_test"], verbosity=1)
