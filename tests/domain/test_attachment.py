"""Kinds of files, told by their bytes."""

import io
import zipfile

import pytest

from server.domain.attachment import media_type_of
from server.domain.errors import FileKindRefused


def package(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"%PDF-1.7 rest", "application/pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "application/x-ole-storage"),
        (b"\xff\xfb\x90rest", "audio/mpeg"),
        (b"RIFF0000WAVErest", "audio/wav"),
        (b"\x00\x00\x00\x18ftypheicrest", "image/heic"),
        (b"\x00\x00\x00\x18ftypisomrest", "video/mp4"),
        (b"BM\x0a\x00\x00\x00rest", "image/bmp"),
        (package("OFD.xml"), "application/ofd"),
    ],
)
def test_a_file_is_known_by_its_bytes(content: bytes, media_type: str) -> None:
    assert media_type_of(content) == media_type


def test_a_word_document_is_known_by_its_main_part() -> None:
    content = package("[Content_Types].xml", "word/document.xml")

    assert media_type_of(content).endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"MZ\x90\x00", "EXE"),
        (b"\x7fELF", "ELF"),
        (b"#!/bin/sh", "script"),
        (b"  <svg xmlns='x'>", "HTML/XML"),
        (b"<!DOCTYPE html>", "HTML/XML"),
        (b"RIFF0000XXXX", "?"),
        (b"BM\x00\x00\x00\x00", "?"),
        (b"", "?"),
        (b"plain words", "?"),
        (package("virus.exe"), "ZIP"),
        (package("word/document.xml", "word/vbaProject.bin"), "ZIP"),
        (b"PK\x03\x04broken", "ZIP"),
    ],
)
def test_other_kinds_are_refused_by_name(content: bytes, kind: str) -> None:
    with pytest.raises(FileKindRefused) as refused:
        media_type_of(content)

    assert refused.value.values == {"kind": kind}
