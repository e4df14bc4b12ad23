"""Reads an array of texts, and an object with the texts as keys, with Python's json."""
import json
import sys
from texts import compare, texts

document = json.load(open(sys.argv[1], encoding="utf-8"))
expected = texts(sys.argv[2])
assert all(document["object"][str(index)] == {text: index} for index, text in enumerate(expected[:1000]))
compare(document["array"], expected)
