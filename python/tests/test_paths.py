import unittest

import outlay
from support import VECTORS, FolderCase


class Integer:
    """An integer of another library, as np.int64 is."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Paths(FolderCase):
    def test_canonical(self):
        for file_id, ids, path in VECTORS["canonical"]:
            self.assertEqual(outlay.format_path(file_id, **ids), path)
            self.assertEqual(outlay.parse_path(path), outlay.ParsedPath(file_id, ids, True))

    def test_lenient(self):
        for path, file_id, ids in VECTORS["lenient"]:
            self.assertEqual(outlay.parse_path(path), outlay.ParsedPath(file_id, ids, False))

    def test_strangers(self):
        for path in VECTORS["strangers"]:
            self.assertIsNone(outlay.parse_path(path), path)

    def test_refused_in_both_languages(self):
        for file_id, ids in VECTORS["refused"]:
            with self.subTest(file_id, ids=ids), self.refused():
                outlay.format_path(file_id, **ids)

    def test_near_misses_in_both_languages(self):
        for word, known, meant in VECTORS["near_misses"]:
            self.assertEqual(outlay.near_miss(word, known), meant, word)

    def test_any_integer(self):
        path = outlay.format_path("input.camera", split="test", camera=Integer(4), frame=Integer(12))
        self.assertEqual(path, "input_data/test/all_cameras/4/000012.npz")
        self.assertEqual(outlay.format_epoch(Integer(30)), "epoch_0030")

    def test_what_is_wrong_is_named(self):
        ids = {"epoch": 30, "camera": 4, "frame": 1, "image": "jpg"}
        for file_id, change, words in (
            ("nvs.prd.image", {}, ["Unknown file id 'nvs.prd.image'", "Did you mean 'nvs.pred.image'?"]),
            ("nvs.gt.image", {}, ["Those that start with nvs:", "nvs.gt_inputs.image"]),
            ("nvs.pred.image", {"image": "jpeg"}, ["image: expected 'jpg' or 'png'", "Did you mean 'jpg'?"]),
            ("nvs.pred.image", {"image": ".png"}, ["Did you mean 'png'?"]),
            ("nvs.pred.image", {"cam": 4}, ["remove cam=", "Did you mean 'camera'?"]),
            ("nvs.pred.image", {"fram": 4}, ["remove fram=", "no such id"]),
            ("nvs.pred.image", {"person": 0}, ["remove person=", "does not use it"]),
            ("nvs.pred.image", {"frame": 1.0}, ["frame: expected an integer from 0", "found 1.0"]),
            ("nvs.pred.image", {"camera": True}, ["camera: expected an integer"]),
            ("nvs.pred.image", {"camera": "cam_4"}, ["camera: expected an integer", "'cam_4'"]),
            ("input.camera", {"split": "tests"}, ["remove epoch="]),
        ):
            with self.subTest(file_id, **change), self.refused(*words):
                outlay.format_path(file_id, **{**ids, **change})
        with self.refused("split: expected 'train' or 'test'", "Did you mean 'test'?"):
            outlay.format_path("input.camera", split="tests", camera=1, frame=1)
        with self.refused("needs frame="):
            outlay.format_path("input.camera", split="test", camera=1)


if __name__ == "__main__":
    unittest.main()
