"""Numbers of any library, looked at without depending on it: numpy, torch, jax, nested lists."""

from __future__ import annotations

import array
import math
import struct
import sys
from typing import Any, Iterator, List, NamedTuple, Optional, Tuple

from .errors import LayoutError

_KINDS = {**dict.fromkeys("efd", "f"), **dict.fromkeys("bhilqn", "i"), **dict.fromkeys("BHILQN", "u"), "?": "b"}


class Numbers(NamedTuple):
    """An array: its shape, its type as NumPy writes it ("<f4"), its bytes in C order."""

    shape: Tuple[int, ...]
    descr: str
    data: bytes

    @property
    def kind(self) -> str:
        """ "f" floating point, "i" or "u" integers, "b" booleans, "U" text."""
        return self.descr[1]


def as_numbers(value: Any) -> Optional[Numbers]:
    """The numbers of anything that has some; None of what only has a shape, or nothing that can be read."""
    if hasattr(value, "detach"):
        value = value.detach().cpu()
        if "bfloat16" in str(getattr(value, "dtype", "")):
            value = value.float()
        value = value.numpy()
    if isinstance(value, (list, tuple, int, float)) and not isinstance(value, bool):
        return _of_lists(value)
    if hasattr(value, "filled") and hasattr(value, "mask"):
        raise LayoutError("expected a plain array, found a masked one. Fill it: array.filled(0).")
    if not isinstance(value, (bytes, bytearray, memoryview, array.array)) and hasattr(value, "__array__"):
        value = value.__array__()
    try:
        view = memoryview(value)
    except (TypeError, ValueError, BufferError):
        return None
    descr = _descr(view)
    return None if descr is None else Numbers(tuple(view.shape or ()), descr, view.tobytes())


def shape_of(value: Any) -> Optional[Tuple[int, ...]]:
    """The shape, also of what only has that."""
    if hasattr(value, "shape"):
        return tuple(int(size) for size in value.shape)
    numbers = as_numbers(value)
    return None if numbers is None else numbers.shape


def _descr(view: memoryview) -> Optional[str]:
    order, code = ("<" if sys.byteorder == "little" else ">"), view.format
    if code[0] in "@=<>!":
        order = {"<": "<", ">": ">", "!": ">"}.get(code[0], order)
        code = code[1:]
    if code.endswith("w") and view.itemsize % 4 == 0:
        return f"{order}U{view.itemsize // 4}"
    kind = _KINDS.get(code)
    if kind is None:
        return None
    return f"{'|' if view.itemsize == 1 else order}{kind}{view.itemsize}"


def _of_lists(value: Any) -> Optional[Numbers]:
    flat: List[Any] = []
    shape = _flatten(value, flat)
    if shape is None:
        return None
    if flat and all(isinstance(one, bool) for one in flat):
        return Numbers(shape, "|b1", bytes(flat))
    try:
        return Numbers(shape, "<f8", struct.pack(f"<{len(flat)}d", *map(float, flat)))
    except (TypeError, ValueError):
        return None


def _flatten(value: Any, flat: List[Any]) -> Optional[Tuple[int, ...]]:
    """The shape of nested lists, None when they are ragged."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if not isinstance(value, (list, tuple)):
        flat.append(value)
        return ()
    shapes = {_flatten(inner, flat) for inner in value}
    if len(shapes) > 1 or None in shapes:
        return None
    inner_shape = shapes.pop() if shapes else ()
    return (len(value), *(inner_shape or ()))


class Extent(NamedTuple):
    """How many values there are, how many are NaN or infinite, and what the others are."""

    total: int
    not_finite: int
    lowest: float
    highest: float
    mean_of_positive: float


def extent_of(numbers: Numbers) -> Extent:
    """Looks at every value. By numpy where it is loaded anyway; without it, slowly."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        values = numpy.frombuffer(numbers.data, dtype=numbers.descr)
        finite = values[numpy.isfinite(values)].astype(numpy.float64)
        positive = finite[finite > 0]
        mean = float(positive.mean()) if positive.size else 0.0
        if finite.size == 0:
            return Extent(values.size, values.size, 0.0, 0.0, 0.0)
        return Extent(values.size, values.size - finite.size, float(finite.min()), float(finite.max()), mean)
    plain = list(_iterate(numbers))
    finite_ones = [value for value in plain if math.isfinite(value)]
    above = [value for value in finite_ones if value > 0]
    return Extent(
        len(plain),
        len(plain) - len(finite_ones),
        min(finite_ones, default=0.0),
        max(finite_ones, default=0.0),
        math.fsum(above) / len(above) if above else 0.0,
    )


def floats_of(numbers: Numbers) -> List[float]:
    """All values in C order. For small arrays."""
    return list(_iterate(numbers))


_CODES = {"f2": "e", "f4": "f", "f8": "d", "b1": "?", "i1": "b", "u1": "B", "i2": "h", "u2": "H"}
_CODES.update({"i4": "i", "u4": "I", "i8": "q", "u8": "Q"})


def _iterate(numbers: Numbers) -> Iterator[float]:
    order = "<" if numbers.descr[0] == "|" else numbers.descr[0]
    for (value,) in struct.iter_unpack(order + _CODES[numbers.descr[1:]], numbers.data):
        yield float(value)
