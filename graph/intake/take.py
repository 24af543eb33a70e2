"""Take a document in: all of it, or nothing of it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime

from graph.database import Database, Transaction
from graph.disclosure import disclose_report
from graph.intake.absorb import absorb_stubs, find_merged
from graph.intake.close import close_intervals
from graph.intake.correct import plan_correction, supersede
from graph.intake.dispute import write_disputes
from graph.intake.flows import walk_back
from graph.intake.ledger import enter, lock, seen
from graph.intake.neighbours import look_around
from graph.intake.surroundings import Surroundings, survey
from graph.intake.write import write_facts, write_stubs
from rules.checks.correction import find_retracted
from rules.checks.cycle import adjacency
from rules.checks.document import Document
from rules.checks.judge import edges_of, judge, judge_cycles, judge_merged, judge_size, judge_subjects
from rules.checks.names import resolve
from rules.checks.noun import check_item_keys
from rules.checks.novelty import Novelty, sort_by_novelty
from rules.finding import Finding
from rules.key import submission_key
from rules.reading import Reading
from rules.report import FINDINGS_TOLD, Outcome, Report
from rules.right import require_sender
from rules.scope import Scope
from rules.vocabulary import Profile, Severity

MAX_RECORDS = 25_000
STUBS_TOLD = 100
UNREADABLE = frozenset({"TOO_MANY_RECORDS", "TOO_MANY_FAULTS"})
"""Codes of documents that were not read to their end."""


class _Refused(Exception):
    """Rolls the transaction back."""


class _Checked(Exception):
    """Rolls the transaction of a dry run back."""


@dataclass(slots=True)
class _Course:
    """What is found out on the way."""

    findings: list[Finding]
    revision: int | None = None
    created: int = 0
    unchanged: int = 0
    superseded: int = 0
    stubs: list[str] = field(default_factory=list)
    outcome: Outcome = Outcome.ACCEPTED
    dry_run: bool = False


async def take_in(
    scope: Scope,
    database: Database,
    reading: Reading,
    *,
    now: datetime,
    dry_run: bool = False,
    max_records: int = MAX_RECORDS,
) -> Report:
    """Check the document and write it in one transaction under the ledger's lock.

    Errors among the findings refuse it; the report then has them all, and nothing is written. The same document again is UNCHANGED.
    A dry run writes and is rolled back. Raises Forbidden for a viewer who may not send this document, Unavailable where the database does not answer; then too nothing is written,
    unless the connection broke while the commit was under way: sending the document again tells.
    """
    require_sender(scope.viewer, reading.header and reading.header.sender)
    # What needs no database is done before the lock is held, and off the event loop: a large document takes a second of it.
    prepared = await asyncio.to_thread(prepare, reading, max_records)
    report = await take_prepared(database.transaction, prepared, now=now, dry_run=dry_run)
    written = prepared.document.texts if prepared.document else frozenset[str]()
    return await disclose_report(scope, database, report, written)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as far as it can be judged without the graph."""

    reading: Reading
    """Its facts are those of the document, under the names that it gives them itself."""
    records: int
    document: Document | None
    """With global keys; none where it is refused already."""
    findings: list[Finding]
    """On its form and size."""
    on_names: list[Finding]


def prepare(reading: Reading, max_records: int = MAX_RECORDS) -> Prepared:
    """Resolve the document's names, unless it is too large or its reader gave up."""
    findings, records = [*reading.findings, *judge_size(reading, max_records)], len(reading.facts)
    if not reading.counts:
        reading = replace(reading, counts=Counter(placed.fact.type for placed in reading.facts))
    if reading.header is None or any(finding.code in UNREADABLE for finding in findings):
        return Prepared(reading, records, None, findings, [])
    document, on_names = resolve(reading, reading.header.sender)
    on_names += check_item_keys(document, reading.header.sender, reading.profile)
    return Prepared(reading, records, document, findings, on_names)


async def take_prepared(
    begin: Callable[[], AbstractAsyncContextManager[Transaction]],
    prepared: Prepared,
    *,
    now: datetime,
    dry_run: bool = False,
) -> Report:
    """Check the document against what the transaction reads, and write it there, or nothing of it."""
    reading, course = prepared.reading, _Course(list(prepared.findings), dry_run=dry_run)
    if prepared.document is None:
        course.outcome = Outcome.REFUSED
        return _report(reading, course)
    try:
        async with begin() as transaction:
            await _take(transaction, prepared, prepared.document, course, now)
    except _Refused:
        course.outcome, course.revision = Outcome.REFUSED, None
    except _Checked:
        course.outcome, course.revision = Outcome.CHECKED, None
    return _report(reading, course)


async def _take(
    transaction: Transaction, prepared: Prepared, document: Document, course: _Course, now: datetime
) -> None:
    reading = prepared.reading
    assert reading.header is not None  # noqa: S101 - seen by the caller
    key, sender, profile = submission_key(reading.identity), reading.header.sender, reading.profile
    newest = await lock(transaction)
    course.revision = await seen(transaction, key)
    if course.revision is not None:
        course.outcome, course.unchanged = Outcome.UNCHANGED, prepared.records
        return
    whole = not _errors(reading.findings)
    around = await survey(transaction, document, sender, profile)
    corrects = reading.header.corrects
    if corrects is not None or document.withdrawn:
        if reading.of_any_document:
            superseded, faults = find_retracted(around.document, around.known, sender, profile)
        else:
            superseded, faults = await plan_correction(
                transaction, around.document, around.known, corrects, sender, profile
            )
        course.findings += faults
        course.superseded = len(superseded)
        await supersede(transaction, superseded, newest + 1)
        # What is corrected is a stub or gone by now, and what corrects it is new.
        around = await survey(transaction, replace(document, withdrawn={}), sender, profile)
    novelty = sort_by_novelty(around.document, around.known, sender, profile)
    disputed = novelty.disputed
    if disputed:
        # What differs from what is stated is kept beside it, and nothing else is made of it.
        course.findings += novelty.findings
        rest = around.document.without(placed.fact for placed in disputed)
        around = await survey(transaction, rest, sender, profile)
        novelty = sort_by_novelty(around.document, around.known, sender, profile)
    new = [*novelty.new, *novelty.closing]
    known = await look_around(transaction, around, new)
    merged = await find_merged(transaction, around.absorbed)
    course.findings += [*prepared.on_names, *around.findings, *novelty.findings]
    course.findings += await asyncio.to_thread(judge, around.document, known, new, profile, now, whole=whole)
    course.findings += judge_subjects(around.subjects, around.document, profile)
    course.findings += judge_merged(merged.clashes, around.document, profile)
    course.findings += await _cycles(transaction, around, profile, novelty)
    course.stubs = _stubs(around)
    course.created, course.unchanged = len(new), novelty.unchanged
    if _errors(course.findings):
        raise _Refused
    course.revision = newest + 1
    stamp = {"submission": key, "since_rev": course.revision}
    await write_stubs(transaction, around.referred)
    await write_facts(transaction, novelty.new, stamp, sender, around.subjects)
    # What a document ends may hang on a stub until that is its item.
    await absorb_stubs(transaction, around.absorbed, merged)
    await close_intervals(transaction, novelty.closing, stamp)
    await write_disputes(transaction, disputed, stamp, sender)
    await enter(transaction, reading, prepared.records, stamp, now, _sorted(course.findings), _report(reading, course))
    if course.dry_run:
        # What only shows when it is written, such as too little memory, a dry run has met by now too.
        raise _Checked


async def _cycles(
    transaction: Transaction, around: Surroundings, profile: Profile, novelty: Novelty
) -> Iterable[Finding]:
    edges = edges_of(placed.fact for placed in around.document.links.values())
    new = adjacency(edges_of(placed.fact for placed in novelty.new))
    own = around.absorbed
    known = {key for _, key in around.known.nodes} | set(own.values())
    if new.keys() & known or own:
        # Only a known thing that gains something upstream, or turns out to be another, can close a circle through what the graph holds.
        behind = {target for targets in new.values() for target in targets} & known
        walked = await walk_back(transaction, behind | own.keys() | set(own.values()))
        edges += [(own.get(s, s), own.get(t, t)) for s, targets in walked.items() for t in targets]
    return judge_cycles(edges, around.document, profile)


def _stubs(around: Surroundings) -> list[str]:
    missing = {
        key
        for label, keys in around.referred.items()
        for key in keys
        if around.known.nodes.get((label, key)) is None and key not in around.absorbed
    }
    return sorted(missing)


def _errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: ORDER[finding.severity])


def _report(reading: Reading, course: _Course) -> Report:
    report = Report(
        outcome=course.outcome,
        submission=submission_key(reading.identity),
        format=reading.format,
        profile=reading.profile,
        sha256=reading.sha256,
        sender=reading.header.sender if reading.header else None,
        revision=course.revision,
        dry_run=course.dry_run,
        counts=reading.counts,
        unchanged=course.unchanged,
        stubs=tuple(course.stubs[:STUBS_TOLD]),
        stub_count=len(course.stubs),
        ignored=reading.ignored,
        findings=tuple(_sorted(course.findings)[:FINDINGS_TOLD]),
        finding_count=len(course.findings),
    )
    written = course.outcome in (Outcome.ACCEPTED, Outcome.CHECKED)
    if not written:
        return report
    return replace(report, created=course.created, superseded=course.superseded)
