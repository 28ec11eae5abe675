import json
import os
import unittest

import outlay
from support import VECTORS, FolderCase

MANIFEST = {
    "output_layout_version": "v1",
    "exp_name": "e",
    "scene_name": "s",
    "tasks": ["nvs"],
    "eval_epochs": ["epoch_0000", "epoch_0030"],
}


class Manifests(FolderCase):
    def test_round_trip_and_merge(self):
        outlay.write_manifest(self.root, {**MANIFEST, "mine": 1})
        outlay.update_manifest(self.root, {**MANIFEST, "tasks": ["pose_smplx"], "eval_epochs": ["epoch_0015"]})
        merged = outlay.add_epoch(self.root, 45)
        self.assertEqual(merged, outlay.read_manifest(self.root))
        self.assertEqual(merged["eval_epochs"], ["epoch_0000", "epoch_0015", "epoch_0030", "epoch_0045"])
        self.assertEqual((merged["tasks"], merged["mine"]), (["nvs", "pose_smplx"], 1))
        self.assertEqual(os.listdir(self.root), ["manifest.json"])

    def test_nothing_new_is_not_written(self):
        outlay.write_manifest(self.root, MANIFEST)
        path = os.path.join(self.root, "manifest.json")
        os.utime(path, ns=(1, 1))
        outlay.add_epoch(self.root, 30)
        self.assertEqual(os.stat(path).st_mtime_ns, 1)
        outlay.add_epoch(self.root, 31)
        self.assertNotEqual(os.stat(path).st_mtime_ns, 1)

    def test_refusals_write_nothing(self):
        self.assertRaises(outlay.LayoutError, outlay.write_manifest, self.root, {**MANIFEST, "tasks": ["pose"]})
        self.assertEqual(os.listdir(self.root), [])
        with open(os.path.join(self.root, "manifest.json"), "w") as stream:
            stream.write("{")
        with self.refused("expected a JSON object", "Move the file away"):
            outlay.update_manifest(self.root, MANIFEST)
        self.assertEqual(self.read("manifest.json"), "{")

    def test_problems_are_named(self):
        problems = outlay.check_manifest({**MANIFEST, "eval_epochs": ["30"], "output_layout_version": "v2"})
        self.assertEqual(len(problems), 2)
        self.assertIn("newer release", problems[0])
        self.assertIn("eval_epochs[0]", problems[1])
        self.assertIn("Did you mean 'epoch_0030'?", problems[1])
        self.assertIn("Did you mean 'pose_smplx'?", outlay.check_manifest({**MANIFEST, "tasks": ["pose_smplX"]})[0])

    def test_shared_vectors(self):
        for manifest, places in VECTORS["manifests"]:
            found = []
            for problem in outlay.check_manifest(manifest):
                where = problem.split(":")[0]
                found.append(where.split(",")[1].strip() if "," in where else "")
            self.assertEqual(sorted(found), sorted(places), manifest)

    def test_merges_as_typescript_does(self):
        for previous, following, merged in VECTORS["merges"]:
            if merged is None:
                with self.refused("exp_name"):
                    outlay.merge_manifest(previous, following)
            else:
                text = outlay.format_manifest(outlay.merge_manifest(previous, following))
                self.assertEqual(text, json.dumps(merged, indent=2) + "\n")

    def test_misspelt_keys(self):
        self.assertEqual(
            outlay.misspelt_keys({**MANIFEST, "nvs_camera": [4], "seed": 1}), {"nvs_camera": "nvs_cameras"}
        )
        nameless = {key: value for key, value in MANIFEST.items() if key != "exp_name"}
        self.assertIn("'exp_nam' looks like it", outlay.check_manifest({**nameless, "exp_nam": "e"})[0])

    def test_what_json_cannot_hold(self):
        notes = {"out": os.path, "rate": float("nan")}
        for key in notes:
            with self.refused(f"notes.{key}", "Store it as a string"):
                outlay.format_manifest({**MANIFEST, "notes": {key: notes[key]}})


class Structure(FolderCase):
    def test_missing_files_of_an_early_epoch_are_errors(self):
        outlay.write_manifest(self.root, MANIFEST)
        early = outlay.make_path(self.root, "nvs.metrics.overall", epoch=0)
        with open(early, "w") as stream:
            stream.write("psnr: 20.0\n")
        errors = [f.path for f in outlay.validate(self.root) if f.severity == "error"]
        self.assertIn("evaluation/epoch_0000/nvs/metrics/metrics_avg_per_camera.csv", errors)
        self.assertNotIn("evaluation/epoch_0000/nvs/metrics/novel_view_results.txt", errors)
        self.assertFalse([e for e in errors if "epoch_0030" in e])

    def test_folders_names_and_keys(self):
        outlay.write_manifest(self.root, {**MANIFEST, "eval_epochs": [], "nvs_camera": [4]})
        outlay.make_folders(self.root)
        outlay.make_folders(self.root, epoch=30)
        self.assertTrue(os.path.isdir(os.path.join(self.root, "evaluation/epoch_0030/nvs/gt_inputs")))
        self.assertFalse(os.path.exists(os.path.join(self.root, "evaluation/epoch_0030/pose_smpl")))
        folder = os.path.dirname(outlay.make_path(self.root, "input.depth", split="train", camera=4, frame=1))
        open(os.path.join(folder, "12.npy"), "w").close()
        open(os.path.join(self.root, "evaluation", "extra.bin"), "w").close()
        self.assertEqual(
            [(f.severity, f.path) for f in outlay.validate(self.root)],
            [
                ("warning", "manifest.json"),
                ("info", "evaluation/extra.bin"),
                ("warning", "input_data/train/depths/4/12.npy"),
            ],
        )


if __name__ == "__main__":
    unittest.main()
