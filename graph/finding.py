"""Findings as the graph keeps them."""

import json

from rules.finding import Finding
from rules.vocabulary import Severity


def read_finding(
    code: str, severity: str, pointer: str, message: str, remedy: str, about: list[str], params: str
) -> Finding:
    """From the properties of its node."""
    return Finding(code, Severity(severity), pointer, message, remedy, tuple(about), json.loads(params))
