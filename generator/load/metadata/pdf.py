"""PDF files: only this module knows pypdf, which is loaded when there is a PDF to look into."""

import logging
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from generator.load.metadata import UnreadableFile, persons
from generator.model.attached import HiddenContent

logging.getLogger("pypdf").disabled = True  # it warns of every crooked file on the screen; we say it in our own words
MOST_PAGES = 3000
ACTIONS = {
    "/JavaScript": "脚本",
    "/Launch": "打开程序的动作",
    "/GoToR": "打开别的文件的动作",
    "/GoToE": "打开别的文件的动作",
    "/SubmitForm": "提交表单的动作",
    "/ImportData": "取别处数据的动作",
}
OF_THEMSELVES = ("/OpenAction", "/AA")  # what these hold happens without a click
WITHOUT_ACTIONS = ("/Parent", "/P", "/Resources", "/Contents", "/StructTreeRoot", "/Metadata")  # and large
ORDINARY_LINK = re.compile(r"(?:https?|mailto):", re.I)
SHOWN = ("/Link", "/Widget", "/Popup", "/Stamp", "/Watermark", "/PrinterMark", "/TrapNet")
CREATOR = re.compile(rb"<dc:creator>.{0,200}?<rdf:li[^>]*>([^<]{1,200})</rdf:li>", re.S)


def hidden_content(_: str, data: bytes) -> tuple[HiddenContent, ...]:
    """Look through the pages and the catalogue."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        return (HiddenContent("加密保护（读不出里面的内容，读者也可能打不开）"),)
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableFile(f"超过 {MOST_PAGES} 页，不会读取，请拆分后放入")
    return (*_authors(reader), *_annotations(reader), *_actions(reader))


def _authors(reader: PdfReader) -> Iterator[HiddenContent]:
    authors = {str((reader.metadata and reader.metadata.get("/Author")) or "")}
    if (packet := reader.root_object.get("/Metadata")) is not None:
        authors |= {name.decode("utf-8", "replace") for name in CREATOR.findall(packet.get_object().get_data())}
    if names := persons(authors):
        yield HiddenContent("作者", names)


def _annotations(reader: PdfReader) -> Iterator[HiddenContent]:
    count, names = 0, set()
    for page in reader.pages:
        for reference in _object(page.get("/Annots")) or ():
            remark = _object(reference)
            if isinstance(remark, dict) and remark.get("/Subtype") not in SHOWN:
                count += 1
                names.add(str(_object(remark.get("/T")) or ""))
    if count:
        yield HiddenContent(f"{count} 条批注", persons(names))


def _actions(reader: PdfReader) -> Iterator[HiddenContent]:
    catalogue = reader.root_object
    names = _object(catalogue.get("/Names")) or {}
    if "/EmbeddedFiles" in names or "/AF" in catalogue:
        yield HiddenContent("嵌入的文件")
    actions = {ACTIONS["/JavaScript"]} if "/JavaScript" in names else set[str]()
    waiting: list[tuple[Any, bool]] = [(catalogue, False)]
    seen = set[tuple[int, bool]]()
    while waiting:
        value, of_itself = waiting.pop()
        if isinstance(value, IndirectObject):
            if (value.idnum, of_itself) in seen:
                continue
            seen.add((value.idnum, of_itself))
            value = _object(value)
        if isinstance(value, dict):
            actions |= set(_action(value, of_itself))
            waiting += (
                (inner, of_itself or key in OF_THEMSELVES) for key, inner in value.items() if key not in WITHOUT_ACTIONS
            )
        elif isinstance(value, list):
            waiting += ((inner, of_itself) for inner in value)
    yield from (HiddenContent(what, active=True) for what in sorted(actions))


def _action(value: Mapping[str, Any], of_itself: bool) -> Iterator[str]:
    kind = _object(value.get("/S"))
    if kind in ACTIONS:
        yield ACTIONS[kind]
    if kind == "/URI" and (of_itself or not ORDINARY_LINK.match(str(_object(value.get("/URI"))))):
        yield "自己打开网址的动作" if of_itself else "指向本机或内网文件的链接"
    if "/XFA" in value:
        yield "XFA 表单"


def _object(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
