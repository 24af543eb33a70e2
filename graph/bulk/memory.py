"""What a bulk load has taken in so far, answering the statements of intake as the graph would."""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, LiteralString

from neo4j import Record

from graph.bulk.draft import Draft
from graph.bulk.thing import Facts, Link, Node
from graph.database import Transaction
from rules.checks.document import NOUNS

Rows = list[dict[str, Any]]
Answer = Callable[..., Rows | None]


class Memory(Transaction):
    """A transaction that nobody else can see: no store, no lock, no way back."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.nodes: dict[str, dict[str, Node]] = {label: {} for label in NOUNS.values()}
        """Label to key to node."""
        self.names: dict[str, list[Node]] = {}
        """Key of an identifier to itself and then the items that it names."""
        self.submissions: dict[str, tuple[str, int]] = {}
        """Key of a submission to who sent it, and its revision."""
        self.entered = 0
        """Number of the newest submission."""
        self.findings: dict[str, int] = {}
        """Key to number of those of the newest submission."""
        self.disputes: dict[str, int] = {}
        """Key to number of those of the document that is taken in."""
        self.instances: dict[str, set[str]] = defaultdict(set)
        """Model key to the kinds of its instances."""
        self.handles: dict[str, Link] = {}
        self.facts: dict[Facts, Facts] = {}
        self.revision = 0
        self.count = 0
        """Numbers that nodes have been given."""
        self._answers: dict[str, Answer] = {}

    def answer(self, statement: str, answer: Answer) -> None:
        """Let a statement be answered by a function of the memory and the statement's parameters."""
        self._answers[statement] = answer

    @property
    def answered(self) -> frozenset[str]:
        """The statements that it answers."""
        return frozenset(self._answers)

    async def run(self, statement: LiteralString, /, **parameters: Any) -> list[Record]:
        """What the statement answers of what is in memory."""
        return [Record(row) for row in self._answers[statement](self, **parameters) or ()]

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """Itself, in the place of a transaction: what is refused has written nothing, and ends the load."""
        yield self

    def number(self) -> int:
        """A number for a node."""
        self.count += 1
        return self.count - 1

    def node(self, label: str, key: str) -> Node:
        """The node of the key, a stub where it is new."""
        nodes = self.nodes[label]
        found = nodes.get(key)
        if found is None:
            found = nodes[key] = Node(key, self.number())
        return found

    def finish(self) -> None:
        """Write what could still change until the last document: stubs and links."""
        write = self.draft.stated
        for label, nodes in self.nodes.items():
            for node in nodes.values():
                if node.source is None:
                    self.draft.node(label, node.number, node.key, {})
                for link in (*node.parts, *node.held, *node.about):
                    write(link)
                for link in node.made if label == "Item" else node.used:
                    write(link)
        self.draft.node("Ledger", self.number(), "ledger", {"revision": self.revision})
