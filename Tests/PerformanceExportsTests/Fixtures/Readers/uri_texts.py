"""Reads lines that are paths of relative references."""
import re
import sys
from urllib.parse import unquote, urlsplit
from texts import compare, texts

lines = open(sys.argv[1], newline="", encoding="ascii").read().split("\n")[:-1]
for line in lines:
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/@+-]|%[0-9A-F]{2})*", line), line
    assert urlsplit(line).scheme == "", line
compare([unquote(line, errors="strict") for line in lines], texts(sys.argv[2]))
