"""python -m outlay path nvs.pred.image epoch=30 camera=4 frame=7 image=jpg; python -m outlay check EXPERIMENT"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, Dict, List, Optional

from ._contract import FILES, __version__
from .errors import LayoutError
from .ids import parse_camera, parse_epoch
from .paths import format_path, parse_path
from .structure import validate


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs the command line. Exit codes: 0 fine, 1 findings of error severity, 2 wrong use, 3 no experiment."""
    parser = argparse.ArgumentParser(prog="python -m outlay", description="Paths and structure of output layout v1.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    path = commands.add_parser("path", help="build a path from its ids, parse one, or list all file ids")
    path.add_argument(
        "words", nargs="*", help="a file id and its ids: nvs.pred.image epoch=30 camera=4 frame=7 image=jpg"
    )
    path.add_argument("--parse", metavar="PATH", help="say what a path of an experiment stands for")
    check = commands.add_parser("check", help="check the structure of an experiment")
    check.add_argument("experiment", nargs="?", default=".")
    options = parser.parse_args(arguments)
    try:
        return _check(options.experiment) if options.command == "check" else _path(options.words, options.parse)
    except LayoutError as error:
        print(error, file=sys.stderr)
        return 2


def _path(words: List[str], path: Optional[str]) -> int:
    if path is not None:
        parsed = parse_path(path)
        if parsed is None:
            print(f"{path} is not a path of the layout. Give it relative to the experiment.", file=sys.stderr)
            return 1
        print(parsed.file_id, *(f"{key}={value}" for key, value in parsed.ids.items()))
    elif not words:
        for file_id, contract in FILES.items():
            print(f"{file_id:40} {contract.need:6} {contract.pattern}")
    else:
        print(format_path(words[0], **dict(map(_id, words[1:]))))  # type: ignore[arg-type]
    return 0


def _id(word: str) -> Any:
    key, equals, text = word.partition("=")
    if not equals:
        raise LayoutError(f"expected key=value, e.g. epoch=30, found {word!r}.")
    parsers: Dict[str, Any] = {"epoch": parse_epoch, "camera": parse_camera}
    number = int(text) if text.isdecimal() else parsers.get(key, lambda _: None)(text)
    return key, text if number is None else number


def _check(experiment: str) -> int:
    if not os.path.isfile(os.path.join(experiment, "manifest.json")):
        print(f"{experiment}: expected an experiment, found no manifest.json.", file=sys.stderr)
        return 3
    findings = validate(experiment)
    for finding in findings:
        print(finding)
    errors = sum(finding.severity == "error" for finding in findings)
    print(f"{len(findings)} finding{'s' * (len(findings) != 1)}, {errors} of error severity.", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
