"""What mypy --strict has to refuse. Each mistake is ignored by name, and an ignore that is not needed is an error."""

import outlay

exp = outlay.Experiment("results/scene/exp")
outlay.format_path("nvs.prd.image", epoch=30)  # type: ignore[arg-type]
outlay.format_path("nvs.pred.image", epoch=30, cam=4)  # type: ignore[call-arg]
outlay.format_path("nvs.pred.image", epoch="30")  # type: ignore[arg-type]
exp.path("input.image", split="val", camera=4, frame=1, image="jpg")  # type: ignore[arg-type]
exp.path("input.image", split="test", camera=4, frame=1, image="jpeg")  # type: ignore[arg-type]
outlay.Experiment.create("results/scene/exp", tasks=["pose"])  # type: ignore[list-item]
with exp.evaluation(30) as evaluation, evaluation.nvs() as nvs:
    evaluation.path("nvs.pred.image", split="test", camera=4, frame=1, image="jpg")  # type: ignore[call-arg]
    nvs.add(camera=4, frame=1, psnr=20.0, ssim=0.5)  # type: ignore[call-arg]
    nvs.add(camera=4.0, frame=1, psnr=20.0, ssim=0.5, lpips=0.5)  # type: ignore[arg-type]
    nvs.add(camera=4, frame=1, psnr="20", ssim=0.5, lpips=0.5)  # type: ignore[arg-type]
