"""What is called so?"""

import re
from collections.abc import Collection
from typing import Any

from graph.database import Database
from graph.disclosure import sees_all, stated_by
from graph.partner import find_partners
from graph.restore import as_of
from rules.errors import InvalidInput
from rules.scope import Scope
from rules.search import Candidate, Found, Noun, SearchField, rank
from rules.vocabulary import ItemKind
from rules.words import HANGUL, edits, fold

LONGEST = 512
"""Characters that may be searched for: the longest key."""

MOST = 1_000
"""Things that are judged; the index gives its best first."""

LOOKED_AT = 5 * MOST
"""Entries of the index that are read for them: a noun that is not asked for, and a thing of several entries, take some."""

MOST_WORDS = 8
"""Words that the index is asked for; a thing must be near to the others too."""

LABELS = {noun: noun.capitalize() for noun in Noun}

# What the numbers are exactly goes first, whatever the index thinks of it.
SEARCH = """
MATCH (ledger:Ledger {id: 'ledger'})
WITH CASE WHEN $now THEN ledger.revision ELSE $revision END AS revision
CALL (revision) {
  CALL () {
    MATCH (found:Item {id: $text}) RETURN found
    UNION MATCH (found:Process {id: $text}) RETURN found
    UNION MATCH (found:Party {id: $text}) RETURN found
    UNION MATCH (found:Facility {id: $text}) RETURN found
    UNION MATCH (found:Model {id: $text}) RETURN found
    UNION MATCH (found:Charger {id: $text}) RETURN found
    UNION MATCH (found:Certificate {id: $text}) RETURN found
    UNION MATCH (found:Item {serial: $text}) RETURN found LIMIT $most
    UNION MATCH (found:Item {lot: $text}) RETURN found LIMIT $most
    UNION MATCH (found:Version {serial: $text}) RETURN found LIMIT $most
    UNION MATCH (found:Version {lot: $text}) RETURN found LIMIT $most
    UNION MATCH (found:Identifier {value: $text}) RETURN found LIMIT $most
    UNION
    WITH $query AS query WHERE query <> ''
    CALL db.index.fulltext.queryNodes('words', query, {limit: $looked_at}) YIELD node
    RETURN node AS found
  }
  OPTIONAL MATCH (found)-[:IDENTIFIES]->(holder)
  WITH coalesce(holder, found) AS told
  OPTIONAL MATCH (told)<-[:HAD_VERSION]-(present)
  WITH DISTINCT coalesce(present, told) AS n
  WITH n, head([label IN labels(n) WHERE label IN $labels]) AS noun WHERE noun IS NOT NULL
  WITH n, noun WHERE $viewer IS NULL OR n:Model OR n:Certificate OR n.sender = $viewer OR n.id IN $partners
    OR EXISTS { (n)-[:OWNED_BY|IN_CUSTODY_OF|UNDER_DUTY_OF]->(:Party {id: $viewer}) }
  WITH n, noun LIMIT $most
  WITH n, noun, CASE WHEN n.since_rev <= revision THEN n
    ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= revision AND v.until_rev > revision | v]) END AS said
  WITH n, noun, said, said IS NOT NULL OR EXISTS { (n)-[r]-() WHERE r.since_rev <= revision }
    OR EXISTS { (n)<-[:SENT_BY]-(s:Submission) WHERE s.revision <= revision } AS known
  RETURN count(n) AS judged, collect(CASE WHEN known AND ($kinds IS NULL OR said.kind IN $kinds) THEN
    [noun, n.id, said.serial, said.lot, said.name, said.name_ko, [(d:Identifier)-[:IDENTIFIES]->(said) | d.value]] END) AS rows
}
RETURN revision, judged, rows
"""


async def search(
    scope: Scope,
    database: Database,
    text: str,
    first: int,
    *,
    nouns: Collection[Noun] = tuple(Noun),
    kinds: Collection[ItemKind] | None = None,
) -> Found:
    """The `first` things that are called so, the best first: by key, number, name or identifier, with typos, as far as was known then.

    A party finds what it has stated or holds, its partners, models and certificates. `kinds` leaves items of these kinds alone. Raises InvalidInput for a text longer than any key.
    """
    if len(text) > LONGEST:
        raise InvalidInput(f"The text has {len(text):,} characters; search for at most {LONGEST}.")
    # What UTF-8 cannot say is in no key and no name.
    text = text.encode(errors="replace").decode().strip()
    viewer = scope.viewer
    partners = () if sees_all(viewer) or viewer.party is None else await find_partners(database, viewer.party)
    asked = set(nouns) & {Noun.ITEM} if kinds is not None else set(nouns)
    (record,) = await database.read(
        SEARCH,
        text=text,
        query=lucene(text),
        labels=[LABELS[noun] for noun in asked],
        kinds=None if kinds is None else list(kinds),
        most=MOST,
        looked_at=LOOKED_AT,
        viewer=stated_by(scope),
        partners=list(partners),
        **as_of(scope),
    )
    hits = rank(text, map(_candidate, record["rows"]))
    truncated = record["judged"] >= MOST or len(hits) > first
    return Found(tuple(hits[:first]), truncated, record["revision"])


def _candidate(row: list[Any]) -> Candidate:
    label, key, serial, lot, name, name_ko, identifiers = row
    fields = (
        (SearchField.SERIAL, serial),
        (SearchField.LOT, lot),
        (SearchField.NAME, name),
        (SearchField.NAME_KO, name_ko),
        (SearchField.KEY, key),
    )
    called = [(field, value) for field, value in fields if value is not None]
    called += [(SearchField.IDENTIFIER, value) for value in sorted(identifiers)]
    return Candidate(Noun(label.upper()), key, tuple(called))


PLAIN = r"[^\W_]+"
NUMBERED = r"[^\W_]*\d[^\W_]*"
JOINT = r"[_\-/.,]"
LETTERS = r"[^\W\d_]+"

# As the index's analyzer takes words: what joins pieces of which every other one has a digit is inside a number, else between words.
TOKEN = re.compile(
    rf"{PLAIN}(?:{JOINT}{NUMBERED}{JOINT}{PLAIN})+(?:{JOINT}{NUMBERED})?"
    rf"|{PLAIN}{JOINT}{NUMBERED}"
    rf"|{NUMBERED}(?:{JOINT}{PLAIN}{JOINT}{NUMBERED})+(?:{JOINT}{PLAIN})?"
    rf"|{NUMBERED}{JOINT}{PLAIN}"
    rf"|{LETTERS}[&@]{LETTERS}|{LETTERS}(?:'{LETTERS})+|{PLAIN}(?:\.{PLAIN})+|{PLAIN}"
)
UNHEARD = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "if",
        "in",
        "into",
        "is",
        "it",
        "no",
        "not",
        "of",
        "on",
        "or",
        "such",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "was",
        "will",
        "with",
    ]
)
"""What the analyzer leaves out, as Lucene's EnglishAnalyzer lists it."""

NO_LETTER = re.compile(r"[\W_]")


def lucene(text: str) -> str:
    """The question to the index: every word, what begins with it, what holds it where it is Korean, and what it may be a typo of. '' for no word.

    Whatever is neither letter nor digit is left out or escaped, and all is lower case, so that nothing of the text is read as an operator.
    """
    tokens = list(dict.fromkeys(TOKEN.findall(fold(text))))
    heard = [token for token in tokens if token not in UNHEARD] or tokens
    # The end of a number that keys join to what is before it, as in `pcam-1`, is no word of the index: what is short only counts for more.
    telling = [token for token in heard if len(token) > 2] or heard
    return " ".join(f"{'+' if token in telling else ''}({_clause(token)})" for token in heard[:MOST_WORDS])


def _clause(token: str) -> str:
    word = NO_LETTER.sub(r"\\\g<0>", token)
    ways = [f"{word}^8", f"{word}*^4"]
    if len(token) > 1 and HANGUL.search(token):
        ways += [f"name:*{word}*^2", f"name_ko:*{word}*^2"]
    most = edits(token)
    return " OR ".join([*ways, f"{word}~{most}"] if most else ways)
