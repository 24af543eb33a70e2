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
