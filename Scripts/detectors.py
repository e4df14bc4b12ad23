"""The detectors that `compare-detectors` and `compare-expected` run, each a function from a list of series to their changes."""
import json
import math
import shlex
import subprocess
import sys
import tempfile
import time

import numpy as np

OURS = "swift run -c release perftest trend --json --input"


def standardised(values):
    deviation = np.std(values)
    return (values - np.mean(values)) / (deviation if deviation > 0 else 1)


def binary_segmentation(values):
    import ruptures

    search = ruptures.Binseg(model="l2", min_size=2, jump=1).fit(standardised(values))
    return search.predict(pen=2 * math.log(len(values)))[:-1]


def pelt(values):
    import ruptures

    search = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(standardised(values))
    return search.predict(pen=2 * math.log(len(values)))[:-1]


def asv(values):
    from asv.step_detect import detect_steps

    return [step[0] for step in detect_steps([float(v) for v in values])][1:]


def otava(values, window=50, probability=0.001, magnitude=0.0):
    from otava.series import AnalysisOptions, Metric, Series

    options = AnalysisOptions()
    options.window_len, options.max_pvalue, options.min_magnitude = window, probability, magnitude
    times = list(range(len(values)))
    series = Series("series", None, times, {"m": Metric(1, 1.0)}, {"m": [float(v) for v in values]}, {})
    return sorted(int(point.index) for point in series.analyze(options).change_points["m"])


def in_this_process(detect):
    def run(series):
        answers, kinds = [], {}
        for kind, values in series:
            start = time.perf_counter()
            answers.append(list(detect(values)))
            kinds[kind] = kinds.get(kind, 0) + time.perf_counter() - start
        return answers, kinds.get("time", 0)

    return run


def by_command(command):
    def ask(series):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump([[float(v) for v in values] for values in series], file)
            file.flush()
            start = time.perf_counter()
            result = subprocess.run(shlex.split(command) + [file.name], capture_output=True, text=True, check=False)
            seconds = time.perf_counter() - start
        if result.returncode != 0:
            sys.exit(f"{command} ended with status {result.returncode}: {result.stderr[-500:]}")
        answers = json.loads(result.stdout)
        if len(answers) != len(series):
            sys.exit(f"{command} gave {len(answers)} answers for {len(series)} series")
        return answers, seconds

    def run(series, timed=True):
        answers, _ = ask([values for _, values in series])
        if not timed:
            return answers, 0
        timed = [values for kind, values in series if kind == "time"]
        # The start of the process is not the detector's time; reading the numbers is.
        start_up = min(ask([timed[0][:10]])[1] for _ in range(3))
        return answers, max(0.0, min(ask(timed)[1] for _ in range(3)) - start_up)

    return run
