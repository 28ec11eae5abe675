"""An experiment that a trainer writes: manifest, inputs, epochs, metrics."""

from __future__ import annotations

import os
from types import TracebackType
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Mapping, Optional, SupportsIndex, Type

from ._contract import FILES, LAYOUT_VERSION, TASKS, FileId, Task
from .arrays import array_mapping, check_arrays
from .atomic import write_atomic
from .errors import LayoutError, did_you_mean
from .formats import looks_like, mask_bytes, npy_bytes, npz_bytes, png_bytes
from .ids import as_id
from .manifest import add_epoch, check_manifest, read_manifest, update_manifest
from .metrics import NvsTable, PoseSmplTable, PoseSmplxTable
from .paths import PathLike, format_path, make_path, require_file_id
from .structure import Finding, make_folders, missing_of_epoch, validate
from .values import as_numbers

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .paths import PathIds, TaskIds


class Experiment:
    """An experiment folder, <results>/<scene>/<experiment>.

        exp = Experiment.create("results/hi4d_pair15_fight/v104", tasks=["nvs"], source_camera_id=4)
        exp.save("input.camera", {"intrinsics": k, "extrinsics": world_to_camera}, split="test", camera=4, frame=1)
        with exp.evaluation(30) as evaluation, evaluation.nvs() as nvs:
            nvs.add(camera=16, frame=1, psnr=21.3, ssim=0.81, lpips=0.12)

    Experiment(path) opens one that is there; it raises LayoutError when its manifest is not sound, OSError without one.
    """

    def __init__(self, exp_dir: PathLike) -> None:
        self.dir = os.fspath(exp_dir)
        read_manifest(self.dir)

    @classmethod
    def create(
        cls,
        exp_dir: PathLike,
        *,
        tasks: Iterable[Task],
        exp_name: Optional[str] = None,
        scene_name: Optional[str] = None,
        source_camera_id: Optional[SupportsIndex] = None,
        nvs_cameras: Optional[Iterable[SupportsIndex]] = None,
        pose_eval_world_alignment_method: Optional[str] = None,
        notes: Any = None,
        further: Optional[Mapping[str, Any]] = None,
    ) -> Experiment:
        """Writes the manifest and makes the folders. Call it at the start of every run, also of one that goes on: what
        the manifest has is kept, epochs and tasks are joined.

        exp_name and scene_name are the names of the folder and of its parent unless given. source_camera_id is the
        camera that was trained on; averages of novel views leave it out. further are keys of your own.
        Raises LayoutError when the folder holds another experiment.
        """
        folder = os.path.abspath(os.fspath(exp_dir))
        if isinstance(tasks, str):
            raise LayoutError(f"tasks: expected a list, found {tasks!r}. Write [{tasks!r}].")
        manifest: Dict[str, Any] = {
            **(further or {}),
            "output_layout_version": LAYOUT_VERSION,
            "exp_name": os.path.basename(folder) if exp_name is None else exp_name,
            "scene_name": os.path.basename(os.path.dirname(folder)) if scene_name is None else scene_name,
            "tasks": sorted({require_task(task) for task in tasks}, key=list(TASKS).index),
            "eval_epochs": [],
        }
        if source_camera_id is not None:
            manifest["source_camera_id"] = as_id("source_camera_id", source_camera_id)
        if nvs_cameras is not None:
            manifest["nvs_cameras"] = [as_id("nvs_cameras", camera) for camera in nvs_cameras]
        if pose_eval_world_alignment_method is not None:
            manifest["pose_eval_world_alignment_method"] = pose_eval_world_alignment_method
        if notes is not None:
            manifest["notes"] = notes
        problems = check_manifest(manifest)
        if problems:
            raise LayoutError(" ".join(problems))
        update_manifest(folder, manifest)
        make_folders(folder)
        return cls(folder)

    @property
    def manifest(self) -> Dict[str, Any]:
        """The manifest as it is on disk now."""
        return read_manifest(self.dir)

    def path(self, file_id: FileId, **ids: Unpack[PathIds]) -> str:
        """Where a file of the layout goes; its folder is made. `python -m outlay path` lists the file ids."""
        return make_path(self.dir, file_id, **ids)

    def save(self, file_id: FileId, content: Any, **ids: Unpack[PathIds]) -> str:
        """Checks content and writes it, in one step: there is the whole file or none. Returns its path.

        Cameras and body parameters: a dict of arrays. Depth: an array of metres. Masks: an array of booleans, or of
        uint8 with 0 and 255. Pictures: an encoded JPEG or PNG as bytes, or uint8 pixels (H,W,3) for a PNG. Other files:
        bytes. Arrays may be numpy, torch, jax or nested lists. Raises LayoutError for what the file does not hold.
        """
        data = encode(file_id, content, format_path(file_id, **ids))
        path = self.path(file_id, **ids)
        write_atomic(path, data)
        return path

    def begin_epoch(self, epoch: SupportsIndex) -> Evaluation:
        """Lists the epoch in the manifest and makes its folders: call it when its evaluation starts. A run that was
        killed calls it again."""
        add_epoch(self.dir, epoch)
        make_folders(self.dir, epoch)
        return Evaluation(self, as_id("epoch", epoch))

    def finish_epoch(self, epoch: SupportsIndex) -> None:
        """Raises LayoutError, naming the files, unless everything is there that the tasks require of the epoch."""
        number = as_id("epoch", epoch)
        missing = missing_of_epoch(self.dir, number, self.manifest["tasks"])
        missing = [path for path in missing if path.rpartition("/")[0] not in missing]
        if missing:
            raise LayoutError(
                f"Epoch {number} is not complete. Missing: {', '.join(missing)}. "
                "Write metric files with evaluation.nvs(), .pose_smplx() and .pose_smpl()."
            )

    def evaluation(self, epoch: SupportsIndex) -> Evaluation:
        """begin_epoch, for a `with` block that ends with finish_epoch."""
        return self.begin_epoch(epoch)

    def validate(self) -> List[Finding]:
        """What is missing or named wrongly. `outlay validate` looks into the files as well."""
        return validate(self.dir)


class Evaluation:
    """The evaluation of one epoch. As a `with` block it ends with a look at whether all required files are there."""

    def __init__(self, experiment: Experiment, epoch: int) -> None:
        self.experiment = experiment
        self.epoch = epoch

    def path(self, file_id: FileId, **ids: Unpack[TaskIds]) -> str:
        """Experiment.path at this epoch."""
        return self.experiment.path(file_id, epoch=self.epoch, **ids)

    def save(self, file_id: FileId, content: Any, **ids: Unpack[TaskIds]) -> str:
        """Experiment.save at this epoch."""
        return self.experiment.save(file_id, content, epoch=self.epoch, **ids)

    def nvs(self, replace: bool = False) -> NvsTable:
        """Metrics of novel-view synthesis. replace: drop rows of an earlier run that this one does not have."""
        source = self._manifest_with("nvs").get("source_camera_id")
        return NvsTable(self.experiment.dir, self.epoch, source, replace)

    def pose_smplx(self, replace: bool = False) -> PoseSmplxTable:
        """Metrics of pose in SMPL-X. replace: drop rows of an earlier run that this one does not have."""
        self._manifest_with("pose_smplx")
        return PoseSmplxTable(self.experiment.dir, self.epoch, replace=replace)

    def pose_smpl(self, replace: bool = False) -> PoseSmplTable:
        """Metrics of pose in SMPL. replace: drop rows of an earlier run that this one does not have."""
        self._manifest_with("pose_smpl")
        return PoseSmplTable(self.experiment.dir, self.epoch, replace=replace)

    def _manifest_with(self, task: Task) -> Dict[str, Any]:
        manifest = self.experiment.manifest
        if task not in manifest["tasks"]:
            listed = ", ".join(manifest["tasks"]) or "none"
            raise LayoutError(
                f"The manifest does not list the task {task} (it lists {listed}). Add it to create(tasks=)."
            )
        return manifest

    def __enter__(self) -> Evaluation:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        if kind is None:
            self.experiment.finish_epoch(self.epoch)


def require_task(task: Any) -> Task:
    """The task; LayoutError with what was probably meant."""
    if task not in TASKS:
        raise LayoutError(f"tasks: expected {', '.join(TASKS)}, found {task!r}.{did_you_mean(task, TASKS)}")
    found: Task = task
    return found


def encode(file_id: FileId, content: Any, path: str) -> bytes:
    """The bytes of a file of the layout. path decides between JPEG and PNG. Raises LayoutError."""
    require_file_id(file_id)
    contract = FILES[file_id]
    if contract.kind in ("npz", "npy") and not isinstance(content, (bytes, bytearray)):
        if contract.kind == "npz" and isinstance(content, Mapping):
            # What is None is not there: optional keys can be passed on.
            content = {key: value for key, value in content.items() if value is not None}
        if contract.arrays:
            check_arrays(file_id, content)
        if contract.kind == "npz":
            return npz_bytes(array_mapping(file_id, content))
        return npy_bytes(array_mapping(file_id, {"": content})[""])
    if contract.kind in ("mask", "image"):
        suffix = path.rpartition(".")[2]
        if isinstance(content, (bytes, bytearray)):
            if not looks_like(suffix, bytes(content)):
                raise LayoutError(f"{path}: expected the bytes of a {suffix} picture, found {bytes(content[:8])!r}.")
            return bytes(content)
        numbers = as_numbers(content)
        if numbers is None or suffix != "png":
            raise LayoutError(f"{path}: expected the bytes of an encoded {suffix}, found {type(content).__name__}.")
        try:
            return mask_bytes(numbers) if contract.kind == "mask" else png_bytes(numbers)
        except LayoutError as error:
            raise LayoutError(f"{path}: {error}") from None
    if isinstance(content, str):
        content = content.encode()
    if not isinstance(content, (bytes, bytearray)):
        raise LayoutError(f"{path}: expected bytes, found {type(content).__name__}.")
    return bytes(content)
