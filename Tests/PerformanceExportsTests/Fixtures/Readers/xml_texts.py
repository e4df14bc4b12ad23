"""Reads <c a="TEXT">TEXT</c> elements with expat."""
import sys
import xml.etree.ElementTree as ElementTree
from texts import compare, texts


def shown(text):
    def legal(code):
        return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000

    return "".join(c if legal(ord(c)) else "\\u{%x}" % ord(c) for c in text)


found = []
for element in ElementTree.parse(sys.argv[1]).getroot():
    found += [element.get("a"), element.text or ""]
compare(found, [shown(text) for text in texts(sys.argv[2]) for _ in range(2)])
