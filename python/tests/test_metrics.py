import math
import os
import unittest

import outlay
from support import FolderCase, Tensor

try:
    import numpy as np
except ImportError:
    np = None
try:
    import pandas as pd
except ImportError:
    pd = None

AT = "evaluation/epoch_0030"


class TableCase(FolderCase):
    def setUp(self):
        super().setUp()
        self.exp = outlay.Experiment.create(self.root, tasks=outlay.TASKS, source_camera_id=4, nvs_cameras=[4, 16])
        self.evaluation = self.exp.begin_epoch(30)

    def metrics(self, task, name):
        return self.read(AT, task, "metrics", name)


class Nvs(TableCase):
    def per_frame(self):
        return self.metrics("nvs", "metrics_all_cams_per_frame.csv")

    def test_row_by_row(self):
        with self.evaluation.nvs() as nvs:
            nvs.add(camera=16, frame=10, psnr=20, ssim=0.5, lpips=0.25)
            nvs.add(camera=16, frame=2, psnr=30.5, ssim=0.75, lpips=0.75)
            nvs.add(4, 2, psnr=40.0, ssim=1.0, lpips=0.0)
            self.assertEqual(len(nvs), 3)
            self.assertEqual(os.listdir(os.path.join(self.root, AT, "nvs", "metrics")), [])
        self.assertEqual(
            self.per_frame(),
            "camera_id,frame_id,psnr,ssim,lpips\n4,2,40.0,1.0,0.0\n16,2,30.5,0.75,0.75\n16,10,20.0,0.5,0.25\n",
        )
        self.assertEqual(
            self.metrics("nvs", "metrics_avg_per_camera.csv"),
            "camera_id,psnr,ssim,lpips\n4,40.0,1.0,0.0\n16,25.25,0.625,0.5\n",
        )
        # The source camera is left out of the overall results.
        self.assertEqual(self.metrics("nvs", "novel_view_results.txt"), "psnr: 25.2500\nssim: 0.6250\nlpips: 0.5000\n")
        self.assertEqual(len(os.listdir(os.path.join(self.root, AT, "nvs", "metrics"))), 3)

    def test_the_source_camera_alone_is_averaged(self):
        with self.evaluation.nvs() as nvs:
            nvs.add(camera=4, frame=2, psnr=40.0, ssim=1.0, lpips=0.0)
        self.assertTrue(self.metrics("nvs", "novel_view_results.txt").startswith("psnr: 40.0000\n"))

    def test_rows_of_an_earlier_run_are_kept(self):
        with self.evaluation.nvs() as nvs:
            nvs.add(camera=16, frame=1, psnr=20, ssim=0.5, lpips=0.5)
            nvs.add(camera=16, frame=2, psnr=20, ssim=0.5, lpips=0.5)
        with self.warned("kept 1 rows of an earlier run"), self.evaluation.nvs() as nvs:
            nvs.add(camera=16, frame=2, psnr=30, ssim=0.5, lpips=0.5)
            nvs.add(camera=28, frame=2, psnr=40, ssim=0.5, lpips=0.5)
        rows = [line.split(",")[:3] for line in self.per_frame().splitlines()[1:]]
        self.assertEqual(rows, [["16", "1", "20.0"], ["16", "2", "30.0"], ["28", "2", "40.0"]])
        self.assertTrue(self.metrics("nvs", "novel_view_results.txt").startswith("psnr: 30.0000\n"))
        with self.evaluation.nvs(replace=True) as nvs:
            nvs.add(camera=28, frame=2, psnr=40, ssim=0.5, lpips=0.5)
        self.assertEqual(len(self.per_frame().splitlines()), 2)

    def test_rows_that_cannot_be_read_are_not_lost(self):
        path = self.exp.path("nvs.metrics.per-frame", epoch=30)
        for text in ("camera_id,frame_id,psnr\n4,2,cut", "a\n1\n", "camera_id,frame_id,psnr\n4\n"):
            with open(path, "w") as stream:
                stream.write(text)
            with self.subTest(text), self.refused("line 2", "replace=True"), self.evaluation.nvs() as nvs:
                nvs.add(camera=28, frame=2, psnr=40, ssim=0.5, lpips=0.5)
            self.assertEqual(self.per_frame(), text)
            self.assertEqual(os.listdir(os.path.dirname(path)), [os.path.basename(path)])

    def test_an_exception_writes_nothing(self):
        with self.assertRaises(KeyError), self.evaluation.nvs() as nvs:
            nvs.add(camera=28, frame=2, psnr=40, ssim=0.5, lpips=0.5)
            raise KeyError
        self.assertEqual(os.listdir(os.path.join(self.root, AT, "nvs", "metrics")), [])

    def test_wrong_use(self):
        with self.refused("no rows to write"), self.evaluation.nvs():
            pass
        nvs = self.evaluation.nvs()
        nvs.add(camera=28, frame=2, psnr=40, ssim=0.5, lpips=0.5)
        for words, arguments in (
            ("added before", {"camera": 28, "frame": 2}),
            ("ssim: expected -1 to 1, found 50.0", {"ssim": 50}),
            ("psnr: expected one number, found '40'", {"psnr": "40"}),
            ("psnr: expected one number, found [1, 2]", {"psnr": [1, 2]}),
            ("camera: expected an integer", {"camera": 4.0}),
            ("psnr: expected one number, found True", {"psnr": True}),
            ("'a,b' cannot be the name of a metric", {"a,b": 1}),
            ("'camera_id' cannot be the name of a metric", {"camera_id": 1}),
        ):
            good = {"camera": 28, "frame": 3, "psnr": 40, "ssim": 0.5, "lpips": 0.5}
            with self.subTest(words), self.refused(words):
                nvs.add(**{**good, **arguments})
        nvs.write()
        with self.refused("written before"):
            nvs.write()

    def test_a_task_that_is_not_listed(self):
        other = os.path.join(os.path.dirname(self.root), "other")
        with self.refused("does not list the task pose_smpl (it lists nvs)", "create(tasks=)"):
            outlay.Experiment.create(other, tasks=["nvs"]).begin_epoch(0).pose_smpl()

    def test_missing_and_infinite_values(self):
        with self.warned("psnr is missing, NaN or infinite in 2 of 3 rows"), self.evaluation.nvs() as nvs:
            nvs.add(camera=16, frame=1, psnr=None, ssim=0.5, lpips=0.5)
            nvs.add(camera=28, frame=1, psnr=math.inf, ssim=0.5, lpips=0.5)
            nvs.add(camera=28, frame=2, psnr=1, ssim=0.5, lpips=0.5)
        self.assertIn("16,1,,0.5,0.5\n28,1,inf,", self.per_frame())
        self.assertIn("16,,0.5,0.5\n28,inf,", self.metrics("nvs", "metrics_avg_per_camera.csv"))
        self.assertIn("psnr: nan\n", self.metrics("nvs", "novel_view_results.txt"))

    def test_further_metrics(self):
        with self.warned("fid is missing, NaN or infinite in 1 of 2 rows"), self.evaluation.nvs() as nvs:
            nvs.add(camera=16, frame=1, psnr=20, ssim=0.5, lpips=0.5, fid=3)
            nvs.add(camera=16, frame=2, psnr=20, ssim=0.5, lpips=0.5)
        self.assertIn(
            "camera_id,frame_id,psnr,ssim,lpips,fid\n16,1,20.0,0.5,0.5,3.0\n16,2,20.0,0.5,0.5,\n", self.per_frame()
        )

    def test_dicts_and_columns(self):
        rows = [
            {"camera_id": 16, "frame_id": 1.0, "psnr": 20, "ssim": 0.5, "lpips": 0.5},
            {"camera": 16, "frame": 2, "psnr": 20, "ssim": 0.5, "lpips": 0.5},
        ]
        columns = {"camera": [28, 28], "frame": [1, 2], "psnr": [1, 2], "ssim": [0.1, 0.2], "lpips": [0.1, 0.2]}
        with self.evaluation.nvs() as nvs:
            nvs.extend(rows)
            nvs.extend(columns)
        self.assertEqual(len(self.per_frame().splitlines()), 5)
        for bad, words in (
            ([{**rows[0], "frame_id": 1.5}], "frame: expected an integer"),
            ([{"camera": 16, "psnr": 1}], "'frame' is missing, found the columns camera, psnr"),
            (
                [{"camera": 16, "frame": 1, "psrn": 1, "ssim": 1, "lpips": 1}],
                "'psrn' looks like it: rename it to 'psnr'",
            ),
            ([1], "row 0: expected a dict, found 1"),
            ({"camera": [1], "frame": [1, 2]}, "columns of one length"),
        ):
            with self.subTest(words), self.refused(words):
                self.evaluation.nvs().extend(bad)

    @unittest.skipIf(np is None, "needs numpy")
    def test_numpy_and_tensors(self):
        one = np.float32(0.1)
        with self.evaluation.nvs() as nvs:
            nvs.add(np.int64(16), np.uint8(1), psnr=np.float32(20), ssim=Tensor(np.array(0.5)), lpips=np.array([0.25]))
            nvs.add(Tensor(np.array(16)), 2, psnr=np.array(20.0), ssim=Tensor(np.array([0.5])), lpips=one)
        self.assertIn("16,1,20.0,0.5,0.25\n16,2,20.0,0.5,0.1", self.per_frame())
        with self.refused("psnr: expected one number, found ndarray of the shape (2,)"):
            self.evaluation.nvs().add(1, 1, psnr=np.zeros(2), ssim=0, lpips=0)

    @unittest.skipIf(pd is None, "needs pandas")
    def test_data_frames(self):
        rows = [[16, 1, 20.0, 0.5, 0.5], [16, 2, 21.0, None, 0.5], [28, 1, 22.0, 0.5, 0.5]]
        table = pd.DataFrame(rows, columns=["camera_id", "frame_id", "psnr", "ssim", "lpips"])
        expected = "16,1,20.0,0.5,0.5\n16,2,21.0,,0.5\n28,1,22.0,0.5,0.5\n"
        shapes = (
            table,
            table.astype(float),
            table.astype("float32"),
            table.convert_dtypes(),
            table.set_index(["camera_id", "frame_id"]),
            table.rename(columns={"camera_id": "camera"}).set_index("camera"),
            table.assign(psnr=table.psnr.astype(object)),
            table[::-1],
        )
        for shape in shapes:
            with self.warned("ssim is missing"), self.evaluation.nvs(replace=True) as nvs:
                nvs.extend(shape)
            self.assertEqual(self.per_frame().split("\n", 1)[1], expected)
        wide = table.pivot(index="frame_id", columns="camera_id", values=["psnr", "ssim", "lpips"])
        with self.refused("found a MultiIndex"):
            self.evaluation.nvs().extend(wide)
        for wrong, words in (
            (table.drop(columns="frame_id"), "'frame' is missing"),
            (table.rename(columns=str.upper), "'CAMERA_ID' looks like it: rename it to 'camera_id'"),
            (table["psnr"], "expected rows as dicts, a DataFrame or a dict of columns, found Series"),
            (None, "found NoneType"),
            (table.to_numpy(), "row 0: expected a dict, found ndarray of the shape (5,)"),
        ):
            with self.refused(words):
                self.evaluation.nvs().extend(wrong)
        for same in (table.reset_index(), table.itertuples(), table.to_records()):
            with self.warned("ssim is missing"), self.evaluation.nvs(replace=True) as nvs:
                nvs.extend(same)
            self.assertEqual(self.per_frame().split("\n", 1), ["camera_id,frame_id,psnr,ssim,lpips", expected])


class Pose(TableCase):
    def test_text_order_and_contacts(self):
        with self.evaluation.pose_smpl() as pose:
            for frame, contact in ((2, 30), (10, None), (1, 0), (11, 50)):
                pose.add(frame=frame, rr_mpjpe_mm=60 + frame, rr_mve_mm=70, pcdr=1, cd_mm=contact)
        self.assertEqual(
            self.metrics("pose_smpl", "smpl_pose_estimation_metrics_per_frame.csv"),
            "frame_id,rr_mpjpe_mm,rr_mve_mm,cd_mm,pcdr\n"
            "1,61.0,70.0,0.0,1.0\n10,70.0,70.0,,1.0\n11,71.0,70.0,50.0,1.0\n2,62.0,70.0,30.0,1.0\n",
        )
        self.assertEqual(
            self.metrics("pose_smpl", "smpl_pose_estimation_overall_results.txt"),
            "rr_mpjpe_mm: 66.0000\nrr_mve_mm: 70.0000\npcdr: 1.0000\ncd_mm: 40.0000\n",
        )

    def test_no_contacts_no_column(self):
        with self.evaluation.pose_smplx() as pose:
            pose.add(frame=1, rr_mpjpe_mm=60, rr_mve_mm=70, pcdr=0.5)
        self.assertEqual(
            self.metrics("pose_smplx", "smplx_pose_estimation_metrics_per_frame.csv"),
            "frame_id,rr_mpjpe_mm,rr_mve_mm,pcdr\n1,60.0,70.0,0.5\n",
        )
        self.assertNotIn("cd_mm", self.metrics("pose_smplx", "smplx_pose_estimation_overall_results.txt"))

    def test_units(self):
        with self.warned("all values of rr_mpjpe_mm are below 1; multiply metres by 1000"):
            pose = self.evaluation.pose_smplx()
            pose.add(frame=1, rr_mpjpe_mm=0.06, rr_mve_mm=70, pcdr=0.5)
            pose.write()
        with self.refused("pcdr: expected 0 to 1, found 50.0"):
            self.evaluation.pose_smplx().add(frame=1, rr_mpjpe_mm=60, rr_mve_mm=70, pcdr=50)

    def test_metrics_are_those_of_the_contract(self):
        self.assertEqual(outlay.FILES["nvs.metrics.per-frame"].columns[2:], ("psnr", "ssim", "lpips"))
        for task in ("pose_smplx", "pose_smpl"):
            columns = outlay.FILES[f"{task}.metrics.per-frame"].columns
            self.assertEqual(columns[1:], ("rr_mpjpe_mm", "rr_mve_mm", "cd_mm", "pcdr"))


if __name__ == "__main__":
    unittest.main()
