"""Writes apps/docs/reference/python.md from the package: reference.py [--check]"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import Any, Iterator

import outlay

PAGE = Path(__file__).parents[1] / "apps" / "docs" / "reference" / "python.md"
SECTIONS = {
    "Experiments": ("Experiment", "Evaluation"),
    "Metric tables": ("NvsTable", "PoseTable"),
    "Paths": ("format_path", "parse_path", "make_path", "ParsedPath", "make_folders"),
    "Checks": ("check_arrays", "validate", "Finding", "check_manifest", "misspelt_keys", "near_miss", "LayoutError"),
    "Manifest": ("update_manifest", "add_epoch", "read_manifest", "write_manifest", "merge_manifest"),
    "Names": ("format_epoch", "parse_epoch", "format_frame", "parse_frame", "format_cam", "parse_camera"),
    "Contract": ("FileContract", "Array"),
}


def page() -> Iterator[str]:
    yield "# Python reference\n"
    yield "Generated from the doc strings of `outlay`. How to use it: [Write the layout from your trainer](/python).\n"
    for section, names in SECTIONS.items():
        yield f"## {section}\n"
        for name in names:
            yield from entry(name, getattr(outlay, name))
    constants = [name for name in outlay.__all__ if name.isupper()]
    types = ("FileId", "Split", "Task", "Role", "Space", "ImageSuffix", "AlignmentMethod")
    yield "## Constants and types\n"
    yield f"{', '.join(f'`{name}`' for name in constants)}: the tables of the layout.\n"
    yield f"{', '.join(f'`{name}`' for name in types)}: `Literal` types of its words, so that editors complete them.\n"


def entry(name: str, value: Any) -> Iterator[str]:
    if not inspect.isclass(value):
        yield f"### {name}\n\n```python\n{signature(name, value)}\n```\n\n{prose(value)}\n"
        return
    yield f"### {name}\n\n{prose(value)}\n"
    for base in reversed(value.__mro__):
        if base.__module__.startswith("outlay"):
            for member, inner in vars(base).items():
                if not member.startswith("_") and member in members(value):
                    yield from method(member, inner)


def members(value: type) -> set[str]:
    """What is ours: not what tuples and exceptions have."""
    found = inspect.getmembers(value)
    return {name for name, inner in found if inspect.isroutine(inner) or isinstance(inner, property)}


def method(name: str, value: Any) -> Iterator[str]:
    function = getattr(value, "__func__", None) or getattr(value, "fget", None) or value
    if not inspect.isfunction(function) or not function.__doc__:
        return
    shown = name if isinstance(value, property) else signature(name, function)
    yield f"```python\n{shown}\n```\n\n{prose(function)}\n"


def signature(name: str, function: Any) -> str:
    text = str(inspect.signature(function)).replace("'", "")
    return name + re.sub(r"\((?:self|cls)(?:, )?", "(", text, count=1)


def prose(value: Any) -> str:
    """The doc string: indented blocks are code, brackets and pipes are not HTML."""
    out = []
    for block in re.split(r"\n\n(?=    )|(?<=\S)\n\n(?=\S)", inspect.getdoc(value) or ""):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith("    "):
            out.append("```python\n" + inspect.cleandoc("\n".join(lines)) + "\n```")
        else:
            out.append(" ".join(line.strip() for line in lines).replace("<", "&lt;").replace("{", "&#123;"))
    return "\n\n".join(out)


if __name__ == "__main__":
    text = "\n".join(page())
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.exit(f"{PAGE} is stale: run python/reference.py.")
