"""Rows of metrics as trainers have them: dicts, columns, DataFrames, numbers of any library."""

from __future__ import annotations

import math
import re
import sys
from typing import Any, Iterable, List, Mapping, Optional, SupportsIndex

from .errors import LayoutError, near_miss
from .ids import MAX_ID

# What pandas calls row numbers; they are not a metric.
_ROW_NUMBERS = re.compile(r"[iI]ndex|level_0|Unnamed: \d+")


def records_of(rows: Any) -> Iterable[Mapping[str, Any]]:
    return [
        {str(key): value for key, value in row.items() if not _ROW_NUMBERS.fullmatch(str(key))}
        for row in _all_records(rows)
    ]


def _all_records(rows: Any) -> Iterable[Mapping[Any, Any]]:
    if hasattr(rows, "to_dict") and hasattr(rows, "columns"):
        names = [name for name in rows.index.names if name is not None]
        table = rows.reset_index(level=names) if names else rows
        if getattr(table.columns, "nlevels", 1) > 1:
            raise LayoutError(
                "expected columns with one level, found a MultiIndex. Flatten it: df.columns.map('_'.join)."
            )
        found: List[Mapping[str, Any]] = table.to_dict("records")
        return found
    if isinstance(rows, Mapping):
        columns = {str(key): list(values) for key, values in rows.items() if not isinstance(values, (str, Mapping))}
        lengths = {key: len(values) for key, values in columns.items()}
        if len(columns) != len(rows) or len(set(lengths.values())) > 1:
            raise LayoutError(f"expected a dict of columns of one length, found {lengths or short_repr(rows)}.")
        return [dict(zip(columns, values)) for values in zip(*columns.values())]
    fields = getattr(getattr(rows, "dtype", None), "names", None)
    if fields:
        return [dict(zip(fields, row.tolist())) for row in rows]
    if not isinstance(rows, Iterable) or hasattr(rows, "to_dict"):
        raise LayoutError(f"expected rows as dicts, a DataFrame or a dict of columns, found {type(rows).__name__}.")
    listed = [row._asdict() if hasattr(row, "_asdict") else row for row in rows]
    for number, row in enumerate(listed):
        if not isinstance(row, Mapping):
            raise LayoutError(f"row {number}: expected a dict, found {short_repr(row)}.")
    return listed


def misspelt_metric(name: str, others: List[str]) -> Optional[str]:
    """Also with two letters swapped, which is a lot in so short a name."""
    swapped = (other for other in others if sorted(other.lower()) == sorted(name))
    return near_miss(name, others) or next(swapped, None)


def whole_id(name: str, value: Any) -> Any:
    """12.0 of a table as 12; all else as it is."""
    if isinstance(value, SupportsIndex) and not isinstance(value, float):
        return value
    number = number_of(value)
    is_whole = number is not None and number.is_integer() and 0 <= number <= MAX_ID
    return int(number) if is_whole and number is not None else value


def number_of(value: Any) -> Optional[float]:
    """A float; NaN for what is missing; None for what is not one number."""
    if value is None or value is getattr(sys.modules.get("pandas"), "NA", math):
        return math.nan
    dtype = str(getattr(value, "dtype", ""))
    if isinstance(value, (str, bytes, bool, complex)) or "bool" in dtype or "complex" in dtype:
        return None
    if hasattr(value, "detach"):
        value = value.detach()
    if hasattr(value, "item") and getattr(value, "shape", ()) != () and math.prod(value.shape) == 1:
        value = value.item()
    if getattr(value, "shape", ()) != ():
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def short_repr(value: Any) -> str:
    shape = getattr(value, "shape", None)
    text = f"{type(value).__name__} of the shape {tuple(shape)}" if shape else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
