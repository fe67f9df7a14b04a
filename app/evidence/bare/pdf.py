"""A PDF written anew from what its pages show, read in the reader's process and nowhere else. Source: ISO 32000-2.

Only what the pages draw with is taken along: what else a file carries (its author, earlier versions, files that hang on
it, scripts, forms, bookmarks, comments) is not reached from there, and is not in the copy.
"""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.filters import ASCII85Decode, ASCIIHexDecode, FlateDecode
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from app.evidence.bare.errors import NotBared
from app.evidence.bare.images import bare_jpeg, bare_jpeg2000

_OF_A_PAGE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group")
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
_MOST_DEEP = 100
"""Of the tree of pages."""
_SAID_ASIDE = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/StructParent", "/StructParents", "/Thumb", "/Alternates"),
    *("/OPI", "/ID", "/Ref", "/Usage", "/Measure", "/PtData"),
)
"""What pictures, drawings and layers may carry beside what is seen. ISO 32000-2, 14."""
_BY_NAME = {"/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/CharProcs", "/Colorants"}
"""Their keys are names that the file itself gives to what it draws with: any may be there."""
_LAYER = {"/OCG", "/OCMD"}
_OUTSIDE = ("/F", "/FFilter", "/FDecodeParms")
"""Of a stream whose content lies in another file."""
_HIDDEN = 0b100010
"""Flags of an annotation that is not seen: hidden, or not on a screen. ISO 32000-2, table 167."""
_DEVICE = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_PLAIN: dict[str, Any] = {
    "/FlateDecode": FlateDecode,
    "/ASCII85Decode": ASCII85Decode,
    "/ASCIIHexDecode": ASCIIHexDecode,
}
_PICTURES = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jpeg2000}


def bare(content: bytes) -> bytes:
    """Raises NotBared, or what the library does."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotBared  # it asks for a password
    pages = [_bare_page(reader, page) for page in reader.pages]
    if not pages:
        raise NotBared
    layers = _layers(reader.root_object.get("/OCProperties"))
    _strip([*pages, layers])
    writer = PdfWriter()
    for page in pages:
        writer.add_page(page)
    if layers:
        writer.root_object[NameObject("/OCProperties")] = layers.clone(writer)
    writer.metadata = None
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _bare_page(reader: PdfReader, page: PageObject) -> PageObject:
    bare_page = PageObject(reader)
    bare_page[NameObject("/Type")] = NameObject("/Page")
    for name in _OF_A_PAGE:
        value = _of_page(page, name)
        if value is not None:
            bare_page[NameObject(name)] = value
    seen = [shown for each in _each(page.get("/Annots")) if (shown := _as_seen(each))]
    if seen:
        bare_page[NameObject("/Annots")] = ArrayObject(seen)
    return bare_page


def _of_page(page: DictionaryObject, name: str) -> Any:
    above: Any = page
    for _ in range(_MOST_DEEP):
        if name in above:
            return above.raw_get(name)
        above = above.get("/Parent") if name in _INHERITED else None
        if not isinstance(above := _held(above), DictionaryObject):
            return None
    raise NotBared


def _as_seen(annotation: Any) -> DictionaryObject | None:
    """A note, a stamp or a filled field as it looks, without who wrote it, when, or what it does."""
    if not isinstance(annotation, DictionaryObject) or int(annotation.get("/F", 0)) & _HIDDEN:
        return None
    if annotation.get("/Subtype") in {"/Popup", "/Link"}:
        return None
    looks = _held(_held(annotation.get("/AP"), {}).get("/N"))
    if isinstance(looks, DictionaryObject) and not isinstance(looks, StreamObject):
        looks = _held(looks.get(annotation.get("/AS", "/Off")))
    if not isinstance(looks, StreamObject) or looks.indirect_reference is None or "/Rect" not in annotation:
        return None
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Stamp"),
            NameObject("/Rect"): annotation.raw_get("/Rect"),
            NameObject("/F"): NumberObject(4),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): looks.indirect_reference}),
        }
    )


def _layers(said: Any) -> DictionaryObject:
    """Which layers are seen and which are not, without what they are called and what made them."""
    said = _held(said)
    if not isinstance(said, DictionaryObject):
        return DictionaryObject()
    for layer in _each(said.get("/OCGs")):
        if isinstance(layer, DictionaryObject):
            layer[NameObject("/Name")] = TextStringObject("")
    usual = _held(said.get("/D"), {})
    kept = {NameObject(name): usual.raw_get(name) for name in ("/BaseState", "/ON", "/OFF") if name in usual}
    return DictionaryObject({NameObject("/OCGs"): said.raw_get("/OCGs"), NameObject("/D"): DictionaryObject(kept)})


def _strip(roots: list[Any]) -> None:
    """Of everything that can be reached from there, what it says beside what is seen."""
    waiting: list[tuple[Any, str]] = [(root, "") for root in roots]
    met = set()
    while waiting:
        item, of = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in met:
                continue
            met.add(item.idnum)
            item = item.get_object()
        if isinstance(item, DictionaryObject):
            _strip_dictionary(item, of)
            waiting += ((each, str(name)) for name, each in dict.items(item))
        elif isinstance(item, ArrayObject):
            _forget_profile(item)
            waiting += ((each, "") for each in _items(item))


def _strip_dictionary(item: DictionaryObject, of: str) -> None:
    """`of`: the name under which it lies in another one."""
    if of == "/Properties":
        for name in [*item]:
            if _held(item[name], {}).get("/Type") not in _LAYER:
                item[name] = DictionaryObject()
    elif of not in _BY_NAME:
        for name in _SAID_ASIDE + (_OUTSIDE if isinstance(item, StreamObject) else ()):
            item.pop(name, None)
    if isinstance(item, StreamObject):
        _strip_stream(item)


def _forget_profile(array: ArrayObject) -> None:
    """A profile of colours names the screen or the camera that it is of."""
    if len(array) != 2 or array[0] != "/ICCBased":
        return
    components = int(_held(array[1], {}).get("/N", 0))
    if components not in _DEVICE:
        raise NotBared
    array[:] = [NameObject(_DEVICE[components])]


def _strip_stream(stream: StreamObject) -> None:
    """A picture in a PDF is a file of its own, and may say where it was taken."""
    filters = [str(each) for each in _each(stream.get("/Filter"))] or [str(stream.get("/Filter", ""))]
    if filters[-1] not in _PICTURES:
        return
    content: Any = stream._data  # noqa: SLF001 - as it lies in the file: the library would decode the picture
    for name in filters[:-1]:
        if name not in _PLAIN:
            raise NotBared
        content = _PLAIN[name].decode(content)
    stream._data = _PICTURES[filters[-1]](bytes(content))  # noqa: SLF001
    options = _each(stream.get("/DecodeParms"))
    stream[NameObject("/Filter")] = NameObject(filters[-1])
    if options:
        stream.pop("/DecodeParms")
        if isinstance(options[-1], DictionaryObject):
            stream[NameObject("/DecodeParms")] = options[-1]


def _each(array: Any) -> list[Any]:
    array = _held(array)
    return [_held(each) for each in _items(array)] if isinstance(array, ArrayObject) else []


def _items(array: ArrayObject) -> Iterator[Any]:
    yield from list.__iter__(array)


def _held(item: Any, otherwise: Any = None) -> Any:
    """What a reference refers to."""
    item = item.get_object() if isinstance(item, IndirectObject) else item
    return otherwise if item is None else item
