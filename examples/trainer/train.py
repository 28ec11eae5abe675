"""A trainer in small: train.py EXPERIMENT"""

import sys

import outlay
from scene import Scene

scene = Scene()  # stands for your data loader and your model
exp = outlay.Experiment.create(sys.argv[1], tasks=["nvs"], source_camera_id=4, nvs_cameras=scene.cameras)

# Train: the source camera in the predicted world. Test: all cameras in the ground-truth world.
inputs: dict[outlay.Split, tuple[int, ...]] = {"train": (4,), "test": scene.cameras}
for split, cameras in inputs.items():
    for frame in scene.frames:
        for camera in cameras:
            pinhole = {"intrinsics": scene.k(camera), "extrinsics": scene.world_to_camera(camera)}
            exp.save("input.camera", pinhole, split=split, camera=camera, frame=frame)
            exp.save("input.image", scene.photo(camera, frame), split=split, camera=camera, frame=frame, image="png")
            exp.save("input.mask.union", scene.people(camera).any(0), split=split, camera=camera, frame=frame)
        exp.save("input.smplx", scene.bodies(frame), split=split, frame=frame)

for epoch in (0, 15, 30):
    with exp.evaluation(epoch) as evaluation, evaluation.nvs() as nvs:
        for camera in scene.cameras:
            for frame in scene.frames:
                render, truth = scene.render(camera, frame, epoch), scene.truth(camera, frame)
                evaluation.save("nvs.pred.image", render, camera=camera, frame=frame, image="png")
                evaluation.save("nvs.gt_inputs.image", truth, camera=camera, frame=frame, image="png")
                nvs.add(camera, frame, **scene.metrics(render, truth))

for finding in exp.validate():
    print(finding)
