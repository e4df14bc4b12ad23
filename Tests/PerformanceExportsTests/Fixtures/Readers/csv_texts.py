"""Reads lines of a text, the number -1.5 and the text again with Python's csv."""
import csv
import sys
from texts import compare, texts

found = []
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    for row in csv.reader(file, strict=True):
        assert len(row) == 3 and float(row[1]) == -1.5, row
        found += [row[0], row[2]]
formulas = tuple("=+-@\t\r\n＝＋－＠")
compare(found, [("'" + t if t.startswith(formulas) else t) for t in texts(sys.argv[2]) for _ in range(2)])
