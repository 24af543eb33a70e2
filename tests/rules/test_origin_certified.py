"""The share that passed something certified, by scope. When a certificate held is decided by the graph's statement."""

import pytest

from rules.origins import Origins
from tests.rules.upstream import origins

CHAIN = """
    dig-a EXTRACTION: -> 60 kg a {LITHIUM .1}
    dig-b EXTRACTION: -> 40 kg b {LITHIUM .1}
    mix BLENDING blended: 60 kg a, 40 kg b -> 100 kg mixed {LITHIUM .1}
    wind CELL_PRODUCTION blended: 100 kg mixed -> 100 pc cells @1 {LITHIUM .1 only}
    join PACK_ASSEMBLY: -> 1 pc pack
    pack = 50 pc cells
"""


def covered(found: Origins) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Share and certificates by scope."""
    return {str(one.scope): (round(one.share, 9), one.certificates) for one in found.certified}


CASES = [
    pytest.param("one ENVIRONMENT ..: dig-a", {"ENVIRONMENT": (0.6, ("one",))}, id="a-mine"),
    pytest.param(
        "one ENVIRONMENT ..: dig-a\ntwo ENVIRONMENT ..: dig-b",
        {"ENVIRONMENT": (1, ("one", "two"))},
        id="two-mines-add-up",
    ),
    pytest.param(
        "one ENVIRONMENT ..: dig-a\ntwo ENVIRONMENT ..: dig-a",
        {"ENVIRONMENT": (0.6, ("one", "two"))},
        id="two-certificates-of-one-mine-count-once",
    ),
    pytest.param(
        "one ENVIRONMENT ..: dig-a\ntwo ENVIRONMENT ..: mix",
        {"ENVIRONMENT": (1, ("one", "two"))},
        id="two-on-one-way-count-once",
    ),
    pytest.param(
        "one ENVIRONMENT ..: dig-a\ntwo QUALITY ..: dig-b",
        {"ENVIRONMENT": (0.6, ("one",)), "QUALITY": (0.4, ("two",))},
        id="scopes-are-apart",
    ),
    pytest.param("one QUALITY ..: b", {"QUALITY": (0.4, ("one",))}, id="a-lot"),
    pytest.param("one QUALITY ..: join", {"QUALITY": (1, ("one",))}, id="the-run-that-assembled-the-whole"),
    pytest.param("one QUALITY ..: pack", {"QUALITY": (1, ("one",))}, id="the-item-itself"),
    pytest.param("", {}, id="none"),
]


@pytest.mark.parametrize(("certificates", "expected"), CASES)
def test_what_passed_something_certified_is_covered_once(
    certificates: str, expected: dict[str, tuple[float, tuple[str, ...]]]
) -> None:
    assert covered(origins(f"{CHAIN}\n{certificates}", "pack")) == expected


def test_certificates_of_what_is_not_upstream_do_not_count() -> None:
    assert covered(origins(f"{CHAIN}\none QUALITY ..: join", "cells")) == {}


def test_a_certified_run_covers_what_it_took_in_of_unknown_origin_too() -> None:
    text = "30 kg a {LITHIUM .1}\nmix BLENDING: 30 kg a -> 100 kg out {LITHIUM .1}\none QUALITY ..: mix"
    found = origins(text, "out")
    assert found.coverage == 0
    assert covered(found) == {"QUALITY": (1, ("one",))}
