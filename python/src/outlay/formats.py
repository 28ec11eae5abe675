"""Bytes of .npy, .npz and .png files, by the standard library alone. The same arrays give the same bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Mapping

from .errors import LayoutError
from .values import Numbers


def npy_bytes(numbers: Numbers) -> bytes:
    """NumPy format 1.0, C order."""
    fields = {"descr": numbers.descr, "fortran_order": False, "shape": numbers.shape}
    header = "{" + "".join(f"{key!r}: {value!r}, " for key, value in fields.items()) + "}"
    padding = " " * (-(10 + len(header) + 1) % 64)
    text = (header + padding + "\n").encode("latin1")
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + numbers.data


def npz_bytes(arrays: Mapping[str, Numbers]) -> bytes:
    """A NumPy archive, stored without compression."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for key, numbers in arrays.items():
            archive.writestr(zipfile.ZipInfo(f"{key}.npy"), npy_bytes(numbers))
    return stream.getvalue()


def png_bytes(pixels: Numbers) -> bytes:
    """An 8-bit picture: (H,W) gray, (H,W,3) RGB. Raises LayoutError for other shapes and types."""
    shape = pixels.shape
    if len(shape) == 3 and shape[2] == 1:
        shape = shape[:2]
    is_gray, is_color = len(shape) == 2, len(shape) == 3 and shape[2] == 3
    if pixels.descr != "|u1" or not (is_gray or is_color) or 0 in shape:
        found = f"{pixels.descr} {pixels.shape}"
        raise LayoutError(f"expected uint8 pixels of the shape (H,W) or (H,W,3), found {found}.{_advice(pixels)}")
    height, width = shape[:2]
    row = width * (1 if is_gray else 3)
    # Every row starts with its filter, 0 for none.
    raw = b"".join(b"\0" + pixels.data[y * row : (y + 1) * row] for y in range(height))
    header = struct.pack(">2I5B", width, height, 8, 0 if is_gray else 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b""))
    out = b"\x89PNG\r\n\x1a\n"
    for name, data in chunks:
        out += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return out


def _advice(pixels: Numbers) -> str:
    if pixels.kind == "f":
        return " Scale and convert them: (pixels * 255).round().astype('uint8')."
    if len(pixels.shape) == 3 and pixels.shape[0] in (1, 3):
        return " Move the channels last: pixels.transpose(1, 2, 0)."
    has_alpha = len(pixels.shape) == 3 and pixels.shape[2] == 4
    return " Leave out the alpha channel: pixels[..., :3]." if has_alpha else ""


def mask_bytes(mask: Numbers) -> bytes:
    """A mask as 8-bit gray PNG of 0 and 255. Booleans, or uint8 of 0 and 255; LayoutError for all else."""
    if mask.kind == "b":
        mask = Numbers(mask.shape, "|u1", mask.data.replace(b"\x01", b"\xff"))
    if len(mask.shape) > 2 and mask.shape[2:] != (1,):
        raise LayoutError(f"expected a mask of the shape (H,W), found {mask.shape}.")
    if mask.descr != "|u1":
        raise LayoutError(f"expected a mask of booleans, or of uint8 with 0 and 255, found {mask.descr}.")
    levels = set(mask.data)
    if not levels <= {0, 255}:
        strange = ", ".join(map(str, sorted(levels - {0, 255})[:3]))
        raise LayoutError(f"expected a mask of 0 and 255, found {strange}. Give booleans: mask > 0.")
    return png_bytes(mask)


def looks_like(suffix: str, content: bytes) -> bool:
    """Do encoded bytes start like a picture of that suffix?"""
    return content.startswith(b"\x89PNG\r\n\x1a\n" if suffix == "png" else b"\xff\xd8\xff")
