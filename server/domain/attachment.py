"""What kinds of files are taken, told by their bytes and never by their name; how values name files."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from server.domain.errors import FileKindRefused
from server.domain.values import texts_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.domain.values import Value

_HEAD = 4096

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    # Word, Excel, PowerPoint and WPS up to 2003 share one container.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BOXED = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
    b"M4A ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
"""Brands of ISO base media files (ISO/IEC 14496-12); every other brand is taken for MP4."""

_PACKED = (
    ("OFD.xml", "application/ofd"),
    (
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
)
"""The part that tells a document in a ZIP container; OFD is GB/T 33190. Plain archives are refused."""

_MPEG_LAYER_3 = frozenset({0xFB, 0xF3, 0xF2, 0xFA})
_NAMED = (
    (b"PK\x03\x04", "ZIP"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"#!", "script"),
)


def media_type_of(content: bytes) -> str:
    """The media type of a file that is taken; refused with ``FileKindRefused``."""
    found = _by_signature(content) or _by_container(content) or _by_package(content)
    if found is None:
        raise FileKindRefused(kind=_spoken_kind(content))
    return found


def files_in(value: Value) -> frozenset[str]:
    """The files that a value names, however deep, each as ``doc:<id>``."""
    return frozenset(reference for _, reference in files_at(value))


def files_at(value: Value) -> Iterator[tuple[tuple[str, ...], str]]:
    """The same, each with the path of the field that names it; the rows of a list share its path."""
    return ((path, text) for path, text in texts_at(value) if text.startswith("doc:"))


def _by_signature(content: bytes) -> str | None:
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    if len(content) > 1 and content[0] == 0xFF and content[1] in _MPEG_LAYER_3:  # noqa: PLR2004  # frame sync
        return "audio/mpeg"
    return None


def _by_container(content: bytes) -> str | None:
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12])
    if content[4:8] == b"ftyp":
        return _BOXED.get(content[8:12], "video/mp4")
    if content[:2] == b"BM" and int.from_bytes(content[2:6], "little") == len(content):
        return "image/bmp"
    return None


def _by_package(content: bytes) -> str | None:
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = frozenset(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeError):
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((media_type for part, media_type in _PACKED if part in names), None)


def _spoken_kind(content: bytes) -> str:
    for signature, kind in _NAMED:
        if content.startswith(signature):
            return kind
    start = content[:_HEAD].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<script")):
        return "HTML/XML"
    return "?"
