"""What is said about facts in words: findings and disputes."""

from dataclasses import replace

from rules.disclosure.sight import Sight
from rules.dispute import Dispute
from rules.finding import Finding

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
