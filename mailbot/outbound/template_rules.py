"""What may stand in a template, in a mail's and in a document's; every mistake with file and line. Pure.

All but output of names, `if`, `for` and a short list of filters is refused when a template is read
(docs/decisions/0006, 0012).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from mailbot.outbound.fields import TemplateName

IN_DOCUMENTS: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
"""What a document may hold."""
IN_MAILS: Final = (*IN_DOCUMENTS, nodes.Include, nodes.Extends, nodes.Block, nodes.Filter)
"""What a mail may hold: it is put together of pieces, and its values pass through filters."""
FILTERS: Final = frozenset({"word", "team", "topic", "quoted", "plain", "command", "mailto", "link", "folder"})
_MAY: Final = "allowed: names, attributes, if, for, include, extends, block, filters " + ", ".join(sorted(FILTERS))
_NAMES: Final = frozenset(name.value for name in TemplateName)
SYNTAX: Final[dict[str, Any]] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
KNOWN_NAMES: Final = frozenset({"office", "mail", "loop"})


@lru_cache(maxsize=128)
def mistakes(name: str, path: Path, source: str, known: frozenset[str]) -> tuple[str, ...]:
    """Every mistake of one template; offices whose templates say the same are examined once."""
    environment = SandboxedEnvironment(**SYNTAX)
    environment.filters = dict.fromkeys(FILTERS, str)
    try:
        tree = environment.parse(source, name)
    except TemplateSyntaxError as error:
        return (f"{path}:{error.lineno}: {error.message}",)
    refused = tuple(f"{path}:{node.lineno}: {why}" for node in every_node(tree) if (why := _refused(node, known)))
    if refused or name.removesuffix(".txt") not in _NAMES:
        return refused
    return tuple(_misnamed(tree, path, TemplateName(name.removesuffix(".txt"))))


def _misnamed(tree: nodes.Template, path: Path, name: TemplateName) -> Iterator[str]:
    """Names that its context does not have, at the line where they stand first; a subject that is not there."""
    known = _context_names(name) | KNOWN_NAMES
    lines = {node.name: node.lineno for node in reversed(list(tree.find_all(nodes.Name)))}
    for one in sorted(meta.find_undeclared_variables(tree) - known):
        yield f"{path}:{lines.get(one, 1)}: unknown name {one!r}; allowed: {', '.join(sorted(known))}"
    if not any(block.name == "subject" for block in tree.find_all(nodes.Block)):
        yield f"{path}:1: the block subject is missing"


def _context_names(name: TemplateName) -> frozenset[str]:
    from mailbot.outbound.contexts import context_of  # the classes must be known before they can be asked

    return frozenset(field.name for field in fields(context_of(name)))


def every_node(node: nodes.Node) -> Iterator[nodes.Node]:
    """The node and all below it."""
    yield node
    for child in node.iter_child_nodes():
        yield from every_node(child)


def _refused(node: nodes.Node, sources: Collection[str]) -> str:
    """Why this node may not stand in a template, or ""."""
    if not isinstance(node, IN_MAILS):
        return f"{type(node).__name__.lower()} is not allowed here; {_MAY}"
    if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.kwargs or node.dyn_args or node.dyn_kwargs):
        return f"filter {node.name} is not allowed here; {_MAY}"
    if isinstance(node, nodes.Filter) and node.node is None:
        return f"filter blocks are not allowed here; {_MAY}"
    if isinstance(node, nodes.Include | nodes.Extends):
        if not isinstance(node.template, nodes.Const):
            return f"the name of the template must stand here itself; {_MAY}"
        if node.template.value not in sources:
            return f"no such template; allowed: {', '.join(sorted(sources))}"
    name = node.name if isinstance(node, nodes.Name) else node.attr if isinstance(node, nodes.Getattr) else ""
    return f"names that begin with _ are not allowed; {_MAY}" if name.startswith("_") else ""
