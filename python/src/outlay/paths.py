"""Paths of the layout: built from ids, and parsed."""

from __future__ import annotations

import functools
import os
import re
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, List, NamedTuple, Optional, SupportsIndex, Tuple, Union

from ._contract import FILES, IMAGE_SUFFIXES, LAYOUT_VERSION, SPLITS, FileId
from .errors import LayoutError, did_you_mean
from .ids import as_id

if TYPE_CHECKING:
    from typing import TypedDict

    from typing_extensions import Unpack

    from ._contract import ImageSuffix, Split

    class TaskIds(TypedDict, total=False):
        """Ids inside an epoch. Which of them a path needs, its pattern in FILES says."""

        camera: SupportsIndex
        frame: SupportsIndex
        person: SupportsIndex
        image: ImageSuffix

    class PathIds(TaskIds, total=False):
        """All ids that paths are made of."""

        split: Split
        epoch: SupportsIndex
        recording: str


PathLike = Union[str, "os.PathLike[str]"]

_NUMBER = r"[0-9]{1,9}"
_CAMERA = "(?:[cC][aA][mM]_)?" + _NUMBER
_PERSON = "(?:[pP][eE][rR][sS][oO][nN]_)?" + _NUMBER


class _Placeholder(NamedTuple):
    """The id it fills, what is read, how it is written, how it is parsed."""

    key: str
    lenient: str
    build: Callable[[Any], str]
    parse: Callable[[str], Any]


def _trailing_number(text: str) -> int:
    return int(re.sub(r"^.*?([0-9]+)$", r"\1", text))


def _number_placeholder(key: str, lenient: str, template: str) -> _Placeholder:
    return _Placeholder(key, lenient, lambda value: template.format(as_id(key, value)), _trailing_number)


def _one_of(key: str, allowed: Tuple[str, ...]) -> Callable[[Any], str]:
    def build(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            words = " or ".join(map(repr, allowed))
            raise LayoutError(f"{key}: expected {words}, found {value!r}.{did_you_mean(value, allowed)}")
        return str(value)

    return build


def _recording(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"(?!\.\.?$)[^/\0]+", value):
        raise LayoutError(f"recording: expected a file name, found {value!r}.")
    return value


_PLACEHOLDERS: Dict[str, _Placeholder] = {
    "split": _Placeholder("split", "|".join(SPLITS), _one_of("split", SPLITS), str),
    "epoch": _number_placeholder("epoch", "[eE][pP][oO][cC][hH]_" + _NUMBER, "epoch_{:04d}"),
    "camera": _number_placeholder("camera", _CAMERA, "{}"),
    "cam": _number_placeholder("camera", _CAMERA, "cam_{}"),
    "frame": _number_placeholder("frame", _NUMBER, "{:06d}"),
    "person": _number_placeholder("person", _PERSON, "{}"),
    "pp": _number_placeholder("person", _PERSON, "{:02d}"),
    "recording": _Placeholder("recording", r"(?!\.\.?$)[^/\0]+", _recording, str),
    "image": _Placeholder(
        "image",
        "[jJ][pP][eE]?[gG]|[pP][nN][gG]",
        _one_of("image", IMAGE_SUFFIXES),
        lambda text: "png" if text[0] in "pP" else "jpg",
    ),
}


def _pieces(pattern: str) -> Iterator[Tuple[str, Optional[_Placeholder]]]:
    parts = re.split(r"\{(\w+)\}", pattern)
    for i in range(0, len(parts), 2):
        yield parts[i], _PLACEHOLDERS[parts[i + 1]] if i + 1 < len(parts) else None


def require_file_id(file_id: str) -> None:
    """Raises LayoutError, with what was probably meant, unless the layout has such a file."""
    if file_id in FILES:
        return
    hint = did_you_mean(file_id, FILES)
    if not hint:
        levels = str(file_id).split(".")
        for depth in range(len(levels) - 1, 0, -1):
            head = ".".join(levels[:depth]) + "."
            alike = [name for name in FILES if name.startswith(head)]
            if alike:
                hint = f" Those that start with {head[:-1]}: {', '.join(alike)}."
                break
    raise LayoutError(
        f"Unknown file id {file_id!r} in layout {LAYOUT_VERSION}.{hint} `python -m outlay path` lists all ids."
    )


def format_path(file_id: FileId, **ids: Unpack[PathIds]) -> str:
    """Experiment-relative POSIX path of a file.

        format_path("nvs.pred.image", epoch=30, camera=4, frame=7, image="jpg")

    Numbers may be any integers (np.int64, tensors of one integer). Raises LayoutError for an unknown file id, and for
    an id that is missing, unknown, not used by the path, or out of range.
    """
    require_file_id(file_id)
    pattern = FILES[file_id].pattern
    pieces = list(_pieces(pattern))
    used = {placeholder.key for _, placeholder in pieces if placeholder is not None}
    for key in ids:
        if key not in used:
            unused = f"the path {pattern} does not use it" if key in _KEYS else "there is no such id"
            meant = _OTHER_WORDS.get(key)
            hint = f" Did you mean {meant!r}?" if meant in used else did_you_mean(key, used - set(ids))
            raise LayoutError(f"{file_id}: remove {key}=, {unused}.{hint}")
    out = []
    for literal, placeholder in pieces:
        out.append(literal)
        if placeholder is not None:
            if placeholder.key not in ids:
                raise LayoutError(f"{file_id}: the path {pattern} needs {placeholder.key}=.")
            out.append(placeholder.build(ids[placeholder.key]))  # type: ignore[literal-required]
    return "".join(out)


_KEYS = frozenset(placeholder.key for placeholder in _PLACEHOLDERS.values())


# How others call the same ids.
_OTHER_WORDS = {"cam": "camera", "camera_id": "camera", "view": "camera", "frame_id": "frame", "pp": "person"}
_OTHER_WORDS.update({"suffix": "image", "ext": "image", "extension": "image", "mode": "split"})


class ParsedPath(NamedTuple):
    """What a path stands for. canonical: is it written exactly as format_path would write it?"""

    file_id: FileId
    ids: Dict[str, Any]
    canonical: bool


def _any_case(extension: str) -> str:
    return "".join(f"[{c}{c.upper()}]" if c.isalpha() else re.escape(c) for c in extension)


def _compile(pattern: str) -> Tuple[re.Pattern[str], List[_Placeholder]]:
    source, placeholders = [], []
    segments = pattern.split("/")
    for n, segment in enumerate(segments):
        whole = re.fullmatch(r"\{\w+\}", segment) is not None
        pieces = list(_pieces(segment))
        for i, (literal, placeholder) in enumerate(pieces):
            is_extension = i == len(pieces) - 1 and literal.startswith(".")
            source.append(_any_case(literal) if is_extension else re.escape(literal))
            if placeholder is not None:
                # Inside a longer name the word before the number is part of the name.
                is_inside = not whole and placeholder is _PLACEHOLDERS["camera"]
                source.append(f"({_NUMBER if is_inside else placeholder.lenient})")
                placeholders.append(placeholder)
        if n < len(segments) - 1:
            source.append("/")
    return re.compile("".join(source)), placeholders


@functools.cache
def _compiled() -> List[Tuple[FileId, re.Pattern[str], List[_Placeholder]]]:
    # When first needed: most programs only build paths.
    return [(name, *_compile(file.pattern)) for name, file in FILES.items()]


def parse_path(path: str) -> Optional[ParsedPath]:
    """The inverse of format_path, on a path relative to the experiment; None when the path is not of the layout.

    Reads what trainers leave too: other paddings, cam_ or bare cameras, .jpeg, upper case.
    """
    for file_id, expression, placeholders in _compiled():
        found = expression.fullmatch(path)
        if not found:
            continue
        ids: Dict[str, Any] = {}
        consistent = True
        for text, placeholder in zip(found.groups(), placeholders):
            value = placeholder.parse(text)
            consistent = consistent and ids.get(placeholder.key, value) == value
            ids[placeholder.key] = value
        if consistent:
            return ParsedPath(file_id, ids, format_path(file_id, **ids) == path)
    return None


def make_path(exp_dir: PathLike, file_id: FileId, **ids: Unpack[PathIds]) -> str:
    """format_path below exp_dir, as a path of this system; its folder is created."""
    path = os.path.join(os.fspath(exp_dir), *format_path(file_id, **ids).split("/"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path
