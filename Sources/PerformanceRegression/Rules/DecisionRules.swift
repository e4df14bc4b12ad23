import PerformanceRecords
import PerformanceStatistics

// How a verdict is reached, step by step, with every deciding number. The article HowAVerdictIsReached explains it.
//
// 1. A *count* repeats, so integers are compared: ``ExactRule``. Final at once, on every machine.
// 2. A *time* is compared with the sessions of its baseline: ``SampledRule`` and, where only some processes became
//    slower, ``ShareRule``. A worse time is a candidate with ``SampledRule/screening`` and red with
//    ``SampledRule/standard``.
// 3. A candidate is measured in turn with the build that its baseline was recorded from: ``PairedRule``. Disturbances
//    of the machine affect both sides then, so they excuse nothing.
// 4. Where no pair is available, the machine's part is subtracted from a worse time: ``MachineRule``.
// 5. A worse number of a GPU stays undecided where the state of the GPU excuses it: ``GPURule``.
// 6. A *ratio* of two bodies that were measured in turn has noise on both sides: ``RelativeRule``, against its
//    baseline, another build and a budget.
// 7. A *growth* of costs with a size is compared with the one that the test declares: ``GrowthRule``.
// 8. Sessions become a *baseline* where they can show a slowdown: ``RecordingRule``.
//
// Each number was selected and checked by replays of recorded sessions. A change of one also changes the results of the
// replay tests, and the articles HowAVerdictIsReached and Evidence.

// MARK: - Counts

/// The rule that decides on counts: unchanged code repeats them, so a count outside the baseline's range is a change.
///
/// A count that varies because of threads or the system has a recorded range, and is judged against that range.
package struct ExactRule: Equatable, Sendable {
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

  /// The rule for two builds measured in turn: the other build has no recorded range, so differing counts are taken
  /// eight times on each side.
  package static let inTurn = ExactRule(cap: 8)

  /// The part of the baseline below which a count is repeated, since it may be a miscount, and of the median below which
  /// one of several is left out; 0 where each process counts for itself.
  package var miscount = 0.0

  /// Creates a rule with another cap.
  package init(cap: Int) { self.cap = cap }

  /// The rule for counts of an instrument: where threads made ten recorded counts vary, the eleventh may lie as far
  /// beyond them as they lie apart.
  package var ofAnInstrument: ExactRule {
    var rule = self
    rule.margin = 1
    rule.miscount = 0.5
    return rule
  }

  /// The rule for counts of an instrument beside another build's: one of them is no recorded range, and may be a miscount.
  package static let ofAnInstrumentInTurn = ExactRule(cap: standard.cap).ofAnInstrument
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
package struct SampledRule: Equatable, Sendable {
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

  /// The sessions of a baseline for each of its best that is not used: the best of many moves away from what a fresh one
  /// can reach.
  static let sessionsPerRank = 12
  /// How far below the best session of a baseline a fresh one may come, as a share of it; replays went lower in 2 of 100.
  static let overshoot = 0.04
  /// The same as a share of the distance from the third best session to the best, where that is further.
  static let overshootOfSpread = 0.5
  /// The share of the baseline's sessions by which ``DecisionThreshold/reach`` is measured, and the ratio to the best up
  /// to which they spread no further than noise.
  static let reach = (share: 0.75, steady: 1.1)
  /// How many times ``cap`` a scattered baseline may ask for before its reserve is used, which is a way of its own to be
  /// red and gets this part of the limit.
  static let reserve = (caps: 2, part: 10.0)

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
package struct ShareRule: Equatable, Sendable {
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
  /// The pairs after which a share that is no greater will hardly become so.
  package var fewestPairs = 10
  /// The probability above which the shares are the same when no more pairs are taken.
  package var same = 0.05

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
package struct PairedRule: Equatable, Sendable {
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
  /// The share of the old floor within which a number of sessions of the new build are enough.
  package var within = 0.9, agreeing = 2
  /// The share beyond which each of the two best sessions must lie behind its counterpart, and which their sum must
  /// exceed, because red means worse by more than the tolerance. One lucky session then hides no slowdown.
  package var beyond = 0.8, beyondTogether = 2.0

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
  /// How many times the stolen share of all processors one of them may have lost: on two, all may be of one.
  static let stolenFromOne = 2.0
  /// How many of the best sessions decide, by their median, whether a budget is kept without the machine's part: a
  /// single one with a disturbed calibration could explain any excess.
  static let sessionsForBudget = 3
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

// MARK: - Ratios of two bodies

/// The rule for ratios of two bodies that were measured in turn: *a ratio is worse when the sessions beyond the threshold
/// outnumber those within it by far, and not when two more are within it.*
///
/// A disturbed machine makes a ratio greater or smaller, so the best session proves nothing: where one of a hundred is
/// off by 20 %, the best of fifteen hides a slowdown in one run of seven. Each session is one step of a walk, up where
/// it is beyond and down where it is within. If a session is wrong with the probability p, an unchanged benchmark ends
/// as worse with a probability of at most `(p / (1 − p))ⁿ`, where n is the number of steps up, and a slowdown is missed
/// with `(p / (1 − p))²`.
///
/// Replayed on five recordings of unchanged bodies, 3 000 trials each. Every second sample stood for the other body;
/// the rest were multiplied by the factor in the heading. The tolerance is 20 %. Shares of trials that were worse, the
/// worst recordings first:
///
/// |                          | 1.0 and 1.1 × | 1.3 ×             | 2 ×   | sessions of 1.0 × |
/// |--------------------------|---------------|-------------------|-------|-------------------|
/// | twelve recorded, 15 steps | none          | 98.9 %, 100 %     | 100 % | 2.0               |
/// | twelve recorded, 5 steps  | none          | 99.3 %, 100 %     | 100 % | 2.0               |
/// | a budget, 15 steps       | none          | 98.6 %, 100 %     | 100 % | 2.0               |
/// | two builds, 15 steps     | none          | 97.5, 98.7, 100 % | 100 % | 2.1               |
package struct RelativeRule: Equatable, Sendable {
  /// How many more sessions beyond the threshold than within it make a ratio worse.
  package var beyond: Int
  /// The same number when the time for sessions is used up.
  package var hurriedBeyond: Int
  /// How many more sessions within the threshold than beyond it are enough.
  package var within = 2
  /// The most sessions that are taken.
  package var most = 45

  /// The rule with as many steps as another rule asks for sessions.
  package init(_ rule: SampledRule) {
    beyond = rule.cap
    hurriedBeyond = rule.hurriedCap
  }
}

// MARK: - Growth

/// The rule that decides whether costs grow faster than declared: *they do when the whole interval of their exponent lies
/// above that of the declared growth by more than a margin.*
///
/// Instructions repeat, so one count of each size decides. Times are the best of each size's sessions, and are red only
/// when other sessions came close to the best: on a host whose guests come and go, a size may be measured only while
/// the machine is slower. Replayed on recordings of unchanged code, a different one for each size (2 400 trials each,
/// four to seven sizes over a factor of 8 to 10 000):
///
/// |                             | red    | not decided | sessions |
/// |-----------------------------|--------|-------------|----------|
/// | as declared, all recordings | none   | none        | 3.0      |
/// | declared linear, is n log n: quiet, compilers, loops | 96.5 to 100 % | 0 to 3.5 % | 6.4 |
/// | the same on two busy machines                        | 71 to 99 %    | 0 to 11 %  | 10.9 |
/// | quadratic, declared linear or linearithmic           | 100 %         | none       | 5 to 14 |
package enum GrowthRule {
  /// The fewest sizes: three have an interval that covers 67 %, four 92 %.
  static let fewestSizes = 4
  /// The least ratio of the largest size to the smallest one.
  static let span = 8.0
  /// The largest margin by which an exponent may lie above the declared one.
  ///
  /// It covers lower-order terms: sorting that leaves its last 16 elements to another algorithm grows with an exponent
  /// that is 0.04 to 0.09 above that of n log n.
  static let most = 0.1
  /// The largest margin as a share of the distance to the next class: from linear to linearithmic the whole distance is
  /// only 0.1 to 0.15.
  static let share = 0.5
  /// The fewest sessions before times are judged.
  static let fewestSessions = 3
  /// The fewest sessions before times are red.
  static let redSessions = 5
  /// The most sessions that are taken.
  static let mostSessions = 15
  /// How close a session must come to the best one of its size, as a share of it, and how many sessions must.
  static let floorShare = 0.05, floorHits = 3
}

// MARK: - Baselines

/// Which sessions become a baseline, and how two recordings of unchanged code are joined.
package enum RecordingRule {
  /// The required number of sessions within half the tolerance of the best one.
  ///
  /// Half the tolerance is what the gate's rule requires of one fresh session. Selected by cross-validation on a
  /// recording of 80 benchmarks in which half of the sessions were 1.5 to 1.9 times slower (24 sessions each, 12 in the
  /// baseline against 12 fresh ones): with five hits 0.03 to 0.12 % of unchanged ones look slower and 99.5 % of +25 %
  /// are found, with four 0.3 to 0.5 % and 99.0 to 99.4 %, with one 0.2 to 0.6 % and 97.8 to 98.1 %; either half of the
  /// benchmarks gives the same number.
  package static let fewestHits = 5
  /// The share of the tolerance within which a session hits the floor.
  package static let hitShare = 0.5
  /// The slowdown, as a factor, that a baseline must be able to show; others are refused.
  static let slowestShown = 2.0
  /// The greatest meaningful smallest change: beyond eleven times the time, a baseline shows nothing.
  static let largestChange = 10.0
  /// The greatest share of the best session by which a fresh one may be better, however far the second best lies.
  static let mostOvershoot = 0.5
  /// The part of the values whose distance from the median is the spread of a ratio.
  static let spread = 0.75
  /// The most sessions of an entry; when more are added, the oldest are removed.
  package static let mostSessions = 36
  /// The share of the tolerance by which the floors of two recordings of unchanged code may differ.
  package static let floorShare = 0.25
  /// How far outside of a range a median may lie, as a share: baselines have five significant digits.
  package static let rounding = 1e-4
}
