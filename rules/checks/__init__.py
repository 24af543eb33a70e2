"""What intake checks: pure functions from a document and what is known to findings."""
