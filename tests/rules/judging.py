"""A native document judged without a database: read, resolved and checked against what a test says is known."""

from datetime import UTC, datetime

from rules.checks.cycle import Edge
from rules.checks.document import references
from rules.checks.identifier import check_identifiers
from rules.checks.judge import edges_of, judge, judge_cycles, judge_size, judge_subjects
from rules.checks.known import Known
from rules.checks.names import resolve
from rules.checks.noun import check_item_keys, check_nouns
from rules.checks.novelty import sort_by_novelty
from rules.finding import Finding
from rules.reading import Reading
from seed.readers import read

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def judge_document(content: bytes, known: Known | None = None, max_records: int = 25_000) -> list[Finding]:
    """Every finding on the document, in the order in which intake makes them."""
    reading = read("batlas", content)
    return [*reading.findings, *judge_size(reading, max_records), *judge_reading(reading, known or Known())]


def judge_reading(reading: Reading, known: Known, walked: tuple[Edge, ...] = ()) -> list[Finding]:
    """The findings of the checks on what was read."""
    if reading.header is None:
        return []
    sender, profile = reading.header.sender, reading.profile
    document, findings = resolve(reading, sender)
    novelty = sort_by_novelty(document, known, sender, profile)
    named = {key for p in (*document.nodes.values(), *document.links.values()) for _, key in references(p.fact)}
    stated = {key for _, key in document.nodes}
    new = [*novelty.new, *novelty.closing]
    edges = [*edges_of(placed.fact for placed in document.links.values()), *walked]
    return [
        *findings,
        *check_item_keys(document, sender, profile),
        *check_identifiers(document, {}, profile),
        *check_nouns(document, sender, {}, profile),
        *novelty.findings,
        *judge(document, known, new, profile, NOW, whole=not reading.findings),
        *judge_subjects(named | stated, document, profile),
        *judge_cycles(edges, document, profile),
    ]
