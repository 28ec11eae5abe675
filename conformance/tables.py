"""Judges tables of `outlay summarise --format csv`: every number is worked out again by pandas from the metric files.

usage: tables.py RESULTS TABLE.csv...
"""

import json
import math
import pathlib
import sys

import pandas as pd

OVERALL = {
    "nvs": "novel_view_results.txt",
    "pose_smplx": "smplx_pose_estimation_overall_results.txt",
}
PER_FRAME = {
    "nvs": "metrics_all_cams_per_frame.csv",
    "pose_smplx": "smplx_pose_estimation_metrics_per_frame.csv",
}
TASKS = list(OVERALL)


class Run:
    """The metric files of an experiment at an epoch."""

    def __init__(self, folder, epoch):
        manifest = json.loads((folder / "manifest.json").read_text())
        self.name, self.scene = manifest["exp_name"], manifest["scene_name"]
        self.source = manifest["source_camera_id"]
        self.overall, self.frames = {}, {}
        for task in TASKS:
            at = folder / "evaluation" / f"epoch_{epoch:04d}" / task / "metrics"
            if not at.is_dir():
                continue
            lines = (at / OVERALL[task]).read_text().splitlines()
            self.overall[task] = {
                key: float(value) for key, value in (line.split(": ") for line in lines)
            }
            table = pd.read_csv(at / PER_FRAME[task])
            self.all = table if task == "nvs" else getattr(self, "all", None)
            if task == "nvs":
                table = table[table.camera_id != self.source]
            if "cd_mm" in table:
                table = table.assign(cd_mm=table.cd_mm.where(table.cd_mm > 0))
            keys = ["camera_id", "frame_id"] if task == "nvs" else ["frame_id"]
            self.frames[task] = table.set_index(keys).sort_index()

    def rows(self, task, metric, index=None):
        values = self.frames[task][metric]
        if index is not None:
            values = values[values.index.isin(index)]
        return values.dropna()


def load(results, epoch):
    runs = []
    for file in sorted(results.glob("*/*/manifest.json")):
        try:
            runs.append(Run(file.parent, epoch))
        except json.JSONDecodeError:
            pass
    return runs


def common_index(runs, task):
    """Cameras and frames, each by itself, that all runs of a scene have."""
    tables = [run.frames[task].index for run in runs]
    levels = tables[0].names
    kept = {
        level: set.intersection(*(set(t.get_level_values(level)) for t in tables))
        for level in levels
    }
    index = tables[0]
    return [
        key
        for key in index
        if all(
            part in kept[level]
            for level, part in zip(levels, key if isinstance(key, tuple) else (key,))
        )
    ]


def mean(values):
    values = [value for value in values if not math.isnan(value)]
    return sum(values) / len(values) if values else math.nan


class Judge:
    def __init__(self, results):
        self.runs = {epoch: load(results, epoch) for epoch in (0, 15, 30)}
        self.checked = 0
        self.wrong = []

    def expect(self, what, found, expected):
        self.checked += 1
        found = math.nan if found == "" else float(found)
        same = (math.isnan(found) and math.isnan(expected)) or math.isclose(
            found, expected, rel_tol=1e-9, abs_tol=1e-12
        )
        if not same:
            self.wrong.append(f"{what}: found {found}, expected {expected}")

    def selected(self, row, common):
        """(run, index of what counts) of the runs behind a row, `None` for everything."""
        epoch = 30 if row.epoch == "" else int(float(row.epoch))
        runs = self.runs[epoch]
        names = {run.name for run in runs}
        for run in runs:
            if row.experiment not in ("", run.name) or row.scene not in ("", run.scene):
                continue
            if row.task not in run.frames:
                continue
            if not common:
                yield run, None
                continue
            beside = [one for one in runs if one.scene == run.scene]
            if {one.name for one in beside} == names and all(
                row.task in one.frames for one in beside
            ):
                yield run, common_index(beside, row.task)

    def value(self, row, run, index):
        if row.camera != "":
            table = run.all
            return table[table.camera_id == int(float(row.camera))][row.metric].mean()
        if index is None:
            return run.overall[row.task].get(row.metric, math.nan)
        return run.rows(row.task, row.metric, index).mean()

    def table(self, file):
        common = file.stem == "common"
        for row in pd.read_csv(file, dtype=str, keep_default_na=False).itertuples():
            what = f"{file.stem} {row.group} {row.row} {row.metric}"
            chosen = list(self.selected(row, common))
            self.expect(
                what,
                row.value,
                mean([self.value(row, run, index) for run, index in chosen]),
            )
            if row.camera == "":
                count = sum(
                    len(run.rows(row.task, row.metric, index)) for run, index in chosen
                )
                self.expect(f"{what} samples", row.samples or "0", count)
            if row.difference == "":
                continue
            per_scene, pairs = [], 0
            for run, index in chosen:
                base = next(
                    one
                    for one in self.runs[30]
                    if one.name == "baseline" and one.scene == run.scene
                )
                difference = (
                    run.rows(row.task, row.metric, index)
                    - base.rows(row.task, row.metric, index)
                ).dropna()
                pairs += len(difference)
                per_scene.append(difference.mean())
            self.expect(f"{what} difference", row.difference, mean(per_scene))
            self.expect(f"{what} pairs", row.pairs, pairs)
            if not float(row.low) <= float(row.difference) <= float(row.high):
                self.wrong.append(f"{what}: the difference is not in its interval")


def main():
    results, *files = map(pathlib.Path, sys.argv[1:])
    judge = Judge(results)
    for file in files:
        judge.table(file)
    print("\n".join(judge.wrong))
    print(f"{judge.checked} numbers, {len(judge.wrong)} wrong")
    sys.exit(1 if judge.wrong or judge.checked == 0 else 0)


main()
