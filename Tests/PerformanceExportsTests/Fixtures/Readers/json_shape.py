"""Compares the keys and types of a document with those of a real one: what the real one has everywhere must be there.

A third argument is a key by whose values the elements of an array are kept apart.
"""
import json
import sys


def shape(value):
    """The type; of an object its members, of an array those of all elements."""
    if isinstance(value, dict):
        return {"required": {key: shape(member) for key, member in value.items()}}
    if isinstance(value, list) and kind and value and all(isinstance(e, dict) and kind in e for e in value):
        return shape({name: [{k: v for k, v in e.items() if k != kind} for e in value if e[kind] == name] for name in {e[kind] for e in value}})
    if isinstance(value, list):
        merged = None
        for element in map(shape, value):
            merged = element if merged is None else merge(merged, element)
        return [merged]
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


def merge(a, b):
    """What two shapes have in common."""
    if isinstance(a, dict) and isinstance(b, dict):
        (a, b) = (a["required"], b["required"])
        return {"required": {key: merge(a[key], b[key]) for key in a if key in b}}
    if isinstance(a, list) and isinstance(b, list):
        return [a[0] if b[0] is None else b[0] if a[0] is None else merge(a[0], b[0])]
    return a if a == b else "any"


def check(path, ours, real):
    if real in (None, "any") or ours is None:
        return []
    if isinstance(real, dict) and isinstance(ours, dict):
        (ours, real) = (ours["required"], real["required"])
        missing = [f"{path}.{key} is missing" for key in real if key not in ours]
        return missing + [e for key in real if key in ours for e in check(f"{path}.{key}", ours[key], real[key])]
    if isinstance(real, list) and isinstance(ours, list):
        return check(path + "[]", ours[0], real[0])
    return [] if ours == real else [f"{path} is {ours}, expected {real}"]


kind = sys.argv[3] if len(sys.argv) > 3 else None
documents = [json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3]]
errors = check("$", *map(shape, documents))
print("\n".join(errors))
sys.exit(1 if errors else 0)
