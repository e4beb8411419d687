"""The zip that a DOCX or ODT file is: what is refused before a library sees it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from corpus.errors import DamagedDocument, EncryptedDocument, MisnamedDocument
from corpus.limits import check_size, check_unpacked

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""Old office files, and today's ones behind a password."""
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OTHER_FORMATS = re.compile(rb"\s*(?:%PDF|\{\\rtf|\xef\xbb\xbf<|<)")
_ENTITIES = re.compile(b"|".join(re.escape("<!ENTITY".encode(code)) for code in ("ascii", "utf-16-le", "utf-16-be")))
_UTF_32 = re.compile(rb"\xff\xfe\0\0|\0\0|<\0\0")
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-8|utf-16|us-ascii|iso-8859|windows-125)", re.IGNORECASE)
_MARKUP = (".xml", ".rels")
_ENCRYPTED_MEMBER = 1
_MANIFEST = "META-INF/manifest.xml"

# the libraries let Python's own errors through on broken files: all of them mean that the format is broken;
# SyntaxError is the parent of every XML error
_BROKEN = (
    BadZipFile,
    ZlibError,
    EOFError,
    SyntaxError,
    AssertionError,
    ArithmeticError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class OfficeFormat:
    """``marks``: the members such a file has, with words that each must hold. ``pictures``: the folder of images."""

    marks: Mapping[str, bytes]
    pictures: str


@dataclass(frozen=True, slots=True)
class OfficePackage:
    """A checked copy of the file, not compressed, for the library of its format."""

    content: BytesIO
    has_pictures: bool


def open_package(path: Path, office_format: OfficeFormat) -> OfficePackage:
    """Return the members of ``path``, each no larger than the directory of the zip says.

    Raises:
        MisnamedDocument: another kind of file under this name.
        EncryptedDocument: it asks for a password.
        DamagedDocument: the zip is broken, or its XML is such as no office program writes it, to expand without end.
        EmptyDocument, DocumentTooLarge: see ``corpus.limits``.

    """
    check_size(path)
    content = path.read_bytes()
    _check_kind(path, content)
    with damage_named(path), ZipFile(BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _check_members(path, members)
        # a copy, since ZipFile.read() trusts the size of a member only after having unpacked the whole of it
        copy, seen = BytesIO(), dict[str, bytes]()
        with ZipFile(copy, "w", ZIP_STORED) as repacked:
            for member in {member.filename: member for member in members}.values():
                with archive.open(member) as file:
                    seen[member.filename] = _checked(path, member.filename, file.read(member.file_size))
                repacked.writestr(ZipInfo(member.filename), seen[member.filename])
    if b"encryption-data" in seen.get(_MANIFEST, b""):
        raise EncryptedDocument(f"{path} asks for a password", path.name)
    for name, words in office_format.marks.items():
        if words not in seen.get(name, b""):
            raise MisnamedDocument(f"{path}: no {words!r} in {name}", path.name)
    return OfficePackage(copy, any(name.startswith(office_format.pictures) for name in seen))


@contextmanager
def damage_named(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    """Turn what breaks while ``path`` is read into DamagedDocument; ``kinds``: errors of the library itself."""
    broken: tuple[type[Exception], ...] = (*_BROKEN, *kinds)
    try:
        yield
    except broken as error:
        raise DamagedDocument(f"{path}: {error}", path.name) from error


def _check_kind(path: Path, content: bytes) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED_STREAM in content:
            raise EncryptedDocument(f"{path} asks for a password", path.name)
        raise MisnamedDocument(f"{path} is an old office file", path.name)
    if _OTHER_FORMATS.match(content):
        raise MisnamedDocument(f"{path} starts with {content[:8]!r}", path.name)


def _check_members(path: Path, members: list[ZipInfo]) -> None:
    markup = sum(member.file_size for member in members if member.filename.endswith(_MARKUP))
    check_unpacked(path, sum(member.file_size for member in members), markup)
    if any(member.flag_bits & _ENCRYPTED_MEMBER for member in members):
        raise EncryptedDocument(f"{path} asks for a password", path.name)
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise DamagedDocument(f"{path} is compressed as no office program does", path.name)


def _checked(path: Path, name: str, content: bytes) -> bytes:
    if name.endswith(_MARKUP):
        if _ENTITIES.search(content):
            raise DamagedDocument(f"{path}: {name} declares entities", path.name)
        if _UTF_32.match(content) or _OTHER_ENCODING.search(content[:200]):  # entities could hide from the search above
            raise DamagedDocument(f"{path}: {name} is in a rare encoding", path.name)
    return content
