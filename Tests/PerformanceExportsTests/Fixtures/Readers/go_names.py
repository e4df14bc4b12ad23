"""Reads results that are named TEXT on a machine with eight processors."""
import sys
import unicodedata
from go_benchmarks import results
from texts import compare, texts


def field(text):
    """Control and formatting characters made visible, and spaces replaced."""
    kinds = [(character, unicodedata.category(character)) for character in text]
    return "".join(
        "\\u{%x}" % ord(c) if kind in ("Cc", "Cf", "Zl", "Zp") else "_" if kind == "Zs" else c for c, kind in kinds
    )


def name(text):
    path = field(text)
    upper = path[:1].upper()
    if len(upper) == 1 and unicodedata.category(upper) == "Lu":
        return upper + path[1:] + "-8"
    return ("Suite/" + path if path else "Suite") + "-8"


compare([result["name"] for result in results], [name(text) for text in texts(sys.argv[2])])
