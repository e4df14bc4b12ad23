/// How tests direct the fake of NVML. None of this is part of NVML.
///
/// A script is lines of `key value`; a later line for a key replaces an earlier one, and `#` starts a comment line.
/// A key is looked up for a board first (`gpu0.power`) and then for all (`power`); for a MIG instance as
/// `gpu0.mig1.name` and then `mig.name`.
/// A value may change in the course of time: `power 100000 @1000 300000` is 100 W, and 300 W from 1000 ms on.
/// Time is counted from the moment at which the fake was loaded, on CLOCK_MONOTONIC, by hand (`clock manual`), or in
/// calls, each of which takes a millisecond (`clock.calls 1`).
///
/// What calls do                                 | key
/// --------------------------------------------- | ---------------------------------------------------------------
/// a call returns a code                         | `return.nvmlDeviceGetName 4`; `return 15` is every call on a board
/// a call hangs until it is released, or until   | `hang.nvmlDeviceGetPowerUsage 1`
/// a later line says that it does not            | `hang.nvmlDeviceGetPowerUsage 0`
/// a call takes some milliseconds                | `delay.nvmlInit_v2 50`
/// a device is lost after some calls             | `gpu0.lost.after 20`
/// starting prints to standard error             | `init.message text`
/// a string is not terminated, or does not fit   | `name.unterminated 1`, `name` with a long text
///
/// The other keys are the fallbacks in the sources, such as `count`, `memory.used`, `energy.quantum`, `field.82`.
/// A value of a field entry is `type number`, or `!code` for an entry with an error of its own.
///
/// The file FAKE_NVML_SCRIPT names is a script that is read when the fake is loaded. FAKE_NVML_LOG names a file that
/// gets a line for every call: nanoseconds of CLOCK_MONOTONIC, the symbol, and the index of the device or -1.
#ifndef FAKENVML_H
#define FAKENVML_H

#include <stdint.h>

/// Adds lines to the script; returns 0, or the number of the first line that is none, counted from 1.
int fake_nvml_script(const char *text);

/// How often a function of NVML was called; with an empty name, how often any was.
uint64_t fake_nvml_calls(const char *symbol);

/// Moves time on by milliseconds, where the script says `clock manual`.
void fake_nvml_advance(uint64_t milliseconds);

/// Lets all calls that hang go on, and no call hang any more.
void fake_nvml_release(void);

/// How many calls hang at this moment.
int fake_nvml_hanging(void);

#endif
