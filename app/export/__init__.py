"""Any answer as a file: tables of a question, and the formats that they are written in."""
