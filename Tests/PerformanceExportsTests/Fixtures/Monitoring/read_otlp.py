"""Parses a document of OpenTelemetry with the schema of opentelemetry-proto: read_otlp.py metrics|logs|trace DOCUMENT.

Writes the texts of all attributes, a line each, as the hexadecimal digits of their UTF-8.
"""
import base64
import json
import re
import sys

from google.protobuf import json_format
from opentelemetry.proto.logs.v1.logs_pb2 import LogsData
from opentelemetry.proto.metrics.v1.metrics_pb2 import MetricsData
from opentelemetry.proto.trace.v1.trace_pb2 import TracesData

signal, path = sys.argv[1:]
message = {"metrics": MetricsData, "logs": LogsData, "trace": TracesData}[signal]()
digits = {"traceId": 32, "spanId": 16, "parentSpanId": 16}


def converted(value):
    """OTLP has identifiers as hexadecimal digits, where the JSON of Protocol Buffers has base64."""
    if isinstance(value, list):
        return [converted(element) for element in value]
    if not isinstance(value, dict):
        return value
    result = {}
    for key, member in value.items():
        if key in digits:
            if not re.fullmatch("[0-9a-f]{%d}" % digits[key], member) or not member.strip("0"):
                sys.exit("%s is %r" % (key, member))
            member = base64.b64encode(bytes.fromhex(member)).decode()
        if key.endswith("UnixNano") and not isinstance(member, str):
            sys.exit("%s is no string" % key)
        result[key] = converted(member)
    return result


with open(path, encoding="utf-8", newline="") as file:
    document = json.load(file)
json_format.ParseDict(converted(document), message)


def texts(value):
    if isinstance(value, list):
        for element in value:
            yield from texts(element)
    elif isinstance(value, dict):
        keys = [entry["key"] for entry in value.get("attributes", [])]
        if len(keys) != len(set(keys)):
            sys.exit("an attribute twice: %s" % keys)
        for key, member in value.items():
            if key == "string_value":
                yield member
            else:
                yield from texts(member)


parsed = json_format.MessageToDict(message, preserving_proto_field_name=True)
for text in texts(parsed):
    print(text.encode("utf-8").hex())
