"""Validates a document against a JSON schema of any draft."""
import json
import sys
from jsonschema.validators import validator_for

schema = json.load(open(sys.argv[2], encoding="utf-8"))
validator = validator_for(schema)
validator.check_schema(schema)
errors = list(validator(schema).iter_errors(json.load(open(sys.argv[1], encoding="utf-8"))))
for error in errors[:5]:
    print(error.json_path, error.message[:300])
sys.exit(1 if errors else 0)
