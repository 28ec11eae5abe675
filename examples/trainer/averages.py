"""Metrics in a DataFrame, written as all files of the task: averages.py EXPERIMENT"""

import sys

import pandas as pd

import outlay

exp = outlay.Experiment(sys.argv[1])
rows = pd.read_csv(exp.path("nvs.metrics.per-frame", epoch=30))
rows = rows.set_index(["camera_id", "frame_id"]).assign(psnr=rows["psnr"].clip(upper=120).to_numpy())
with exp.evaluation(30).nvs(replace=True) as nvs:
    nvs.extend(rows)
print(pd.read_csv(exp.path("nvs.metrics.per-camera", epoch=30)))
