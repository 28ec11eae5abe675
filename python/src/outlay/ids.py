"""Names on disk and the numbers they stand for."""

from __future__ import annotations

import operator
import re
from typing import Optional, SupportsIndex

from .errors import LayoutError

MAX_ID = 999_999_999


def as_id(what: str, value: SupportsIndex) -> int:
    """Any integer (int, np.int64, a tensor of one integer) as an int. Raises LayoutError for everything else."""
    try:
        number = -1 if isinstance(value, bool) else operator.index(value)
    except (TypeError, ValueError):
        number = -1
    if not 0 <= number <= MAX_ID:
        raise LayoutError(f"{what}: expected an integer from 0 to {MAX_ID}, found {value!r}.")
    return number


def format_epoch(epoch: SupportsIndex) -> str:
    """30 -> "epoch_0030"."""
    return f"epoch_{as_id('epoch', epoch):04d}"


def parse_epoch(name: str) -> Optional[int]:
    """ "epoch_0030" -> 30, in any padding and case; None when the name is not an epoch."""
    found = re.fullmatch(r"[eE][pP][oO][cC][hH]_([0-9]{1,9})", name)
    return int(found.group(1)) if found else None


def format_frame(frame: SupportsIndex) -> str:
    """123 -> "000123"."""
    return f"{as_id('frame', frame):06d}"


def parse_frame(stem: str) -> Optional[int]:
    """ "000123" -> 123, in any padding; None when the stem is not a frame."""
    return int(stem) if re.fullmatch(r"[0-9]{1,9}", stem) else None


def format_cam(camera: SupportsIndex) -> str:
    """4 -> "cam_4", as folders inside evaluation/ are called."""
    return f"cam_{as_id('camera', camera)}"


def parse_camera(name: str) -> Optional[int]:
    """ "4" or "cam_4" -> 4, in any case; None when the name is not a camera."""
    found = re.fullmatch(r"(?:[cC][aA][mM]_)?([0-9]{1,9})", name)
    return int(found.group(1)) if found else None
