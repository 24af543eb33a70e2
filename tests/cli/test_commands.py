"""What a person types and sees."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.native import car, document


@pytest.fixture(scope="session")
def loaded(batlas: Run, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small chain of tests/native.py under the prefix `urn:cli`, loaded from a file."""
    file = tmp_path_factory.mktemp("files") / "car.ndjson"
    file.write_text(car("urn:cli"))
    done = batlas("load", str(file))
    assert done.returncode == 0, done.stderr
    assert "accepted" in done.stdout
    return str(file)


def test_a_file_is_loaded_once(batlas: Run, loaded: str) -> None:
    again = batlas("load", "--json", loaded)
    report = json.loads(again.stdout)
    assert (again.returncode, report["outcome"], report["created"]) == (0, "UNCHANGED", 0)
    assert report["file"] == loaded
    assert {"submissionKey", "stubCount", "findings"} <= report.keys(), "the shape of the GraphQL answer"


def test_a_broken_file_is_explained_and_refused(batlas: Run, tmp_path: Path) -> None:
    file = tmp_path / "broken.ndjson"
    file.write_text(
        document("urn:cli:s", {"type": "item", "key": "urn:cli:b", "kind": "CELL", "unit": "KG", "quantity": 0})
    )
    done = batlas("load", str(file))
    assert done.returncode == 3
    assert "NON_POSITIVE_QUANTITY" in done.stdout
    assert "line 2 /quantity" in done.stdout
    assert "State a positive number" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_dry_run_writes_nothing(batlas: Run, tmp_path: Path) -> None:
    file = tmp_path / "dry.ndjson"
    file.write_text(document("urn:cli:s", {"type": "party", "key": "urn:cli:dry"}))
    assert "would be accepted" in batlas("load", "--dry-run", str(file)).stdout
    assert "would be accepted" in batlas("load", "--dry-run", str(file)).stdout, "still new"


def test_a_file_that_is_not_there_is_told(batlas: Run) -> None:
    done = batlas("load", "nowhere.ndjson")
    assert done.returncode == 1
    assert "nowhere.ndjson cannot be read" in done.stderr


@pytest.mark.usefixtures("loaded")
def test_a_trace_is_a_tree_and_json_is_the_answer_of_graphql(batlas: Run) -> None:
    by_key = batlas("trace", "urn:cli:car")
    assert by_key.returncode == 0, by_key.stderr
    assert "x 2" in by_key.stdout, "the two cells are one branch"
    assert "AU 1" in by_key.stdout
    answer = json.loads(batlas("trace", "urn:cli:car", "--json").stdout)
    assert {"start", "nodes", "edges", "gaps", "coverage", "revision", "truncated", "warnings"} <= answer.keys()
    assert len(answer["nodes"]) == 11


@pytest.mark.usefixtures("loaded")
def test_origins_are_a_table_and_json(batlas: Run) -> None:
    table = batlas("origins", "urn:cli:car", "lithium")
    assert "Mine A" in table.stdout
    assert "70.00%" in table.stdout
    answer = json.loads(batlas("origins", "urn:cli:car", "LITHIUM", "--json").stdout)
    assert [share["share"] for share in answer["bySource"]["shares"]] == pytest.approx([0.7, 0.3])
    none = batlas("origins", "urn:cli:car", "nickel")
    assert "none" in none.stdout


@pytest.mark.usefixtures("loaded")
def test_a_path_is_a_tree_and_json(batlas: Run) -> None:
    tree = batlas("path", "urn:cli:mine-a", "VIN-urn:cli", "--mineral", "lithium")
    assert tree.returncode == 0, tree.stderr
    # 70 % of the cathode's 0.7 kg of lithium came from mine A, and all of it is in the car by two cells.
    assert "70.00% of its lithium, 0.49 kg" in tree.stdout
    assert "By all ways together 70.00%" in tree.stdout
    assert [word in tree.stdout for word in ("Mine A, CL", "cathode production Plant, KR", "x 2")] == [True] * 3
    answer = json.loads(batlas("path", "urn:cli:cathode", "urn:cli:car", "--json").stdout)
    assert len(answer["ways"]) == 1
    none = batlas("path", "urn:cli:owner", "urn:cli:car")
    assert "Nothing that is stated leads" in none.stdout


@pytest.mark.usefixtures("loaded")
def test_a_path_says_what_cannot_be_told_and_that_it_ends_at_an_item(batlas: Run, tmp_path: Path) -> None:
    content = {"kind": "MEASURED", "fractions": {"LITHIUM": 0.1}}
    lot = {"type": "item", "kind": "MATERIAL", "unit": "KG", "quantity": 10, "composition": content}
    file = tmp_path / "silent.ndjson"
    file.write_text(
        document(
            "urn:cli:s",
            lot | {"key": "urn:cli:silent-in"},
            lot | {"key": "urn:cli:silent-out"},
            {"type": "process", "key": "urn:cli:silent", "kind": "REFINING", "ended": "2025-01-01T00:00:00Z"},
            {"type": "consumed", "process": "urn:cli:silent", "item": "urn:cli:silent-in"},
            {"type": "consumed", "process": "urn:cli:silent", "item": "urn:cli:silent-else"},
            {"type": "produced", "item": "urn:cli:silent-out", "process": "urn:cli:silent"},
        )
    )
    assert batlas("load", str(file)).returncode == 0
    untold = batlas("path", "urn:cli:silent-in", "urn:cli:silent-out", "--mineral", "lithium")
    assert ("share not known" in untold.stdout, "By all ways together unknown" in untold.stdout) == (True, True)
    wrong = batlas("path", "urn:cli:mine-a", "urn:cli:maker")
    assert wrong.returncode == 1
    assert "urn:cli:maker is a party. A path ends at an item" in wrong.stderr.replace("\n", " ")


def test_what_is_unknown_is_told(batlas: Run) -> None:
    for arguments in (
        ("trace", "urn:nobody:knows"),
        ("origins", "NOBODY-KNOWS", "lithium"),
        ("path", "urn:a:b", "urn:a:c"),
    ):
        done = batlas(*arguments)
        assert done.returncode == 1
        assert "NOT_FOUND" in done.stderr


@pytest.mark.usefixtures("loaded")
def test_a_thing_is_found_by_a_word_of_it_with_a_typo(batlas: Run) -> None:
    table = batlas("search", "메이커")
    assert ("party" in table.stdout, "urn:cli:maker" in table.stdout) == (True, True), table.stderr
    hits = [json.loads(line) for line in batlas("search", "cathde-urn:cli", "--json").stdout.splitlines()]
    assert hits[0]["key"] == "urn:cli:cathode"
    assert batlas("search", "unobtainium").returncode == 1


@pytest.mark.usefixtures("loaded")
def test_a_number_with_a_typo_is_the_one_thing_it_is_near_to_or_names_the_nearest(batlas: Run) -> None:
    one = batlas("trace", "VIM-urn:cli", "--json")
    assert json.loads(one.stdout)["start"] == "urn:cli:car", one.stderr
    assert "this is VIN-urn:cli (urn:cli:car)" in one.stderr
    several = batlas("trace", "cell-urn:cli")
    assert several.returncode == 1
    assert ("cell-1-urn:cli (urn:cli:cell-1)" in several.stderr, "cell-2" in several.stderr) == (True, True)


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "word"),
    [
        pytest.param(("origins", "x", "unobtainium"), {}, 2, "unobtainium", id="unknown-mineral"),
        pytest.param(("trace", "urn:cli:car", "--at", "2025-05-01"), {}, 1, "zone", id="time-without-zone"),
        pytest.param(("trace", "urn:cli:car", "--at", "yesterday"), {}, 1, "yesterday", id="no-time"),
        pytest.param(("search", "Maker", "--first", "0"), {}, 2, "--first", id="no-hits-asked-for"),
        pytest.param(("nothing",), {}, 2, "nothing", id="unknown-command"),
        pytest.param(("trace", "urn:a:b"), {"BATLAS_HEAP_MB": "many"}, 1, "BATLAS_HEAP_MB", id="wrong-setting"),
        pytest.param(("serve",), {"BATLAS_HOST": "example.com"}, 1, "BATLAS_HOST", id="not-loopback"),
        pytest.param(("trace", "urn:a:b"), {"NEO4J_URI": "bolt://127.0.0.1:9"}, 1, "NEO4J_URI", id="no-server"),
        pytest.param(("trace", "urn:a:b"), {"NEO4J_URI": "junk"}, 1, "NEO4J_URI", id="junk-uri"),
    ],
)  # fmt: skip
def test_wrong_usage_is_explained_without_a_traceback(
    batlas: Run, arguments: tuple[str, ...], environment: dict[str, str], code: int, word: str
) -> None:
    done = batlas(*arguments, **environment)
    assert done.returncode == code
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_the_schemas_are_exported(batlas: Run, tmp_path: Path) -> None:
    assert "type Query {" in batlas("export-schema").stdout
    file = tmp_path / "native.json"
    assert batlas("export-schema", "--kind", "native", "-o", str(file)).returncode == 0
    assert json.loads(file.read_text())["$schema"].endswith("2020-12/schema")
    assert batlas("export-schema", "-o", "/nowhere/x").returncode == 1


def test_migrate_says_where_the_graph_is(batlas: Run) -> None:
    batlas("migrate")
    assert "Nothing to do. The graph is at migration" in batlas("migrate").stdout


def test_the_demo_shows_a_trace_and_origins_with_an_unknown(batlas: Run) -> None:
    done = batlas("demo", "--vehicles", "2", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert "Salar de Atacama brine field" in done.stdout
    assert "unknown 100.00%, not stated: urn:batlas-demo:lot:ingot-0" in done.stdout
    assert "65.00%" in done.stdout
    _, then, now = done.stdout.split("natural graphite in")
    # Of the anode's graphite 60 % is Chinese; the papers on the rest, from Mozambique, come late.
    assert ("By country: CN 60.00%, unknown 40.00%" in then, "By country: CN 60.00%, MZ 40.00%" in now) == (True, True)


def test_a_list_is_loaded_with_its_sender_and_mapping(batlas: Run, tmp_path: Path) -> None:
    file, mapping = tmp_path / "lots.csv", tmp_path / "mapping.json"
    file.write_text("Lot;Menge netto;Farbe;Preis\nLIST-1;2,5;rot;7\n", encoding="cp949")
    unsaid = batlas("load", str(file))
    assert (unsaid.returncode, "NO_SENDER" in unsaid.stdout, "--sender" in unsaid.stdout) == (3, True, True)
    mapping.write_text('{"columns": {"Farbe": "ignore"}}')
    told = ("--sender", "urn:cli:lister", "--map", "Menge netto=quantity (t)", "--mapping", str(mapping))
    dry = batlas("load", "--dry-run", str(file), *told)
    assert "would be accepted" in dry.stdout, dry.stderr
    assert "'Preis' is not understood" in dry.stdout
    assert "'Farbe'" not in dry.stdout
    assert "accepted" in batlas("load", str(file), *told, "--title", "May").stdout
    (item,) = json.loads(batlas("trace", "LIST-1", "--json").stdout)["nodes"]
    assert (item["quantity"], item["unit"]) == (2500, "KG")
    wrong = batlas("load", str(file), "--sender", "urn:cli:lister", "--map", "Menge netto")
    assert (wrong.returncode, "--map" in wrong.stderr) == (1, True)


@pytest.mark.usefixtures("loaded")
def test_an_answer_is_exported_to_a_file_or_to_stdout(batlas: Run, tmp_path: Path) -> None:
    file = tmp_path / "trace.graphml"
    done = batlas("export", "trace", "urn:cli:car", "-o", str(file))
    assert done.returncode == 0, done.stderr
    assert file.read_text().count("<node ") == 11
    rows = batlas("export", "trace", "urn:cli:car", "--table", "edges").stdout
    assert len(rows.splitlines()) == 1 + 11, "headers and eleven steps"
    shares = batlas(
        "export", "origins", "urn:cli:car", "--mineral", "lithium", "--format", "ndjson", "--table", "shares"
    )
    assert {json.loads(line)["by"] for line in shares.stdout.splitlines()} == {"SOURCE", "OPERATOR", "COUNTRY"}
    lots = batlas("export", "recall", "urn:cli:salt-a", "urn:cli:salt-b", "--format", "ndjson", "--table", "recall")
    assert json.loads(lots.stdout)["lots"] == ["urn:cli:salt-a", "urn:cli:salt-b"]
    for wrong, word in (
        (("weather", "x"), "origins"),
        (("trace", "x", "--format", "xls"), "graphml"),
        (("trace", "x", "y"), "trace is about one item"),
        (("trace", "x", "--ever"), "trace takes no --ever"),
    ):
        refused = batlas("export", *wrong)
        assert (refused.returncode, word in refused.stderr) == (1, True)


def test_a_bulk_load_wants_an_empty_graph_and_has_no_dry_run(batlas: Run, loaded: str) -> None:
    full = batlas("load", "--bulk", loaded)
    assert full.returncode == 1
    assert "CONFLICT" in full.stderr
    assert "load without --bulk, or set BATLAS_HOME to a new directory" in full.stderr.replace("\n", " ")
    dry = batlas("load", "--bulk", "--dry-run", loaded)
    assert (dry.returncode, "has no dry run" in dry.stderr) == (1, True)


def test_a_world_that_memory_does_not_hold_is_not_loaded_in_bulk(batlas: Run) -> None:
    done = batlas("demo", "--bulk", "--no-serve", "--vehicles", "5000000")
    assert done.returncode == 1
    assert "takes 650 GB of memory" in done.stderr.replace("\n", " ")
