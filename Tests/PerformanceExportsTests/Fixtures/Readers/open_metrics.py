"""Reads OpenMetrics with the reference parser, and prints the number of samples."""
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families

text = open(sys.argv[1], newline="", encoding="utf-8").read()
print(sum(len(family.samples) for family in text_string_to_metric_families(text)))
