"""GraphML (graphml.graphdrawing.org), for graph tools such as Gephi, yEd and NetworkX."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from app.export.table import Kind, Table
from rules.errors import InvalidInput

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
TYPES = {Kind.NUMBER: "double", Kind.WHOLE: "long", Kind.TRUTH: "boolean"}
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""


def write_graphml(tables: Sequence[Table]) -> Iterator[bytes]:
    """The tables `nodes` and `edges`; what is none is left out. Raises InvalidInput where the answer is no graph."""
    named = {table.name: table for table in tables}
    if not {"nodes", "edges"} <= named.keys():
        raise InvalidInput("Only an answer with nodes and edges can be had as GraphML: ask for the whole of a trace.")
    return _write(named["nodes"], named["edges"])


def _write(nodes: Table, edges: Table) -> Iterator[bytes]:
    yield HEAD.encode()
    for of, table in (("node", nodes), ("edge", edges)):
        for column in table.columns:
            name, kind = quoteattr(column.name), TYPES.get(column.kind, "string")
            yield f'  <key id="{of}-{column.name}" for="{of}" attr.name={name} attr.type="{kind}"/>\n'.encode()
    yield b'  <graph id="answer" edgedefault="directed">\n'
    key = [column.name for column in nodes.columns].index("key")
    for row in nodes.rows:
        yield f"    <node id={_attribute(row[key])}>{_data('node', nodes, row)}</node>\n".encode()
    names = [column.name for column in edges.columns]
    source, target = names.index("source"), names.index("target")
    for number, row in enumerate(edges.rows):
        ends = f"source={_attribute(row[source])} target={_attribute(row[target])}"
        yield f'    <edge id="e{number}" {ends}>{_data("edge", edges, row)}</edge>\n'.encode()
    yield b"  </graph>\n</graphml>\n"


def _data(of: str, table: Table, row: tuple[Any, ...]) -> str:
    return "".join(
        f'<data key="{of}-{column.name}">{escape(_text(value))}</data>'
        for column, value in zip(table.columns, row, strict=True)
        if value is not None
    )


def _attribute(value: object) -> str:
    return quoteattr(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return ILLEGAL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
