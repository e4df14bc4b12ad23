"""Reads the text format of Go's benchmarks by the grammar of golang.org/x/perf/benchfmt, and prints it as JSON."""
import json
import re
import sys
import unicodedata

# unicode.IsSpace of Go.
SPACE = "[\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"


def fields(line):
    return [field for field in re.split(SPACE, line) if field]


config, units, results = {}, {}, []
for number, line in enumerate(open(sys.argv[1], newline="", encoding="utf-8").read().split("\n"), 1):
    words = fields(line)
    if line.startswith("Benchmark"):
        name, rest = words[0][len("Benchmark") :], words[2:]
        # cmd/go takes a name for one of a benchmark when no lower-case letter follows.
        assert name and unicodedata.category(name[0]) == "Lu", f"{number}: {ascii(line)}"
        assert re.search(r"-[0-9]+$", name), f"{number}: no number of processors: {ascii(line)}"
        assert rest and len(rest) % 2 == 0, f"{number}: {ascii(line)}"
        assert re.fullmatch("[0-9]+", words[1]) and int(words[1]) > 0, f"{number}: {ascii(line)}"
        values = {unit: float(value) for value, unit in zip(rest[::2], rest[1::2])}
        assert len(values) == len(rest) // 2, f"{number}: a unit occurs twice: {ascii(line)}"
        results.append({"name": name, "pkg": config.get("pkg"), "iterations": int(words[1]), "values": values})
    elif words and words[0] == "Unit":
        for word in words[2:]:
            key, value = word.split("=", 1)
            assert units.setdefault(words[1], {}).setdefault(key, value) == value, f"{number}: {ascii(line)}"
    else:
        match = re.match(r"([^\s:]+):(?:[ \t]+(.*))?$", line)
        if match and match.group(1)[0].islower() and not any(c.isupper() for c in match.group(1)):
            config[match.group(1)] = match.group(2) or ""
        else:
            assert not line, f"{number}: ignored: {ascii(line)}"
if __name__ == "__main__":
    print(json.dumps({"config": config, "units": units, "results": results}))
