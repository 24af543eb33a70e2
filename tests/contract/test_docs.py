"""The documents are complete, and what they promise is there."""

import json
import re
from pathlib import Path

import graphql
import pytest
import typer

from app.cli.main import app
from app.settings import GivenNeo4j, Settings
from rules.search import Candidate, Noun, SearchField, rank
from schema.build import build
from seed.readers import read
from seed.world import documents

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"`BATLAS_{name.upper()}`" in README


@pytest.mark.parametrize("name", GivenNeo4j.model_fields)
def test_every_variable_of_neo4j_is_in_the_readme(name: str) -> None:
    assert f"`NEO4J_{name.upper()}`" in README


def test_every_command_is_in_the_readme() -> None:
    click = typer.main.get_command(app)
    names = list(click.commands)  # pyright: ignore[reportAttributeAccessIssue] - a group
    assert [name for name in names if f"`batlas {name}" not in README] == []


def test_every_target_of_the_makefile_is_in_the_readme() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert [target for target in targets if f"`make {target}`" not in README] == []


def test_the_question_of_the_readme_is_json_that_the_schema_knows() -> None:
    (body,) = re.findall(r"-d '(.*)'\n", README)
    assert graphql.validate(build()._schema, graphql.parse(json.loads(body)["query"])) == []


def test_the_searches_of_the_readme_find_something_in_the_demo() -> None:
    """By names alone; the revision of each of the demo's documents is its number where the graph was empty."""
    examples = re.findall(r"^(\{ search\(text: \"(.+?)\".*)$", README, flags=re.MULTILINE)
    assert len(examples) == 3
    named: list[tuple[int, str, str, Candidate]] = []
    for revision, document in enumerate(documents(2), 1):
        for placed in read("batlas", document.content).facts:
            fact = placed.fact
            names = ((SearchField.NAME, "name"), (SearchField.NAME_KO, "name_ko"))
            called = tuple((field, getattr(fact, name)) for field, name in names if getattr(fact, name, None))
            if called:
                noun = Noun(fact.type.upper())
                named.append(
                    (revision, noun, str(getattr(fact, "kind", "")), Candidate(noun, getattr(fact, "key", ""), called))
                )
    for example, text in examples:
        assert graphql.validate(build()._schema, graphql.parse(example)) == []
        nouns, kinds, newest = (
            re.findall(pattern, example) for pattern in (r"nouns: \[(\w+)", r"kinds: \[(\w+)", r"revision: (\d+)")
        )
        candidates = [
            candidate
            for revision, noun, kind, candidate in named
            if nouns in ([], [noun]) and kinds in ([], [kind]) and revision <= int((newest or [10**6])[0])
        ]
        assert rank(text, candidates), example


def test_no_committed_file_names_a_package_registry() -> None:
    hosts = re.compile(
        "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.(org|com)", "repo1?" + r"\.maven"])
    )
    for path in ROOT.rglob("*"):
        if (
            path.is_file()
            and not {".venv", ".git", "node_modules"} & set(path.parts)
            and path.suffix in {".txt", ".lock", ".toml", ".md", ".sh", ".py", ".json", ".mjs", ""}
        ):
            assert not hosts.search(path.read_text(errors="ignore")), path


def test_the_architecture_stays_readable() -> None:
    assert len((ROOT / "docs" / "ARCHITECTURE.md").read_text().splitlines()) <= 300


def test_files_stay_small() -> None:
    for package in ("app", "schema", "loaders", "graph", "rules", "seed"):
        for path in (ROOT / package).rglob("*.py"):
            assert len(path.read_text().splitlines()) <= 300, path
