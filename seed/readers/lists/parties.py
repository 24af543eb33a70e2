"""Parties and plants of a list, which are named more often than they are keyed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from rules.facility import Facility
from rules.key import is_local, named_key
from rules.party import Party
from rules.reading import Placed
from rules.record import KEY_PATTERN
from seed.readers.lists.mapping import Mapping
from seed.readers.lists.row import Entry
from seed.readers.lists.sheet import Ledger

KEY = re.compile(KEY_PATTERN)
BPN = re.compile(r"^BPN[LSA][0-9A-Z]{12}$")


@dataclass(slots=True)
class Directory:
    """Keys of what the list names. What has a name alone gets a key that holds in all lists of its sender."""

    sender: str
    mapping: Mapping
    ledger: Ledger
    parties: dict[str, Placed] = field(default_factory=dict)
    facilities: dict[str, tuple[Facility, str]] = field(default_factory=dict)

    def party(self, entry: Entry) -> str:
        """The key of the party; a finding the first time that it has none of its own."""
        text = self.mapping.parties.get(entry.value, entry.value)
        known = _key(text)
        if known is not None:
            return known
        key = named_key("party", self.sender, text)
        if key not in self.parties:
            try:
                self.parties[key] = Placed(entry.place, Party(key=key, name=text))
            except ValidationError:
                self.refuse(entry)
                return key
            message = f"{text} is named without a key; it is {key}, and what it states itself under its own key does not meet it."
            remedy = f'Tell its key by the mapping, as in {{"parties": {{"{text}": "urn:bpn:BPNL..."}}}}.'
            self.ledger.say("PARTY_WITHOUT_KEY", entry.place, message, remedy, name=text)
        return key

    def facility(self, entry: Entry, country: Entry | None, operator: str) -> tuple[str, bool]:
        """(the key of the plant, whether this list states it); its country from the first row that has one."""
        known = _key(entry.value)
        if known is not None:
            return known, False
        key = named_key("facility", self.sender, entry.value)
        first = self.facilities.get(key)
        if first is None or (first[0].country is None and country is not None):
            told = {"operator": operator, "country": country.value if country else None}
            try:
                self.facilities[key] = (Facility(key=key, name=entry.value, **told), entry.place)
            except ValidationError:
                self.refuse(entry)
        elif country is not None and first[0].country != country.value:
            message = f"{entry.value} is in {first[0].country} by {first[1]} and in {country.value} by {country.place}."
            self.ledger.say("CONTRADICTING_ROWS", country.place, message, "Correct the one that is wrong; two plants have two names.", first=first[1])  # fmt: skip
        return key, True

    def refuse(self, entry: Entry) -> None:
        """A finding on a name that no key can be made of."""
        message = f"{entry.value[:80]!r} is too long for a name, or has characters that cannot be seen."
        self.ledger.say("INVALID_VALUE", entry.place, message, "Shorten it, or write the key instead.")

    def stated(self) -> Iterator[Placed]:
        """The parties and plants that have a name alone."""
        yield from self.parties.values()
        yield from (Placed(place, facility) for facility, place in self.facilities.values())


def _key(text: str) -> str | None:
    if BPN.match(text):
        return f"urn:bpn:{text}"
    return text if KEY.match(text) and not is_local(text) else None
