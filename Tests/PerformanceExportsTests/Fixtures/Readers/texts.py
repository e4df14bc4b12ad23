"""The texts that a test writes beside a document."""
import struct
import sys
import unicodedata


def texts(path):
    data = open(path, "rb").read()
    result, position = [], 0
    while position < len(data):
        (length,) = struct.unpack_from("<I", data, position)
        result.append(data[position + 4 : position + 4 + length].decode("utf-8"))
        position += 4 + length
    return result


def printable(text):
    """What acts on a terminal is shown as `\\u{…}`."""
    return "".join(
        "\\u{%x}" % ord(c) if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in text
    )


def compare(found, expected):
    """Ends with 1 and the first differences."""
    if len(found) != len(expected):
        print(f"{len(found)} texts, expected {len(expected)}")
    wrong = [(index, a, b) for index, (a, b) in enumerate(zip(found, expected)) if a != b]
    for index, a, b in wrong[:5]:
        print(f"text {index}: {ascii(a)[:200]}, expected {ascii(b)[:200]}")
    print(f"{len(found)} texts, {len(wrong)} wrong")
    sys.exit(1 if wrong or len(found) != len(expected) or not expected else 0)
