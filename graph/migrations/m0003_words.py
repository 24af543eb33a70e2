"""The words of keys, numbers and names, for search.

`classic` is the analyzer that fits: it parts keys at colons (`urn:demo:lot:pcam-1` into `urn`, `demo`, `lot` and `pcam-1`), where the standard
one takes `demo:lot:pcam` for a word; it keeps a number such as `KZZATLAS0SU000001` or `B-17` whole, where the simple one drops digits; and it takes
Korean word by word, where the one for Korean makes pairs of syllables that no typo and no beginning of a word can be found by.
"""

from typing import LiteralString

STATEMENTS: tuple[LiteralString, ...] = (
    """
CREATE FULLTEXT INDEX words IF NOT EXISTS
FOR (n:Item|Process|Party|Facility|Model|Charger|Certificate|Identifier|Version)
ON EACH [n.id, n.serial, n.lot, n.value, n.name, n.name_ko]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'classic', `fulltext.eventually_consistent`: false}}
""",
)
