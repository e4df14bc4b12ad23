"""Reads lines 'name{label="TEXT"} 1' as GitLab does: comments removed, then split as by a shell."""
import re
import sys
from texts import compare, texts

# The expression of Ruby's Shellwords.
WORD = re.compile(
    r"\s*(?:([^\0\s\\'\"]+)|'([^\0']*)'|\"((?:[^\0\"\\]|\\[^\0])*)\"|(\\[^\0]?)|(\S))(\s|\Z)?", re.ASCII | re.DOTALL
)


def words(line):
    result, word = [], ""
    for match in WORD.finditer(line):
        plain, single, double, escaped, garbage, end = match.groups()
        assert not garbage, ascii(line)
        if double is not None:
            double = re.sub(r"\\([$`\"\\\n])", r"\1", double)
        word += plain or single or double or (re.sub(r"\\(.)", r"\1", escaped) if escaped else "") or ""
        if end is not None:
            result, word = result + [word], ""
    return result


def shown(text):
    for character in "\r\v\f\x85\u2028\u2029\0":
        text = text.replace(character, " ")
    return text.replace("#", "＃").replace("\n", "\\n")


found = []
for line in open(sys.argv[1], newline="", encoding="utf-8").read().split("\n")[:-1]:
    name, value = words(re.sub(r"#.*$", "", line))
    assert value == "1" and name.startswith("name{label=") and name.endswith("}"), ascii(line)
    found.append(name[len("name{label=") : -1])
compare(found, [shown(text) for text in texts(sys.argv[2])])
