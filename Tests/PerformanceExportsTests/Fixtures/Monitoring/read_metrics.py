"""Parses metrics with prometheus_client and compares the samples with a list: read_metrics.py SYNTAX DOCUMENT LIST."""
import struct
import sys

syntax, document, expected = sys.argv[1:]
if syntax == "openmetrics":
    from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
else:
    from prometheus_client.parser import text_string_to_metric_families as parse


def encoded(text):
    return text.encode("utf-8").hex()


def line(sample):
    labels = ",".join(sorted(encoded(name) + "=" + encoded(value) for name, value in sample.labels.items()))
    bits = format(struct.unpack(">Q", struct.pack(">d", float(sample.value)))[0], "x")
    time = "" if sample.timestamp is None else " %d" % round(float(sample.timestamp) * 1000)
    return "%s %s %s%s" % (sample.name, labels, bits, time)


with open(document, encoding="utf-8", newline="") as file:
    families = list(parse(file.read()))
lines = sorted(line(sample) for family in families for sample in family.samples)
with open(expected, encoding="ascii") as file:
    wanted = file.read().splitlines()
if lines != wanted:
    for first, second in zip(lines, wanted):
        if first != second:
            sys.exit("parsed %s\nwanted %s" % (first[:2000], second[:2000]))
    sys.exit("parsed %d samples, wanted %d" % (len(lines), len(wanted)))
print("%d families, %d samples" % (len(families), len(lines)))
