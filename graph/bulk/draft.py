"""The graph as it will be imported: rows of nodes and relationships, by labels or type and by the properties that they have."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.bulk.table import ARRAY, QUOTE, Table
from graph.bulk.thing import Content, Link
from graph.intake.rows import ENDED, PLAIN

Properties = Mapping[str, Any]

NODE, LINK = (":ID", "id:string"), (":START_ID", ":END_ID")


@lru_cache(4096)
def _written(time: datetime) -> str:
    return time.isoformat()


class Draft:
    """Collects rows in the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[tuple[str, tuple[str, ...]], Table] = {}
        self._links: dict[tuple[str, Content, bool, bool], tuple[Table, str]] = {}
        self.empty: list[tuple[str, str, dict[str, list[Any]]]] = []
        """Label, key and properties that are empty lists, which the import tool takes for none."""

    def node(self, labels: str, number: int, key: str, properties: Properties) -> None:
        """A node; the first of the labels is its noun."""
        if [] in properties.values():
            self.empty.append((labels.partition(":")[0], key, {n: v for n, v in properties.items() if v == []}))
            properties = {name: value for name, value in properties.items() if value != []}
        table = self._table(labels, NODE, properties)
        table.add("\t".join([str(number), key, *table.write(properties.values())]))

    def link(self, kind: str, a: int, b: int, properties: Properties) -> None:
        """A relationship of a type."""
        table = self._table(kind, LINK, properties)
        table.add("\t".join([str(a), str(b), *table.write(properties.values())]))

    def links(self, kind: str, ends: Iterable[tuple[int, int]], properties: Properties) -> None:
        """Relationships of a type that all have the same properties."""
        table = self._table(kind, LINK, properties)
        text = "".join([f"\t{value}" for value in table.write(properties.values())])
        for a, b in ends:
            table.add(f"{a}\t{b}{text}")

    def stated(self, link: Link) -> None:
        """A link as it is at the end of the load."""
        from_, to = link.from_, link.to
        if link.ended is not None:
            properties = {**_stored(link.content), "from": from_, "to": to, **link.ended}
            properties = {name: value for name, value in properties.items() if value is not None}
            self.link(_relationship(link), link.a.number, link.b.number, properties)
            return
        shape = (link.kind, link.content, from_ is None, to is None)
        found = self._links.get(shape)
        if found is None:
            properties = _stored(link.content)
            times = {name: time for name, time in (("from", from_), ("to", to)) if time is not None}
            table = self._table(_relationship(link), LINK, properties | times)
            text = "".join([f"\t{value}" for value in table.write(properties.values())])
            found = self._links[shape] = (table, text)
        table, text = found
        row = f"{link.a.number}\t{link.b.number}{text}"
        if from_ is not None:
            row = f"{row}\t{_written(from_)}"
        table.add(row if to is None else f"{row}\t{_written(to)}")

    def finish(self) -> list[str]:
        """The import tool's arguments."""
        arguments = [
            "--id-type=actual",
            "--delimiter=TAB",
            f"--array-delimiter=U+{ord(ARRAY):04X}",
            f"--quote=U+{ord(QUOTE):04X}",
        ]
        for (group, _), table in self._tables.items():
            table.flush()
            what = "nodes" if table.of_nodes else "relationships"
            arguments.append(f"--{what}={group}={table.files}")
        if any(table.multiline for table in self._tables.values()):
            arguments.append("--multiline-fields=true")
        return arguments

    def _table(self, group: str, head: tuple[str, str], properties: Properties) -> Table:
        shape = (group, tuple(properties))
        table = self._tables.get(shape)
        if table is None:
            table = self._tables[shape] = Table(self._folder, len(self._tables), head, properties)
        return table


def _stored(content: Content) -> dict[str, Any]:
    source = content.source
    # What nobody states has no stamp.
    if not source.submission:
        return content.properties
    return {**content.properties, "submission": source.submission, "since_rev": source.revision}


def _relationship(link: Link) -> str:
    if link.kind in ENDED:
        return ENDED[link.kind][link.to is not None]
    return PLAIN.get(link.kind, link.kind)
