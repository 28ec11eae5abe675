"""Metric tables: rows while evaluating, then per frame, per camera and overall, as the contract averages them."""

from __future__ import annotations

import csv
import io
import math
import os
import re
import warnings
from types import TracebackType
from typing import (
    Any,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    SupportsFloat,
    SupportsIndex,
    Tuple,
    Type,
)

from ._contract import FILES, FileId, Task
from .atomic import one_at_a_time, remove_abandoned, write_together
from .errors import LayoutError, did_you_mean, near_miss
from .ids import as_id
from .paths import PathLike, make_path
from .rows import misspelt_metric, number_of, records_of, short_repr, whole_id

Metric = Optional[SupportsFloat]
Row = Dict[str, float]
Key = Tuple[int, ...]

# What a metric can be. Beyond it the code that computes it is wrong.
_RANGES: Dict[str, Tuple[float, float]] = {
    "psnr": (0, math.inf),
    "ssim": (-1, 1),
    "lpips": (0, math.inf),
    "rr_mpjpe_mm": (0, math.inf),
    "rr_mve_mm": (0, math.inf),
    "cd_mm": (0, math.inf),
    "pcdr": (0, 1),
}
_IDS = {"camera": "camera_id", "frame": "frame_id"}
# pcdr is 0 or 1 and cd_mm is 0 where nobody touches, so only these tell metres from millimetres.
_SAID_IN_MILLIMETRES = ("rr_mpjpe_mm", "rr_mve_mm")


class MetricTable:
    """Rows of one task at one epoch. Nothing is written before write(), or the end of its `with` block.

    Rows that an earlier run wrote are kept unless this one has the same camera and frame; replace drops them.
    """

    task: Task
    ids: Tuple[str, ...]

    def __init__(
        self, exp_dir: PathLike, epoch: SupportsIndex, source_camera: Optional[int] = None, replace: bool = False
    ) -> None:
        self._exp_dir = os.fspath(exp_dir)
        self._epoch = as_id("epoch", epoch)
        self._source_camera = source_camera
        self._replace = replace
        self._rows: Dict[Key, Row] = {}
        self._is_written = False
        columns = self._contract("per-frame").columns
        self._metrics = tuple(name for name in columns if name not in _IDS.values())
        self._optional = self._contract("per-frame").optional_columns

    def __len__(self) -> int:
        return len(self._rows)

    def _contract(self, kind: str) -> Any:
        return FILES[self._file(kind)]

    def _file(self, kind: str) -> FileId:
        return f"{self.task}.metrics.{kind}"  # type: ignore[return-value]

    def extend(self, rows: Any) -> None:
        """Adds many rows: dicts, a pandas DataFrame, or a dict of columns.

        Columns are called as in the files or as the arguments of add: camera_id or camera, frame_id or frame. They may
        be in the index of the DataFrame. Numbers such as 12.0 are read as 12.
        """
        for number, row in enumerate(records_of(rows)):
            self._add_mapping(row, f"row {number}")

    def _add_mapping(self, row: Mapping[str, Any], where: str) -> None:
        ids = {key: row.get(key, row.get(_IDS[key])) for key in self.ids}
        for key, value in ids.items():
            if value is None:
                near = near_miss(key, map(str, row)) or near_miss(_IDS[key], map(str, row))
                hint = "" if near is None else f" {near!r} looks like it: rename it to {_IDS[key]!r}."
                raise LayoutError(f"{self.task}, {where}: {key!r} is missing, found the columns {_list(row)}.{hint}")
        values = {str(k): v for k, v in row.items() if k not in self.ids and k not in map(_IDS.__getitem__, self.ids)}
        self._add([whole_id(key, value) for key, value in ids.items()], values, where)

    def _add(self, ids: List[Any], values: Mapping[str, Any], where: str = "") -> None:
        key = tuple(as_id(name, value) for name, value in zip(self.ids, ids))
        where = where or ", ".join(f"{name} {value}" for name, value in zip(self.ids, key))
        for name in self._metrics:
            if name not in values and name not in self._optional:
                near = misspelt_metric(name, [other for other in values if other not in self._metrics])
                hint = "" if near is None else f" {near!r} looks like it: rename it to {name!r}."
                raise LayoutError(f"{self.task}, {where}: {name!r} is missing, found {_list(values)}.{hint}")
        row: Row = {}
        for name, value in values.items():
            free = [other for other in self._metrics if other not in values]
            near = did_you_mean(name, free) if name not in self._metrics else ""
            if near:
                raise LayoutError(f"{self.task}, {where}: there is no metric {name!r}.{near}")
            if not _METRIC_NAME.fullmatch(name) or name in _IDS or name in _IDS.values():
                raise LayoutError(
                    f"{self.task}, {where}: {name!r} cannot be the name of a metric. Use letters and digits."
                )
            row[name] = self._value(name, value, where)
        if key in self._rows:
            raise LayoutError(f"{self.task}, {where}: a row for it was added before.")
        self._rows[key] = row

    def _value(self, name: str, value: Any, where: str) -> float:
        number = number_of(value)
        if number is None:
            raise LayoutError(f"{self.task}, {where}, {name}: expected one number, found {short_repr(value)}.")
        low, high = _RANGES.get(name, (-math.inf, math.inf))
        # Sums of floats may pass a bound by their last digit.
        if number < low - 1e-6 or number > high + 1e-6:
            raise LayoutError(f"{self.task}, {where}, {name}: expected {low} to {high}, found {number}.")
        return number

    def write(self) -> None:
        """Writes all metric files of the task, each in one step, after all are ready. Call it once, at the end.

        Raises LayoutError without rows, and when rows that are there already cannot be read.
        """
        if self._is_written:
            raise LayoutError(f"{self.task}, epoch {self._epoch}: the table was written before. Make a new one.")
        if not self._rows:
            raise LayoutError(f"{self.task}, epoch {self._epoch}: there are no rows to write. Call add() first.")
        path = self._path("per-frame")
        remove_abandoned(path)
        with one_at_a_time(os.path.dirname(path)):
            kept = {} if self._replace else self._rows_on_disk(path)
            left = [key for key in kept if key not in self._rows]
            rows = {**kept, **self._rows}
            write_together({self._path(kind): text.encode() for kind, text in self._texts(rows)}, flush=True)
        self._is_written = True
        # Afterwards: where warnings are errors, the numbers are not lost.
        self._warn(rows, left, path)

    def _path(self, kind: str) -> str:
        return make_path(self._exp_dir, self._file(kind), epoch=self._epoch)

    def _columns(self, rows: Mapping[Key, Row]) -> List[str]:
        """Metrics with values, the contract's first. Optional ones are left out where no row has them."""
        present = {name for row in rows.values() for name, value in row.items() if not math.isnan(value)}
        known = [name for name in self._metrics if name not in self._optional or name in present]
        given = dict.fromkeys(name for row in rows.values() for name in row)
        return known + [name for name in given if name not in self._metrics]

    def _sorted(self, rows: Mapping[Key, Row]) -> List[Key]:
        return sorted(rows)

    def _texts(self, rows: Mapping[Key, Row]) -> Iterator[Tuple[str, str]]:
        """What goes into each kind of file. The overall results come last: they say that all is there."""
        columns = self._columns(rows)
        header = [_IDS[name] for name in self.ids] + columns
        cells = [[*map(str, key), *(_cell(rows[key].get(name)) for name in columns)] for key in self._sorted(rows)]
        yield "per-frame", _csv(header, cells)
        yield from self._further_texts(rows, columns)
        yield "overall", "".join(f"{name}: {value:.4f}\n" for name, value in self._overall(rows, columns))

    def _further_texts(self, rows: Mapping[Key, Row], columns: List[str]) -> Iterator[Tuple[str, str]]:
        return iter(())

    def _overall(self, rows: Mapping[Key, Row], columns: List[str]) -> Iterator[Tuple[str, float]]:
        raise NotImplementedError

    def _rows_on_disk(self, path: str) -> Dict[Key, Row]:
        advice = "Move the file away, or pass replace=True."
        try:
            with open(path, encoding="utf-8-sig", newline="") as stream:
                records = list(csv.DictReader(stream))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, csv.Error) as error:
            raise LayoutError(f"{path}: the rows that are there cannot be read ({error}). {advice}") from error
        rows: Dict[Key, Row] = {}
        for line, record in enumerate(records, 2):
            try:
                key = tuple(as_id(name, whole_id(name, float(record.pop(_IDS[name])))) for name in self.ids)
                rows[key] = {name: float(text) if text.strip() else math.nan for name, text in record.items()}
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise LayoutError(f"{path}, line {line}: expected numbers, found {record!r}. {advice}") from error
        return rows

    def _warn(self, rows: Mapping[Key, Row], left: List[Key], path: str) -> None:
        said = []
        if left:
            said.append(f"kept {len(left)} rows of an earlier run that this one does not have; replace=True drops them")
        for name in self._columns(rows):
            bad = [key for key, row in rows.items() if not math.isfinite(row.get(name, math.nan))]
            if bad and name != "cd_mm":
                example = ", ".join(f"{what} {value}" for what, value in zip(self.ids, bad[0]))
                said.append(f"{name} is missing, NaN or infinite in {len(bad)} of {len(rows)} rows, e.g. {example}")
        for name in _SAID_IN_MILLIMETRES:
            values = [row[name] for row in rows.values() if name in row]
            if values and max(values) < 1:
                said.append(f"all values of {name} are below 1; multiply metres by 1000")
        for sentence in said:
            warnings.warn(f"{path}: {sentence}.", stacklevel=3)

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        # After an exception averages would be those of a part; what an earlier run wrote stays.
        if kind is None and not self._is_written:
            self.write()


class NvsTable(MetricTable):
    """Metrics of novel-view synthesis, a row per camera and frame. Averages leave the source camera out."""

    task = "nvs"
    ids = ("camera", "frame")

    def add(
        self,
        camera: SupportsIndex,
        frame: SupportsIndex,
        *,
        psnr: Metric,
        ssim: Metric,
        lpips: Metric,
        **further: Metric,
    ) -> None:
        """One picture. Any numbers will do: floats, numpy scalars, tensors of one value; None for one that is missing.
        Further metrics are kept under their own name. The source camera belongs into the rows, too."""
        self._add([camera, frame], {"psnr": psnr, "ssim": ssim, "lpips": lpips, **further})

    def __enter__(self) -> NvsTable:
        return self

    def _further_texts(self, rows: Mapping[Key, Row], columns: List[str]) -> Iterator[Tuple[str, str]]:
        cells = []
        for camera in sorted({key[0] for key in rows}):
            own = [row for key, row in rows.items() if key[0] == camera]
            cells.append([str(camera), *(_cell(_mean(_values(own, name))) for name in columns)])
        yield "per-camera", _csv(["camera_id", *columns], cells)

    def _overall(self, rows: Mapping[Key, Row], columns: List[str]) -> Iterator[Tuple[str, float]]:
        counted = [row for key, row in rows.items() if key[0] != self._source_camera]
        # With the source camera alone there is nothing to average but that.
        for name in columns:
            yield name, _mean(_values(counted or list(rows.values()), name))


class PoseTable(MetricTable):
    """Metrics of body pose, a row per frame. The average of cd_mm leaves out zeros and missing values."""

    ids = ("frame",)

    def add(
        self,
        frame: SupportsIndex,
        *,
        rr_mpjpe_mm: Metric,
        rr_mve_mm: Metric,
        pcdr: Metric,
        cd_mm: Metric = None,
        **further: Metric,
    ) -> None:
        """One frame. Distances in millimetres; pcdr as a fraction, 0 to 1; cd_mm None where nobody touches."""
        values = {"rr_mpjpe_mm": rr_mpjpe_mm, "rr_mve_mm": rr_mve_mm, "cd_mm": cd_mm, "pcdr": pcdr}
        self._add([frame], {**values, **further})

    def __enter__(self) -> PoseTable:
        return self

    def _sorted(self, rows: Mapping[Key, Row]) -> List[Key]:
        return sorted(rows, key=lambda key: str(key[0]))

    def _overall(self, rows: Mapping[Key, Row], columns: List[str]) -> Iterator[Tuple[str, float]]:
        for name in [name for name in columns if name != "cd_mm"]:
            yield name, _mean(_values(list(rows.values()), name))
        if "cd_mm" in columns:
            touching = [
                value for value in _values(list(rows.values()), "cd_mm") if value != 0 and not math.isnan(value)
            ]
            yield "cd_mm", _mean(touching) if touching else 0.0


class PoseSmplxTable(PoseTable):
    """Metrics of pose in SMPL-X."""

    task = "pose_smplx"

    def __enter__(self) -> PoseSmplxTable:
        return self


class PoseSmplTable(PoseTable):
    """Metrics of pose in SMPL."""

    task = "pose_smpl"

    def __enter__(self) -> PoseSmplTable:
        return self


_METRIC_NAME = re.compile(r"[A-Za-z_][\w.@%/+-]*")


def _values(rows: List[Row], name: str) -> List[float]:
    return [row.get(name, math.nan) for row in rows]


def _mean(values: List[float]) -> float:
    # fsum refuses infinities of both signs.
    return (math.fsum(values) if all(map(math.isfinite, values)) else sum(values)) / len(values)


def _cell(value: Optional[float]) -> str:
    return "" if value is None or math.isnan(value) else repr(value)


def _csv(header: List[str], rows: List[List[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    return stream.getvalue()


def _list(names: Iterable[Any]) -> str:
    return ", ".join(map(str, names)) or "nothing"
