"""Reads lines '::error title=TEXT,line=1::TEXT' as GitHub's runner does (actions/runner: ActionCommand.TryParseV2)."""
import sys
from texts import compare, texts

DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]


def unescaped(text, mappings):
    for escaped, character in mappings:
        text = text.replace(escaped, character)
    return text


found = []
document = open(sys.argv[1], newline="", encoding="utf-8").read()
assert "\r" not in document
for line in document.split("\n")[:-1]:
    assert line.startswith("::"), ascii(line)
    end = line.index("::", 2)
    command, _, properties = line[2:end].partition(" ")
    pairs = [pair.split("=", 1) for pair in properties.strip().split(",") if pair]
    assert command == "error" and [name for name, _ in pairs] == ["title", "line"], ascii(line)
    found += [unescaped(pairs[0][1], PROPERTY), unescaped(line[end + 2 :], DATA)]
compare(found, [text for text in texts(sys.argv[2]) for _ in range(2)])
