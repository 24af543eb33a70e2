"""Lists of lots in CSV and Excel, as suppliers keep them: one row a lot or piece, and one more for each thing it was made from.

Judged leniently. The sender is told beside the list; columns are told by their headers or by a mapping (docs/LISTS.md).
"""

from seed.readers.lists.read import CSV, XLSX, read_csv, read_xlsx

__all__ = ["CSV", "XLSX", "read_csv", "read_xlsx"]
