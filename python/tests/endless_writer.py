"""Writes epochs until it is killed: endless_writer.py MODULE EXPERIMENT, a line per epoch."""

import importlib.util
import os
import sys

where, experiment = sys.argv[1:]
search = [os.path.dirname(where)] if os.path.basename(where) == "__init__.py" else None
spec = importlib.util.spec_from_file_location("outlay", where, submodule_search_locations=search)
outlay = importlib.util.module_from_spec(spec)
sys.modules["outlay"] = outlay
spec.loader.exec_module(outlay)

exp = outlay.Experiment.create(experiment, tasks=["nvs"])
print("ready", flush=True)
for round_number in range(100_000):
    with exp.begin_epoch(round_number % 3).nvs(replace=True) as nvs:
        for frame in range(1, 50):
            nvs.add(camera=1, frame=frame, psnr=round_number % 60, ssim=0.5, lpips=0.5)
    print(round_number, flush=True)
