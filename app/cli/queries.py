"""The questions that the command line asks, in GraphQL."""

TRACE = """
query Trace($key: String!, $maxDepth: Int, $at: DateTime, $asOf: AsOf) {
  item(key: $key, asOf: $asOf) {
    upstream(maxDepth: $maxDepth, at: $at) {
      start revision truncated
      coverage { items gaps share }
      nodes {
        key type depth tier stated itemKind processKind name nameKo quantity unit massKg
        partyKey partyName facilityKey facilityName country started ended submission
      }
      edges { source target type quantity role submission }
      gaps { key reason itemKind tier }
      warnings { code severity pointer message remedy about }
    }
  }
}
"""

STATED = """
query Stated($key: String!, $asOf: AsOf) {
  item(key: $key, asOf: $asOf) {
    key lot serial quantity unit massPerUnitKg
    disputes { record sender { name { en } } }
  }
}
"""

HISTORY = """
query History($key: String!, $asOf: AsOf, $after: String) {
  item(key: $key, asOf: $asOf) {
    history(first: 500, after: $after) {
      revision totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { happening at other name itemKind processKind party facility country quantity submission } }
    }
  }
}
"""

ORIGINS = """
query Origins($key: String!, $mineral: Mineral!, $throughRecycling: Boolean!, $at: DateTime, $asOf: AsOf) {
  item(key: $key, asOf: $asOf) {
    key
    name { en ko }
    origins(mineral: $mineral, throughRecycling: $throughRecycling, at: $at) {
      item mineral basis throughRecycling revision at massKg coverage unknown expectation
      bySource { shares { key name { en ko } kind country share massKg } unknown }
      byOperator { shares { key name { en ko } kind country share massKg } unknown }
      byCountry { shares { key kind share massKg } unknown }
      certified { scope share certificates }
      gaps { key reason share }
      warnings { code severity pointer message remedy about }
    }
  }
}
"""

RECALL = """
query Recall(
  $lots: [String!]!, $mineral: Mineral, $throughRecycling: Boolean! = false, $ever: Boolean! = false, $at: DateTime, $asOf: AsOf
  $first: Int! = 20, $unknown: Boolean! = true
) {
  recall(lots: $lots, mineral: $mineral, throughRecycling: $throughRecycling, at: $at, ever: $ever, asOf: $asOf) {
    lots revision ownerCount
    counts { kind yes possible }
    carriers(kinds: [PACK, VEHICLE], first: $first) {
      totalCount
      edges { node { key kind certainty probability massKg share intervals { from to } } }
    }
    unknown @include(if: $unknown) { gapCount counts { kind unknown } }
    warnings { code severity pointer message remedy about }
  }
}
"""

PATH = """
query Path(
  $start: String!, $end: String!, $mineral: Mineral, $ways: Int!, $throughRecycling: Boolean!, $at: DateTime, $asOf: AsOf
) {
  path(from: $start, to: $end, mineral: $mineral, ways: $ways, throughRecycling: $throughRecycling, at: $at, asOf: $asOf) {
    start end mineral throughRecycling revision at massKg share complete
    ways {
      share massKg expectation
      steps {
        itemKey itemKind items link share expectation quantity unit
        processKey processKind partyKey partyName facilityKey facilityName country
        item { name { en ko } }
      }
    }
    warnings { code severity pointer message remedy about }
  }
}
"""

THINGS = """
query Things($key: String!, $asOf: AsOf) {
  process(key: $key, asOf: $asOf) { key }
  party(key: $key, asOf: $asOf) { key }
  facility(key: $key, asOf: $asOf) { key }
  model(key: $key, asOf: $asOf) { key }
  charger(key: $key, asOf: $asOf) { key }
  certificate(key: $key, asOf: $asOf) { key }
  measurement(key: $key, asOf: $asOf) { key }
}
"""

SEARCH = """
query Search($text: String!, $first: Int!, $asOf: AsOf) {
  search(text: $text, first: $first, asOf: $asOf) {
    revision truncated
    hits { noun key field text score }
  }
}
"""
