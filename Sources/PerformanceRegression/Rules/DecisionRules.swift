import PerformanceRecords
import PerformanceStatistics

// How a verdict is reached, in the order in which it happens, with every number that decides.
//
// 1. A *count* repeats, so integers are compared: ``ExactRule``. Final at once, on every machine.
// 2. A *time* is held against its sessions on file: ``SampledRule`` and, where only some processes became slower,
//    ``ShareRule``. With ``SampledRule/screening`` what is worse is a candidate, with ``SampledRule/standard`` it is red.
// 3. A candidate is measured again in turn with the build that its baseline is of: ``PairedRule``. What disturbs the
//    machine is on both sides then, so it excuses nothing.
// 4. Where no pair can be had, what the machine explains is subtracted from a worse time: ``MachineRule``.
// 5. A worse number of a GPU is open where the state of the GPU excuses it: ``GPURule``.
//
// Each number was chosen and checked by replays of recorded sessions. A change of one of them is a change of the replay
// tables in the tests, and of the methodology page.

// MARK: - Counts

/// The rule that decides on counts: unchanged code repeats them, so a count outside the baseline's range is a change.
///
/// A count that threads or the system make vary is on file with its range, and is judged against that range, not at 0.
package struct ExactRule: Hashable, Sendable {
  /// Fresh sessions that must all be worse; one would do for a count that repeats, the others guard against a cache of
  /// the runtime that filled during the count.
  package var cap: Int
  /// How many times the range on file a count may lie beyond it.
  package var margin = 0.0

  /// How many times what is allowed a count must lie beyond it to be final at once: what fills a cache once is less, and
  /// a body that takes minutes is not to be counted three times. Infinite where no range is on file.
  package var conclusive = Double.infinity

  /// The rule with its usual constants.
  package static let standard: ExactRule = {
    var rule = ExactRule(cap: 3)
    rule.conclusive = 2
    return rule
  }()

  /// A rule with a cap of its own.
  package init(cap: Int) { self.cap = cap }

  /// The rule for counts of an instrument: where threads made them vary in ten recorded ones, the eleventh may lie as far
  /// beyond as these lie apart.
  package var ofAnInstrument: ExactRule {
    var rule = self
    rule.margin = 1
    return rule
  }
}

// MARK: - Times against the file

/// The rule that holds a metric with noise against the baseline on file: *a slowdown is seen when none of several fresh
/// processes comes within half the tolerance of the baseline's best, and no two come within nine tenths of it.*
///
/// A session is summarised by its best sample and the baseline by its best session, because on a shared machine noise
/// only ever takes away. What the baseline's slow sessions were is no excuse for fresh ones: it decides how many of these
/// must agree. Sessions are taken one after the other and stop as soon as one comes near, so unchanged code costs one or
/// two.
///
/// The same rule with two sets of limits. ``screening`` is for runs in which a pair of builds confirms what it finds: three
/// unchanged benchmarks in a thousand may be measured once more. ``standard`` is for verdicts that nothing confirms: a run
/// with m of them is red by mistake with a probability of at most 1 %, so each of the ways to be red may fail with
/// `0.01 / (3·m)` (Bonferroni: the sum bounds the probability of any, however they depend on each other), and with 1 in
/// 10 000 at most.
///
/// Replayed on recordings of unchanged code: twelve sessions on file, later ones fresh, slowdowns by multiplication.
///
/// |                              | false       | +25 %   | +30 %   | sessions |
/// |------------------------------|-------------|---------|---------|----------|
/// | three recordings, `standard` | 0 of 51 524 | 99.89 % | 99.94 % | 1.1      |
/// | the same, `screening`        | 0 of 63 462 | 99.92 % | 99.94 % | 1.1      |
/// | a busy host, `screening`     | 0.2 %       | 99.1 %  | 99.6 %  | 2.7      |
///
/// With the allowance for slow sessions that it once had, +25 % was found in 9 % of the trials on the busy host.
package struct SampledRule: Hashable, Sendable {
  /// The fewest sessions that must be beyond the threshold.
  package var cap: Int
  /// The same where every one of them is grossly worse: a body that became many times slower must not run fifteen times.
  package var grossCap: Int
  /// The same when the time for sessions is used up.
  package var hurriedCap: Int
  /// The same of sessions that take a second and longer: they outlast what disturbs a short one.
  package var longCap: Int
  /// The most sessions that are asked for, however scattered the baseline is.
  package var mostSessions: Int
  /// The greatest probability of a false alarm by one of the ways to be beyond, in the smallest family.
  package var falseAlarmLimit: Double
  /// The same when the time is used up.
  package var hurriedLimit: Double
  /// Whether many verdicts lower the limits.
  var countsFamily: Bool
  /// The verdicts of which none may be a false alarm, but in one run of a hundred.
  package var family = 1

  /// The fewest baseline sessions that can turn a build red.
  package var fewestBaselineSessions = 12
  /// How many sessions within the threshold are enough, where none is near.
  package var agreeing = 2
  /// The shares of the tolerance within which one session is enough, and two are.
  package var near = 0.5, within = 0.9
  /// The same where the baseline's floor was hardly hit: its best session may then be far above it.
  package var nearUnsure = 0.4, withinUnsure = 0.65
  /// The share of the tolerance within which a session hit the floor, and how many must have.
  package var floorShare = 0.15, floorHits = 3
  /// How many times the tolerance is gross, with 20 % that is twice the time or half the rate; noise was never seen to
  /// reach half of it.
  package var grossShare = 5.0

  /// The rule where no pair of builds confirms a verdict. Fifteen sessions span longer than most disturbances.
  package static let standard = SampledRule(
    cap: 15, grossCap: 5, hurriedCap: 7, longCap: 5, mostSessions: 1000, falseAlarmLimit: 1e-4, hurriedLimit: 1e-4,
    countsFamily: true)

  /// The rule where a pair of builds confirms what it finds.
  package static let screening = SampledRule(
    cap: 5, grossCap: 3, hurriedCap: 2, longCap: 3, mostSessions: 30, falseAlarmLimit: 3e-4, hurriedLimit: 1e-2,
    countsFamily: false)

  /// How many times the tolerance the smallest detectable change may be before "no change seen" says too little.
  package static let ambiguityFactor = 2.5

  /// The length from which a session is long, in nanoseconds.
  package static let longSession = 1e9

  /// The probability with which a whole run may be red by mistake.
  static let runLimit = 0.01
  /// With all sessions taken, with some that are gross, and in a hurry.
  static let waysToBeRed = 3.0
}

// MARK: - Times of which only some processes are slower

/// The rule for code of which only some processes became slower: *a second, slower mode is a candidate when fresh sessions
/// are slow more often than the baseline on file leads to expect.*
///
/// A session that is itself slow makes more wanted, so steady code costs no session more. Replayed on recorded null
/// sessions it added 0.05 sessions, and no candidate in 60 000 placements.
package struct ShareRule: Hashable, Sendable {
  /// The probability below which the share is a candidate; that of the screen.
  package var limit = 3e-4
  /// The probability below which more sessions are wanted, and the row says how many were slow.
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

/// The rule that decides between two builds measured in turn: *a slowdown is real when the floors of both builds were hit
/// more than once and lie further apart than the tolerance allows, and when more of the old build's sessions are ahead of
/// all new ones than chance leaves possible.*
///
/// On a host whose other guests come and go, processes flip between two speeds within seconds: medians of ratios are
/// false then, the floors are not. So pairs are taken until the floors of both sides were hit three times (then the builds
/// are the same, unless the floors differ), until the order of the sessions is conclusive, or until all were taken, when
/// the floors alone decide. Unchanged code costs three to five pairs on a quiet machine and thirteen on a busy host.
///
/// |                                   | false       | +25 %  | +30 %  | 50×   | pairs at +25 % |
/// |-----------------------------------|-------------|--------|--------|-------|----------------|
/// | three machines, in a row          | 0 of 2 076  | 99.7 % | 100 %  | 100 % | 7              |
/// | a busy host, any order            | 0.03 %      | 98.5 % | 99.3 % | 100 % | 25             |
/// | the same, by medians of 12 pairs  | 4.1 %       | 80 %   |        |       | 12             |
package struct PairedRule: Hashable, Sendable {
  /// The pairs before anything is decided.
  package var screening = 3
  /// The most pairs that are taken.
  package var most = 48
  /// How many sessions of each side must have hit its floor before the builds are the same.
  package var floorHits = 3
  /// The pairs after which steady sides are decided on: so many leave less than 0.4 % to two modes of processes.
  package var steady = 5
  /// The probability below which the order of the sessions is conclusive.
  package var limit = 3e-4
  /// The same when no more pairs can be taken.
  package var hurriedLimit = 1e-2

  // Shares of the tolerance.
  /// How near to its floor a session has hit it, and within what a steady side lies.
  package var floorShare = 0.25
  /// How near the floors of equal builds are, and how far behind a session of the old build a new one is behind it.
  package var near = 0.5
  /// Within what of the old floor two sessions of the new build are enough.
  package var within = 0.9
  /// Beyond what each of the two best sessions lies behind its counterpart; both together lie beyond the tolerance, for a
  /// red build says that something became worse by more than that. One lucky session then hides no slowdown.
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

/// What of a worse time the machine explains, where no pair of builds can tell the two apart.
///
/// The calibration loops show how much slower the machine itself is: the time is divided by the ratio of the loop that was
/// slowed down most. The time for which the threads of a long body waited is subtracted, and where a session was kept from
/// the processors most of the time, what that may have cost. What remains beyond the threshold is the code's doing.
package enum MachineRule {
  /// How many times longer a loop may take than it did before it shows anything. Arithmetic repeats to a thousandth; loads
  /// follow whoever compiles beside it.
  static let repeats = (arithmetic: 1.1, loads: 1.5)
  /// The most that a neighbour was seen to cost: a busy sibling thread leaves at least half.
  static let mostByNeighbours = 2.0
  /// What a busy sibling thread may cost where no loop on file could show it: recorded were 1.5 to 1.9.
  static let unseenSibling = 2.0
  /// The pressure, and the share stolen by the hypervisor, from which others ran on the machine.
  static let othersRan = (pressure: 0.3, steal: 0.02)
  /// The shares of waiting and of stolen time beyond which they explain a part of a number.
  ///
  /// With two endless loops beside it on two processors a session waits a third of the time, and the rules were replayed
  /// with that; beyond twice as much even its best samples are disturbed. No limit on pressure or preemptions separates the
  /// two: with two endless loops on two processors, where the rules hold, the median session has a pressure of 1 and 115
  /// preemptions a second, with four loops the same, and beside compilers alone (33 benchmarks) up to 0.5 and 107; a body
  /// that starts tasks preempts itself 90 000 times. Both are shown to the reader.
  static let explaining = (waiting: 0.7, steal: 0.25)
  /// The greatest share that is divided by: a session that waited all the time would explain everything.
  static let mostExplained = 0.98
}

// MARK: - What a GPU excuses

/// When the state of a GPU excuses a worse number.
package enum GPURule {
  /// How far cycles may be apart and still be the same.
  static let sameCycles = 0.05
  /// How much lower a clock must be before it is said to be.
  static let lowerClock = 0.02
  /// How much lower a clock must be to excuse what is worse: as much as a slower processor excuses. Only against the file:
  /// a clock that is lower in one of two builds measured in turn is that build's doing.
  static let slowerGPU = 0.1
  /// How much two power limits may differ before they are two.
  static let samePowerLimit = 0.01
  /// How many sessions that all have caveats are enough: each has cost two windows.
  static let fewestWithCaveats = 3
}
