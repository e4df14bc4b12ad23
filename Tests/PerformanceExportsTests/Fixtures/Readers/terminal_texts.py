"""Reads a line for each text, which has nothing that acts on a terminal."""
import sys
import unicodedata
from texts import compare, printable, texts

lines = open(sys.argv[1], newline="", encoding="utf-8").read().split("\n")[:-1]
for line in lines:
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in line), ascii(line)
compare(lines, [printable(text) for text in texts(sys.argv[2])])
