"""Documents as DOCX, from templates that an office edits in Word (docxtpl).

A template may put out the names of its context and use `if` and `for`; everything else is refused wherever in the
file it stands (body, header, footer, footnote, property). All jinja of a document passes through one sandboxed
environment, whose values are texts and nothing else: there is no object for a template to reach
(docs/decisions/0012).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateError, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from mailbot.errors import ConfigError, PermanentError
from mailbot.outbound.document_contexts import PARTS, DocumentName, OfficeSheet, Sheet, sheet_of
from mailbot.outbound.template_rules import IN_DOCUMENTS, every_node

FOLDER: Final = "documents"
ENDING: Final = ".docx"
LOOP: Final = "loop"
LOOP_FIELDS: Final = frozenset({"first", "last", "index"})
_NO_XML: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2), and what docxtpl would take for a new paragraph or page (BEL, FF)."""
_TAGS: Final = re.compile(r"\{%[^{}]{0,2000}%\}|\{\{[^{}]{0,2000}\}\}|\{#[^{}]{0,2000}#\}")
MOST_BYTES: Final = 20_000_000
"""An unpacked template larger than this is no letter."""


def render_document(sheet: Sheet, office: OfficeSheet, template: Path, at: datetime) -> bytes:
    """The document, dated `at`. PermanentError when the template cannot be used; the message holds no text."""
    try:
        document = _opened(template)
        document.render(_values(sheet, office), DocumentEnvironment(sheet_of(sheet.template)))
        _describe(document, sheet.title, office.name, at)
        buffer = io.BytesIO()
        document.save(buffer)
    except (TemplateError, ValueError, KeyError, OSError, SyntaxError, zipfile.BadZipFile) as error:
        raise PermanentError(f"template {template.name} cannot be used; `mailbot check` says why") from error
    return buffer.getvalue()


def template_findings(folder: Path) -> Iterator[str]:
    """Every mistake of the document templates in this folder (`.../templates`): file, field, what is allowed."""
    names = {f"{name}{ENDING}": name for name in DocumentName}
    for path in sorted((folder / FOLDER).glob("*")):
        if path.name.startswith(("~$", ".")):  # Word's own note that somebody has the file open
            continue
        if path.name not in names:
            yield f"{path}: no such document; allowed: {', '.join(sorted(names))}"
        else:
            yield from _findings(path, names[path.name])


def _findings(path: Path, name: DocumentName) -> Iterator[str]:
    sheet = sheet_of(name)
    environment = DocumentEnvironment(sheet, collecting=True)
    try:
        _opened(path).render(_values(_sample(sheet), _sample(OfficeSheet)), environment)
    except TemplateError as error:
        yield f"{path}: {error.message or 'is no template'}"
    except (ValueError, KeyError, OSError, SyntaxError, zipfile.BadZipFile):
        yield f"{path}: cannot be read as DOCX; allowed: a file saved by Word as .docx"
    yield from (f"{path}: {finding}" for finding in dict.fromkeys(environment.findings))


class DocumentEnvironment(SandboxedEnvironment):
    """Refuses, in whatever part of the file, all but output of the sheet's fields, `if` and `for`."""

    def __init__(self, sheet: type[Sheet], *, collecting: bool = False) -> None:
        """With `collecting` mistakes are noted in `findings` instead of being raised."""
        super().__init__(
            undefined=Undefined if collecting else StrictUndefined, autoescape=True, finalize=_said, cache_size=0
        )
        self.globals.clear()
        self.filters = {}
        self.tests = {}
        self.findings: list[str] = []
        self._collecting = collecting
        self._known = frozenset(_names(sheet))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        found = [*self._refusals(tree), *self._unknown(tree)]
        if not found:
            return tree
        if not self._collecting:
            raise TemplateError(found[0])
        self.findings += found
        return super()._parse(_TAGS.sub("", source), name, filename)  # the rest of the file is looked at too

    def _refusals(self, tree: nodes.Template) -> Iterator[str]:
        return (why for node in every_node(tree) if (why := self._refused(node)))

    def _unknown(self, tree: nodes.Template) -> Iterator[str]:
        known = {*self._known, LOOP}
        known |= {loop.target.name for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)}
        for node in tree.find_all(nodes.Name):
            if node.name not in known:
                yield f"unknown field {node.name!r}; allowed: {', '.join(sorted(self._known))}"

    def _refused(self, node: nodes.Node) -> str:
        allowed = "allowed: {{ field }}, {% if field %}, {% for one in field %}"
        if not isinstance(node, IN_DOCUMENTS):
            return f"{type(node).__name__.lower()} is not allowed here; {allowed}"
        if isinstance(node, nodes.Name) and node.name.startswith("_"):
            return f"names that begin with _ are not allowed; {allowed}"
        if not isinstance(node, nodes.Getattr):
            return ""
        of_loop = isinstance(node.node, nodes.Name) and node.node.name == LOOP
        known = LOOP_FIELDS if of_loop else _PART_FIELDS
        if node.attr in known:
            return ""
        return f"unknown field {node.attr!r}; allowed: {', '.join(sorted(known))}"


def _names(sheet: type[Sheet]) -> Iterator[str]:
    yield "office"
    yield from (field.name for field in fields(sheet))


_PART_FIELDS: Final = frozenset(field.name for part in PARTS.values() for field in fields(part)) | {"sender"}


def _values(sheet: Sheet, office: OfficeSheet) -> dict[str, Any]:
    return {"office": office, **{field.name: getattr(sheet, field.name) for field in fields(sheet)}}


def _sample(kind: type[Any]) -> Any:
    """A context with something in every field, so that every branch of a template is looked at."""
    filled: dict[str, Any] = {}
    for field in fields(kind):
        if isinstance(field.default, bool):
            filled[field.name] = True
        elif isinstance(field.default, tuple):
            filled[field.name] = (_sample(PARTS[field.name]),) if field.name in PARTS else ("x",)
        else:
            filled[field.name] = "x"
    return kind(**filled)


def _said(value: object) -> object:
    """A value as text that XML can hold; anything else is refused, an unknown name too."""
    if isinstance(value, Undefined):
        return value
    if not isinstance(value, str):
        raise TemplateError("a field is put out that is no text; put out its parts with {% for %}")
    return _NO_XML.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))


def _opened(path: Path) -> Any:
    from docxtpl import DocxTemplate

    with zipfile.ZipFile(path) as packed:
        if sum(one.file_size for one in packed.infolist()) > MOST_BYTES:
            raise ConfigError(f"{path}: is larger than {MOST_BYTES // 1_000_000} MB; allowed: a letter")
    return DocxTemplate(path)


def _describe(document: Any, title: str, author: str, at: datetime) -> None:
    properties = document.docx.core_properties
    properties.title, properties.author, properties.language = title, author, "de-DE"
    properties.last_modified_by, properties.comments = author, ""
    properties.created = properties.modified = at.replace(tzinfo=None)
