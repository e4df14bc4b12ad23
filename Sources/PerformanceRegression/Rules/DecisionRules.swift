import PerformanceRecords
import PerformanceStatistics

// How a verdict is reached, step by step, with every deciding number.
//
// 1. A *count* repeats, so integers are compared: ``ExactRule``. Final at once, on every machine.
// 2. A *time* is compared with the sessions of its baseline: ``SampledRule`` and, where only some processes became
//    slower, ``ShareRule``. A worse time is a candidate with ``SampledRule/screening`` and red with
//    ``SampledRule/standard``.
// 3. A candidate is measured in turn with the build that its baseline was recorded from: ``PairedRule``. Disturbances
//    of the machine affect both sides then, so they excuse nothing.
// 4. Where no pair is available, the machine's part is subtracted from a worse time: ``MachineRule``.
// 5. A worse number of a GPU stays undecided where the state of the GPU excuses it: ``GPURule``.
//
// Each number was selected and checked by replays of recorded sessions. A change of one also changes the replay tables
// in the tests and the methodology page.

// MARK: - Counts

/// The rule that decides on counts: unchanged code repeats them, so a count outside the baseline's range is a change.
///
/// A count that varies because of threads or the system has a recorded range, and is judged against that range.
package struct ExactRule: Hashable, Sendable {
  /// The number of fresh sessions that must all be worse. One would do for a count that repeats; the others guard
  /// against a cache of the runtime that filled during the count.
  package var cap: Int
  /// How many widths of the recorded range a count may lie beyond it.
  package var margin = 0.0

  /// How many times the allowance a count must lie beyond it to be final at once: filling a cache once is less, and a
  /// body that takes minutes must not be counted three times. Infinite without a recorded range.
  package var conclusive = Double.infinity

  /// The rule with its usual constants.
  package static let standard: ExactRule = {
    var rule = ExactRule(cap: 3)
    rule.conclusive = 2
    return rule
  }()

  /// Creates a rule with another cap.
  package init(cap: Int) { self.cap = cap }

  /// The rule for counts of an instrument: where threads made ten recorded counts vary, the eleventh may lie as far
  /// beyond them as they lie apart.
  package var ofAnInstrument: ExactRule {
    var rule = self
    rule.margin = 1
    return rule
  }
}

// MARK: - Times against the baseline

/// The rule that compares a sampled metric with its baseline: *a slowdown is found when none of several fresh processes
/// comes within half the tolerance of the baseline's best, and no two come within nine tenths of it.*
///
/// A session is summarised by its best sample and the baseline by its best session, because noise on a shared machine
/// only adds cost. Slow sessions of the baseline do not excuse fresh ones; they decide how many of these must agree.
/// Sessions are taken one after the other until one comes near, so unchanged code costs one or two.
///
/// The same rule has two sets of limits. ``screening`` is for runs in which a pair of builds confirms the candidates:
/// three unchanged benchmarks in a thousand may be measured once more. ``standard`` is for verdicts without
/// confirmation: a run with m of them is red by mistake with a probability of at most 1 %, so each of the ways to be
/// red may fail with `0.01 / (3·m)` (Bonferroni: the sum bounds the probability of any, whatever their dependence), and
/// with 1 in 10 000 at most.
///
/// Replayed on recordings of unchanged code: twelve baseline sessions, later ones fresh, slowdowns by multiplication.
///
/// |                              | false       | +25 %   | +30 %   | sessions |
/// |------------------------------|-------------|---------|---------|----------|
/// | three recordings, `standard` | 0 of 51 524 | 99.89 % | 99.94 % | 1.1      |
/// | the same, `screening`        | 0 of 63 462 | 99.92 % | 99.94 % | 1.1      |
/// | a busy host, `screening`     | 0.2 %       | 99.1 %  | 99.6 %  | 2.7      |
///
/// With a former allowance for slow sessions, +25 % was found in 9 % of the trials on the busy host.
package struct SampledRule: Hashable, Sendable {
  /// The fewest sessions that must be beyond the threshold.
  package var cap: Int
  /// The same where every session is grossly worse: a body that became many times slower must not run fifteen times.
  package var grossCap: Int
  /// The same when the time limit is reached.
  package var hurriedCap: Int
  /// The same for sessions of a second and longer, which outlast short disturbances.
  package var longCap: Int
  /// The most sessions, however scattered the baseline is.
  package var mostSessions: Int
  /// The greatest probability of a false alarm by each of the ways to be red, in the smallest family.
  package var falseAlarmLimit: Double
  /// The same when the time limit is reached.
  package var hurriedLimit: Double
  /// Whether the size of the family lowers the limits.
  var countsFamily: Bool
  /// The number of verdicts that share the probability of a false alarm of one in a hundred runs.
  package var family = 1

  /// The fewest baseline sessions that can turn a build red.
  package var fewestBaselineSessions = 12
  /// How many sessions within the threshold are enough, if none is near.
  package var agreeing = 2
  /// The shares of the tolerance within which one session, and two sessions, are enough.
  package var near = 0.5, within = 0.9
  /// The same where few sessions hit the baseline's floor: its best session may then be far above the true floor.
  package var nearUnsure = 0.4, withinUnsure = 0.65
  /// The share of the tolerance within which a session hits the floor, and the required number of hits.
  package var floorShare = 0.15, floorHits = 3
  /// How many times the tolerance is gross; with 20 % that is twice the time or half the rate. Observed noise never
  /// reached half of it.
  package var grossShare = 5.0

  /// The rule without confirmation by a pair of builds. Fifteen sessions span longer than most disturbances.
  package static let standard = SampledRule(
    cap: 15, grossCap: 5, hurriedCap: 7, longCap: 5, mostSessions: 1000, falseAlarmLimit: 1e-4, hurriedLimit: 1e-4,
    countsFamily: true)

  /// The rule for candidates that a pair of builds confirms.
  package static let screening = SampledRule(
    cap: 5, grossCap: 3, hurriedCap: 2, longCap: 3, mostSessions: 30, falseAlarmLimit: 3e-4, hurriedLimit: 1e-2,
    countsFamily: false)

  /// How many times the tolerance the smallest detectable change may be; beyond it `same` becomes `ambiguous`.
  package static let ambiguityFactor = 2.5

  /// The length from which a session is long, in nanoseconds.
  package static let longSession = 1e9

  /// The probability of a false alarm in a whole run.
  static let runLimit = 0.01
  /// All sessions taken, some of them gross, and the time limit reached.
  static let waysToBeRed = 3.0
}

// MARK: - Times of which only some processes are slower

/// The rule for code of which only some processes became slower: *a second, slower mode is a candidate when fresh
/// sessions are slow more often than the baseline predicts.*
///
/// Only a slow session requests more, so steady code costs no further session. Replayed on recorded null sessions it
/// added 0.05 sessions, and no candidate in 60 000 positions.
package struct ShareRule: Hashable, Sendable {
  /// The probability below which the share is a candidate, equal to that of the screening.
  package var limit = 3e-4
  /// The probability below which more sessions are taken, and the report shows how many were slow.
  package var conspicuous = 0.1
  /// The most sessions that are taken for it.
  package var mostSessions = 12
  /// The probability below which a pair of builds confirms the candidate.
  package var confirming = 1e-3
  /// The most pairs that are taken for it.
  package var mostPairs = 30

  /// The rule with its replayed constants.
  package static let standard = ShareRule()

  package init() {}
}

// MARK: - Times of two builds

/// The rule that decides between two builds measured in turn: *a slowdown is real when the floors of both builds were
/// hit more than once and lie further apart than the tolerance allows, and when more of the old build's sessions are
/// ahead of all new ones than chance allows.*
///
/// On a host with changing neighbours, processes flip between two speeds within seconds: medians of ratios are wrong
/// then, the floors are not. So pairs are taken until the floors of both sides were hit three times (the builds are the
/// same, unless the floors differ), until the order of the sessions is conclusive, or until all were taken, when the
/// floors alone decide. Unchanged code costs three to five pairs on a quiet machine and thirteen on a busy host.
/// |                                   | false       | +25 %  | +30 %  | 50×   | pairs at +25 % |
/// |-----------------------------------|-------------|--------|--------|-------|----------------|
/// | three machines, in a row          | 0 of 2 076  | 99.7 % | 100 %  | 100 % | 7              |
/// | a busy host, any order            | 0.03 %      | 98.5 % | 99.3 % | 100 % | 25             |
/// | the same, by medians of 12 pairs  | 4.1 %       | 80 %   |        |       | 12             |
package struct PairedRule: Hashable, Sendable {
  /// The pairs before the first decision.
  package var screening = 3
  /// The most pairs that are taken.
  package var most = 48
  /// How many sessions of each side must have hit its floor before the builds are the same.
  package var floorHits = 3
  /// The pairs after which steady sides are decided: two modes of processes then go undetected with less than 0.4 %.
  package var steady = 5
  /// The probability below which the order of the sessions is conclusive.
  package var limit = 3e-4
  /// The same when no more pairs can be taken.
  package var hurriedLimit = 1e-2

  // Shares of the tolerance.
  /// The share within which a session has hit its floor, and within which all sessions of a steady side lie.
  package var floorShare = 0.25
  /// The share within which floors are equal, and beyond which a new session is behind an old one.
  package var near = 0.5
  /// The share of the old floor within which two sessions of the new build are enough.
  package var within = 0.9
  /// The share beyond which each of the two best sessions must lie behind its counterpart; their sum must exceed two
  /// tolerances, because red means worse by more than the tolerance. One lucky session then hides no slowdown.
  package var beyond = 0.8

  /// The rule with its replayed constants.
  package static let standard = PairedRule()

  /// The rule for sessions of a second and longer: each averages over more than short ones do, and fifteen would take
  /// minutes.
  package static let ofLongSessions: PairedRule = {
    var rule = PairedRule()
    rule.steady = 3
    return rule
  }()
}

// MARK: - What the machine explains

/// The machine's part of a worse time, where no pair of builds can separate it from the code's.
///
/// The calibration loops show the slowdown of the machine: the time is divided by the ratio of the loop that slowed down
/// most. The time for which the threads of a long body waited is subtracted and, where a session was kept from the
/// processors most of the time, its possible cost. A remainder beyond the threshold is attributed to the code.
package enum MachineRule {
  /// The ratio of a loop's durations from which it shows a slowdown. Arithmetic repeats to a thousandth; loads vary
  /// with the memory traffic of neighbours.
  static let repeats = (arithmetic: 1.1, loads: 1.5)
  /// The greatest observed cost of a neighbour: a busy sibling thread leaves at least half.
  static let mostByNeighbours = 2.0
  /// The cost of a busy sibling thread where the baseline has no loop that could show it; observed were 1.5 to 1.9.
  static let unseenSibling = 2.0
  /// The pressure, and the share stolen by the hypervisor, from which other work ran on the machine.
  static let othersRan = (pressure: 0.3, steal: 0.02)
  /// The shares of waiting and of stolen time beyond which they explain a part of a number.
  ///
  /// With two endless loops beside it on two processors a session waits a third of the time, and the rules were
  /// replayed with that; beyond twice as much even its best samples are disturbed. No limit on pressure or preemptions
  /// separates the two cases: with two endless loops on two processors, where the rules hold, the median session has a
  /// pressure of 1 and 115 preemptions a second, with four loops the same, and beside compilers alone (33 benchmarks)
  /// up to 0.5 and 107; a body that starts tasks preempts itself 90 000 times. Reports show both.
  static let explaining = (waiting: 0.7, steal: 0.25)
  /// The greatest share to divide by: a session that waited all the time would explain everything.
  static let mostExplained = 0.98
}

// MARK: - What a GPU excuses

/// When the state of a GPU excuses a worse number.
package enum GPURule {
  /// The relative difference up to which cycles are equal.
  static let sameCycles = 0.05
  /// The relative decrease from which a lower clock is reported.
  static let lowerClock = 0.02
  /// The relative decrease from which a lower clock excuses a worse number, as much as a slower processor excuses. Only
  /// against a baseline: a clock that is lower in one of two builds measured in turn is caused by that build.
  static let slowerGPU = 0.1
  /// The relative difference up to which power limits are equal.
  static let samePowerLimit = 0.01
  /// The number of sessions that is enough if all have caveats: each has cost two windows.
  static let fewestWithCaveats = 3
}
