"""Reads a table with Apache Otava's own importer, finds its change points, and prints both as JSON."""
import csv
import json
import sys
from datetime import datetime, timezone
from otava.data_selector import DataSelector
from otava.importer import CsvImporter
from otava.series import AnalysisOptions
from otava.test_config import CsvMetric, CsvTestConfig

with open(sys.argv[1], newline="", encoding="utf-8") as file:
    columns = next(csv.reader(file))[3:]
metrics = [CsvMetric(column, -1, 1.0, column) for column in columns]
selector = DataSelector()
selector.since_time = datetime.fromtimestamp(0, timezone.utc)
selector.until_time = datetime(2100, 1, 1, tzinfo=timezone.utc)
config = CsvTestConfig("run", sys.argv[1], metrics=metrics, attributes=["commit", "run"])
series = CsvImporter().fetch_data(config, selector)
analyzed = series.analyze(AnalysisOptions())
changes = {name: [point.index for point in points] for name, points in analyzed.change_points.items()}
result = {"time": series.time, "data": series.data, "changes": changes, "commits": series.attributes["commit"]}
print(json.dumps(result, default=lambda array: array.tolist()))
