"""Sites as aspects name them, and where parts are made by plan."""

import re
from collections.abc import Iterator

from rules.link import MadeAt
from rules.reading import Placed
from seed.readers.catenax.moment import read_moment
from seed.readers.catenax.twin import Ledger, Twin
from seed.readers.catenax.typed import PlannedSites, Site

PARTNER = re.compile(r"[0-9A-Za-z]{1,40}")
"""A business partner number of Catena-X, widely taken."""


def facility_of(twin: Twin, site: Site, name: str, pointer: str, ledger: Ledger) -> str | None:
    """Key of a site for production; none for another, which is counted under the name, and for one without a number."""
    if site.function not in (None, "production") or not site.number:
        ledger.ignored[f"{name} {(site.function or '')[:40]}".rstrip()] += 1
        return None
    if PARTNER.fullmatch(site.number):
        return f"urn:bpn:{site.number}"
    message = f"{site.number[:80]!r} is no business partner number of a site."
    ledger.say("INVALID_VALUE", pointer, message, "Write it as in BPNS00000003AYRE.", twin.key)
    return None


def sites_of(twin: Twin, ledger: Ledger) -> Iterator[Placed]:
    """Where the parts of a planned type are made."""
    for name, at, planned in twin.all(PlannedSites):
        for number, site in enumerate(planned.sites):
            place = f"{at}/sites/{number}"
            facility = facility_of(twin, site, f"{name}.sites", place, ledger)
            if facility is None:
                continue
            start, until = site.function_valid_from, site.function_valid_until
            begin = read_moment(twin, f"{place}/functionValidFrom", start, ledger, begins=True) if start else None
            end = read_moment(twin, f"{place}/functionValidUntil", until, ledger) if until else None
            if begin and end and end <= begin:
                message = f"The function ends at {end.isoformat()}, before it begins."
                ledger.say("INVALID_VALUE", place, message, "Correct one of the two times.", twin.key)
                continue
            fact = MadeAt(model=twin.key, facility=facility, valid_from=begin, valid_to=end)
            yield Placed(place, fact)
