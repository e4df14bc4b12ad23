#!/bin/sh
# Without `set -e`: scenarios have commands that fail, and go on.
# Stands for a test bundle: does what the scenario says, whatever its arguments.
eval "$SCENARIO"
