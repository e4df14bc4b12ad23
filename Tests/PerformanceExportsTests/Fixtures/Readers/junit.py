"""Reads JUnit XML with junitparser, and prints its cases as JSON."""
import json
import sys
from junitparser import JUnitXml

document = JUnitXml.fromfile(sys.argv[1])
cases = []
for suite in document:
    counted = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for case in suite:
        kinds = [type(result).__name__.lower() for result in case.result]
        assert len(kinds) < 2, kinds
        counted["tests"] += 1
        for kind, key in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            counted[key] += kind in kinds
        cases.append(
            {
                "suite": suite.name,
                "class": case.classname,
                "name": case.name,
                "time": case.time,
                "kind": kinds[0] if kinds else "passed",
                "message": case.result[0].message if kinds else None,
                "properties": {p.get("name"): p.get("value") for p in case._elem.iterfind("properties/property")},
            }
        )
    stated = {key: getattr(suite, key) for key in counted}
    assert stated == counted, (suite.name, stated, counted)
total = {key: sum(getattr(suite, key) for suite in document) for key in ("tests", "failures", "errors", "skipped")}
assert {key: getattr(document, key) for key in total} == total, total
print(json.dumps(cases))
