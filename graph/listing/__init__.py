"""Lists of all things of a noun, filtered and sorted. Each noun has its ways to them and its filter; statement.py makes the statements of both."""
