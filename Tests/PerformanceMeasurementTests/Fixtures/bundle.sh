#!/bin/sh
# Stands for a test bundle: does what the scenario says, whatever its arguments.
eval "$SCENARIO"
