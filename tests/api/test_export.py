"""Answers as files, on the small chain of tests/native.py and on names that are meant to hurt."""

import csv
import io
import json
import sys
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx2
import networkx as nx
import pytest
from defusedxml import ElementTree
from pyarrow import parquet

from app.export.csv import write_csv
from app.export.formats import FORMATS, as_file
from app.export.graphml import write_graphml
from app.export.ndjson import write_ndjson
from app.export.parquet import write_parquet
from app.export.questions import QUESTIONS
from app.export.table import Column, Kind, Table, table_of
from rules.errors import Unavailable
from rules.trace import NodeType
from tests.native import document

Ask = Callable[..., Awaitable[dict[str, Any]]]

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝1",
    "a,b",
    'a"b',
    "a\nb",
    "가나다",
    "<&>'\"",
    "\ufffe",
    "💥",
]


def sheet(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV by header."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def lines(content: bytes) -> list[dict[str, Any]]:
    """The objects of an NDJSON."""
    return [json.loads(line) for line in content.splitlines()]


def names(*rows: str | None) -> Table:
    """A table of one column of text."""
    return Table("names", (Column("name", Kind.TEXT),), [(row,) for row in rows])


async def test_a_trace_in_csv_has_the_rows_and_columns_of_graphql(
    client: httpx2.AsyncClient, ask: Ask, car: str
) -> None:
    response = await client.get("/export/trace.csv", params={"item": f"VIN-{car}"})
    assert (response.status_code, response.headers["content-type"]) == (200, "application/zip")
    assert response.headers["content-disposition"] == 'attachment; filename="trace-csv.zip"'
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == [f"trace-{name}.csv" for name in ("trace", "nodes", "edges", "gaps", "findings")]
    nodes, edges = (sheet(archive.read(f"trace-{name}.csv")) for name in ("nodes", "edges"))
    fields = " ".join(nodes[0]), " ".join(edges[0])
    query = f"query ($key: String!) {{ item(key: $key) {{ upstream {{ revision nodes {{ {fields[0]} }} edges {{ {fields[1]} }} }} }} }}"
    trace = (await ask(query, key=f"{car}:car"))["data"]["item"]["upstream"]
    assert [row["key"] for row in nodes] == [node["key"] for node in trace["nodes"]]
    assert [row["massKg"] and float(row["massKg"]) for row in nodes] == [
        node["massKg"] or "" for node in trace["nodes"]
    ]
    assert [(row["source"], row["target"], row["type"]) for row in edges] == [
        (edge["source"], edge["target"], edge["type"]) for edge in trace["edges"]
    ]
    assert response.headers["x-batlas-revision"] == str(trace["revision"])
    (whole,) = sheet(archive.read("trace-trace.csv"))
    assert (whole["start"], whole["truncated"], whole["items"], whole["share"]) == (f"{car}:car", "false", "7", "1.0")


async def test_one_table_is_a_file_of_its_own(client: httpx2.AsyncClient, car: str) -> None:
    response = await client.get("/export/trace.csv", params={"item": f"{car}:car", "table": "edges"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="trace-edges.csv"'
    assert response.content.startswith(b"\xef\xbb\xbfsource,target,type,quantity,role,submission\r\n")
    # 1 pack, 2 cells; 2 + 1 produced and consumed by cells; 1 + 2 of the cathode; 2 of the mines
    assert len(sheet(response.content)) == 11


async def test_origins_in_ndjson_have_a_row_a_share_and_say_of_which_table(
    client: httpx2.AsyncClient, car: str
) -> None:
    response = await client.get("/export/origins.ndjson", params={"item": f"{car}:car", "mineral": "lithium"})
    assert response.headers["content-type"] == "application/x-ndjson"
    rows = lines(response.content)
    (whole,) = (row for row in rows if row["table"] == "origins")
    assert (whole["mineral"], whole["unknown"], whole["unknownByCountry"]) == ("LITHIUM", 0, 0)
    # 0.7 kg of lithium, 70 % of it Chilean.
    assert whole["massKg"] == pytest.approx(0.7)
    (chile,) = (row for row in rows if row["table"] == "shares" and (row["by"], row["key"]) == ("COUNTRY", "CL"))
    assert (chile["share"], chile["massKg"]) == (pytest.approx(0.7), pytest.approx(0.49))
    (certified,) = (row for row in rows if row["table"] == "certified")
    assert certified["certificates"] == [f"{car}:certificate"]
    alone = await client.get(
        "/export/origins.ndjson", params={"item": f"{car}:car", "table": "origins", "mineral": ["lithium", "nickel"]}
    )
    assert [row["mineral"] for row in lines(alone.content)] == ["LITHIUM", "NICKEL"]
    assert all("table" not in row for row in lines(alone.content))
    every = await client.get("/export/origins.ndjson", params={"item": f"{car}:car", "table": "origins"})
    assert len(lines(every.content)) == 8


async def test_a_history_in_parquet_has_times_that_are_times(client: httpx2.AsyncClient, car: str) -> None:
    response = await client.get("/export/history.parquet", params={"item": f"{car}:car", "table": "events"})
    assert response.headers["content-type"] == "application/vnd.apache.parquet"
    table = parquet.read_table(io.BytesIO(response.content))
    assert str(table.schema.field("at").type) == "timestamp[us, tz=UTC]"
    events = [(row["happening"], row["at"]) for row in table.to_pylist()]
    assert events == [
        ("PART_FITTED", datetime(2025, 5, 1, tzinfo=UTC)),
        ("OWNED", datetime(2025, 6, 1, tzinfo=UTC)),
    ]


async def test_a_trace_in_graphml_is_the_graph(client: httpx2.AsyncClient, car: str) -> None:
    response = await client.get("/export/trace.graphml", params={"item": f"{car}:car"})
    assert response.headers["content-type"] == "application/graphml+xml"
    graph = nx.parse_graphml(response.text)
    assert (graph.number_of_nodes(), graph.number_of_edges(), graph.is_directed()) == (11, 11, True)
    assert graph.nodes[f"{car}:pack"]["massKg"] == 12.0
    assert graph.nodes[f"{car}:pack"]["stated"] is True
    assert "processKind" not in graph.nodes[f"{car}:pack"], "what is none is left out"
    mines = {node for node, told in graph.nodes(data=True) if told.get("processKind") == "EXTRACTION"}
    reached = nx.descendants(graph, f"{car}:car")
    assert mines == {f"{car}:dig-a", f"{car}:dig-b"}
    assert mines <= reached


async def test_findings_are_had_alone(client: httpx2.AsyncClient, prefix: str) -> None:
    lot = {"type": "item", "key": f"{prefix}:lot", "kind": "MATERIAL", "unit": "KG"}
    runs = [{"type": "process", "key": f"{prefix}:run:{n}", "kind": "REFINING"} for n in "ab"]
    made = [{"type": "produced", "item": f"{prefix}:lot", "process": f"{prefix}:run:{n}"} for n in "ab"]
    sent = await client.post("/intake/batlas", content=document(f"{prefix}:s", lot, *runs, *made))
    assert {finding["code"] for finding in sent.json()["findings"]} == {"UNKNOWN_PORTION"}
    response = await client.get("/export/findings.ndjson", params={"item": f"{prefix}:lot"})
    assert {row["code"] for row in lines(response.content)} == {"UNKNOWN_PORTION"}
    assert f"{prefix}:lot" in lines(response.content)[0]["about"]


async def test_an_answer_is_had_as_of_a_revision_and_at_a_time(client: httpx2.AsyncClient, car: str) -> None:
    at = {"item": f"{car}:car", "table": "nodes", "at": "2025-04-30T23:59:59+00:00"}
    assert len(lines((await client.get("/export/trace.ndjson", params=at)).content)) == 1, "the pack came in on May 1"
    origin = {**at, "table": "origins", "mineral": "lithium"}
    (row,) = lines((await client.get("/export/origins.ndjson", params=origin)).content)
    assert (row["at"], row["unknown"]) == ("2025-04-30T23:59:59Z", 1), "without the pack nobody knows"
    # As a browser has it in which nobody has escaped the +.
    url = f"/export/trace.ndjson?item={car}:car&table=nodes&at=2025-05-01T09:00:00+09:00"
    assert len(lines((await client.get(url)).content)) == 11
    before = await client.get("/export/trace.ndjson", params={"item": f"{car}:car", "asOf": "0"})
    assert before.status_code == 404
    deep = {"item": f"{car}:car", "table": "nodes", "maxDepth": "2"}
    assert len(lines((await client.get("/export/trace.ndjson", params=deep)).content)) == 4


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        pytest.param("trace.xls?item=a:b", 404, "graphml", id="unknown-format"),
        pytest.param("weather.csv?item=a:b", 404, "origins", id="unknown-question"),
        pytest.param("trace.csv", 400, "item", id="no-item"),
        pytest.param("trace.csv?item=urn:nobody:knows", 404, "urn:nobody:knows", id="unknown-item"),
        pytest.param("history.csv?item=NOBODY-KNOWS", 404, "NOBODY-KNOWS", id="unknown-number"),
        pytest.param("origins.csv?item=urn:nobody:knows", 404, "urn:nobody:knows", id="unknown-item-of-origins"),
        pytest.param("trace.csv?item=a:b&colour=red", 400, "colour", id="unknown-parameter"),
        pytest.param("trace.csv?item=a:b&item=c:d", 400, "item", id="twice"),
        pytest.param("recall.csv?" + "&".join(f"item=a:{n}" for n in range(51)), 400, "at most 50 items", id="too-many"),
        pytest.param("recall.csv?item=a:b&item=", 400, "Say by `item`", id="a-blank-item"),
        pytest.param("recall.csv?item=a:b&ever=true&ever=true", 400, "'ever'", id="a-term-twice"),
        pytest.param("trace.csv?item=a:b&ever=true", 400, "trace takes no ever; it takes at, maxDepth", id="a-term-of-recalls"),
        pytest.param("origins.csv?item=a:b&maxDepth=3", 400, "origins takes no maxDepth", id="a-term-of-traces"),
        pytest.param("history.csv?item=a:b&at=2025-05-01T00:00:00Z", 400, "history takes no at; it takes an item alone", id="no-term"),
        pytest.param("trace.csv?item=a:b&at=2025-05-01", 400, "zone", id="time-without-zone"),
        pytest.param("trace.csv?item=a:b&maxDepth=-1", 400, "maxDepth", id="no-depth"),
        pytest.param("trace.csv?item=a:b&asOf=99999999999999999999", 400, "revision", id="revision-to-come"),
        pytest.param("trace.csv?item=a:b&asOf=soon", 400, "asOf", id="no-revision"),
        pytest.param("origins.csv?item=a:b&mineral=gold", 400, "gold", id="unknown-mineral"),
        pytest.param("origins.csv?item=a:b&throughRecycling=yes", 400, "throughRecycling", id="no-truth"),
    ],
)  # fmt: skip
async def test_a_wrong_question_is_told_what_is_right(
    client: httpx2.AsyncClient, path: str, status: int, word: str
) -> None:
    response = await client.get(f"/export/{path}")
    assert response.status_code == status
    assert word in response.json()["errors"][0]["message"]


async def test_what_an_answer_does_not_have_is_told(client: httpx2.AsyncClient, car: str) -> None:
    table = await client.get("/export/trace.csv", params={"item": f"{car}:car", "table": "stars"})
    assert (table.status_code, "nodes, edges" in table.json()["errors"][0]["message"]) == (400, True)
    graph = await client.get("/export/history.graphml", params={"item": f"{car}:car"})
    assert (graph.status_code, "nodes and edges" in graph.json()["errors"][0]["message"]) == (400, True)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_run_as_a_formula(text: str) -> None:
    (row,) = sheet(b"".join(write_csv([names(text)])))
    active = text.strip(" ")[0] in "=+-@\t＝"
    assert row["name"] == (f"'{text}" if active else text)


def test_a_number_below_zero_is_a_number() -> None:
    table = Table("t", (Column("n", Kind.NUMBER), Column("l", Kind.LIST)), [(-1.5, ("-a", "b")), (None, ())])
    assert b"".join(write_csv([table])).decode("utf-8-sig") == "n,l\r\n-1.5,'-a b\r\n,\r\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_comes_back_from_every_other_format(text: str) -> None:
    assert lines(b"".join(write_ndjson([names(text, None)]))) == [{"name": text}, {"name": None}]
    table = parquet.read_table(io.BytesIO(b"".join(write_parquet([names(text, None)]))))
    assert table.column("name").to_pylist() == [text, None]
    nodes = Table("nodes", (Column("key", Kind.TEXT), Column("name", Kind.TEXT)), [("a:b", text)])
    edges = Table("edges", (Column("source", Kind.TEXT), Column("target", Kind.TEXT)), [("a:b", "a:b")])
    root = ElementTree.fromstring(b"".join(write_graphml([nodes, edges])))
    told = [
        data.text for data in root.iter("{http://graphml.graphdrawing.org/xmlns}data") if data.get("key") == "node-name"
    ]
    assert told == [text.replace("\ufffe", "\\ufffe")], "XML cannot hold U+FFFE"


def test_rows_are_written_as_they_are_asked_for() -> None:
    def rows() -> Iterator[tuple[str]]:
        yield ("first",)
        pytest.fail("the second was fetched before the first was written")

    table = Table("names", (Column("name", Kind.TEXT),), rows())  # pyright: ignore[reportArgumentType]
    assert next(write_ndjson([table])) == b'{"name":"first"}\n'


def test_a_record_becomes_columns_by_its_types() -> None:
    @dataclass
    class Inner:
        name: str

    @dataclass
    class One:
        party_key: str | None
        type: NodeType
        mass_kg: float
        tier: int
        stated: bool
        at: datetime | None
        certificates: tuple[str, ...]
        inner: Inner | None
        several: tuple[Inner, ...]

    one = One(None, NodeType.ITEM, 1.5, 2, True, None, ("a", "b"), None, ())
    One.__annotations__ |= {"inner": Inner | None, "several": tuple[Inner, ...]}
    table = table_of("t", One, [one])
    assert [(column.name, column.kind) for column in table.columns] == [
        ("partyKey", Kind.TEXT), ("type", Kind.TEXT), ("massKg", Kind.NUMBER), ("tier", Kind.WHOLE),
        ("stated", Kind.TRUTH), ("at", Kind.TIME), ("certificates", Kind.LIST),
    ]  # fmt: skip
    assert table.rows == [(None, "ITEM", 1.5, 2, True, None, ("a", "b"))]


async def test_the_same_answer_makes_the_same_archive(client: httpx2.AsyncClient, car: str) -> None:
    first, second = [await client.get("/export/trace.csv", params={"item": f"{car}:car"}) for _ in range(2)]
    assert first.content == second.content


async def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Unavailable, match=r"batlas\[parquet\]"):
        await as_file("trace", "parquet", [names("a")])


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "graphml"])
async def test_every_question_is_had_in_every_format(
    client: httpx2.AsyncClient, car: str, question: str, form: str
) -> None:
    response = await client.get(f"/export/{question}.{form}", params={"item": f"{car}:car"})
    assert response.status_code == 200


async def test_a_recall_is_had_as_a_file_with_all_its_carriers(client: httpx2.AsyncClient, car: str) -> None:
    response = await client.get("/export/recall.csv", params={"item": f"{car}:salt-a", "table": "carriers"})
    rows = {row["key"].removeprefix(f"{car}:"): row for row in sheet(response.content)}
    assert rows.keys() == {"cathode", "cell-1", "cell-2", "pack", "car"}
    assert {row["certainty"] for row in rows.values()} == {"YES"}
    ever = await client.get(
        "/export/recall.ndjson", params={"item": f"{car}:salt-a", "table": "recall", "ever": "true"}
    )
    (whole,) = lines(ever.content)
    assert (whole["lots"], whole["ever"], whole["mineral"]) == ([f"{car}:salt-a"], True, None)


async def test_several_lots_are_recalled_into_one_file(client: httpx2.AsyncClient, car: str) -> None:
    lots = [("item", f"salt-a-{car}"), ("item", f"{car}:salt-b"), ("item", f"{car}:salt-a")]
    whole = await client.get("/export/recall.ndjson", params=[*lots, ("table", "recall")])
    assert [row["lots"] for row in lines(whole.content)] == [[f"{car}:salt-a", f"{car}:salt-b"]], (
        "by number or key, once"
    )
    carriers = await client.get("/export/recall.ndjson", params=[*lots, ("table", "carriers")])
    keys = {row["key"].removeprefix(f"{car}:") for row in lines(carriers.content)}
    assert keys == {"cathode", "cell-1", "cell-2", "pack", "car"}


async def test_what_became_of_a_lot_is_had_as_a_graph(client: httpx2.AsyncClient, car: str) -> None:
    response = await client.get("/export/downstream.graphml", params={"item": f"{car}:salt-a"})
    graph = nx.parse_graphml(response.text)
    assert f"{car}:car" in graph
    assert graph.has_edge(f"{car}:car", f"{car}:pack")


async def test_what_is_unknown_to_a_recall_is_among_its_tables(client: httpx2.AsyncClient, car: str) -> None:
    params = {"item": f"{car}:salt-a"}
    archive = zipfile.ZipFile(io.BytesIO((await client.get("/export/recall.csv", params=params)).content))
    tables = {
        name.removeprefix("recall-").removesuffix(".csv"): sheet(archive.read(name)) for name in archive.namelist()
    }
    assert tables.keys() == {"recall", "counts", "carriers", "owners", "unknown", "gaps", "findings"}
    known = {row["kind"]: row for row in tables["counts"] if row["yes"]}
    assert (known["CELL"]["yes"], known["CELL"]["possible"], known["CELL"]["unknown"]) == ("2", "0", "")
    assert {row["key"] for row in tables["unknown"]} & {row["key"] for row in tables["carriers"]} == set()
