"""Validates an array of documents against a JSON schema, and prints the indices of those that are valid."""
import json
import sys
from jsonschema.validators import validator_for

schema = json.load(open(sys.argv[2], encoding="utf-8"))
documents = json.load(open(sys.argv[1], encoding="utf-8"))
validator = validator_for(schema)(schema)
print([index for index, document in enumerate(documents) if validator.is_valid(document)])
