"""What is said about facts in words: findings and disputes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rules.disclosure.sight import Sight
from rules.dispute import Dispute
from rules.finding import Finding
from rules.report import Report

WORD = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s,;'\"()]*[^\s,;'\"().:]")
"""What has the form of a key (rules/record), without the punctuation behind it."""

CONCEALED = "What this says names others than you; it is withheld."


def conceal_finding(finding: Finding, sight: Sight) -> Finding:
    """Its code and severity, and what it is about; its words may name anybody."""
    about = tuple(sight.name(key) for key in finding.about)
    return Finding(finding.code, finding.severity, "", CONCEALED, "", about)


def conceal_dispute(dispute: Dispute, sight: Sight) -> Dispute:
    """That somebody states otherwise, and when; the viewer's own as they are."""
    if dispute.submission in sight.known:
        return dispute
    return replace(
        dispute, sender=sight.name(dispute.sender), submission=sight.cover.hide(dispute.submission), record=None
    )


def keys_of_report(report: Report) -> Iterator[str]:
    """All that has the form of a key in what is said of a document."""
    for finding in report.findings:
        yield from WORD.findall(f"{finding.message} {finding.remedy}")
        yield from finding.about


def conceal_report(report: Report, sight: Sight) -> Report:
    """The report with names for the keys of others that its findings speak of; it is told to who sent the document alone."""
    return replace(report, findings=tuple(_spoken(finding, sight) for finding in report.findings))


def _spoken(finding: Finding, sight: Sight) -> Finding:
    def named(text: str) -> str:
        return WORD.sub(lambda found: sight.name(found[0]), text)

    return replace(
        finding,
        message=named(finding.message),
        remedy=named(finding.remedy),
        about=tuple(sight.name(key) for key in finding.about),
        params={name: named(value) if isinstance(value, str) else value for name, value in finding.params.items()},
    )
