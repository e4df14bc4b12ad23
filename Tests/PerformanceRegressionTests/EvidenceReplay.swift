import PerformanceRecords
import PerformanceRegression

/// A way to decide whether a time became worse.
enum EvidenceWay: String, Decodable, CaseIterable {
  case baseline, candidates, pairs
  /// A candidate is red where a pair confirms it.
  case candidatesWithPairs
}

/// How often one way called a recording of unchanged code worse, as it is and slowed down by multiplication.
struct EvidenceCount: Equatable {
  static let factors = [1, 1.25, 1.3, 1.5, 2, 50]

  var trials = 0
  /// Sessions or pairs taken of unchanged code.
  var taken = 0
  /// Those that were worse, by factor.
  var worse = Array(repeating: 0, count: factors.count)

  static func + (first: EvidenceCount, second: EvidenceCount) -> EvidenceCount {
    EvidenceCount(
      trials: first.trials + second.trials, taken: first.taken + second.taken,
      worse: zip(first.worse, second.worse).map(+))
  }
}

/// Counts what each way decides at every placement in a recording, with the placements of ``Replay``.
struct EvidenceReplay {
  let sessions: [Double]

  private var tolerance: Tolerance { .percent(20) }

  func counts() throws -> [EvidenceWay: EvidenceCount] {
    var counts: [EvidenceWay: EvidenceCount] = [:]
    counts[.baseline] = count(.standard).alone
    (counts[.candidates], counts[.candidatesWithPairs]) = count(.screening)
    counts[.pairs] = pairs
    return counts
  }

  /// Counts the placements that a rule calls worse, and those of them that a pair confirms.
  private func count(_ rule: SampledRule) -> (alone: EvidenceCount, confirmed: EvidenceCount) {
    var (alone, confirmed) = (EvidenceCount(), EvidenceCount())
    let pairs = rule == .screening ? sessions.indices.map(confirms) : []
    for first in sessions.indices where first + 12 + rule.cap <= sessions.count {
      let baseline = Array(sessions[first..<first + 12])
      guard
        let threshold = DecisionThreshold(
          baseline: baseline, tolerance: tolerance, direction: .lowerIsBetter, rule: rule)
      else { continue }
      for later in sessions.indices.dropFirst(first + 12) where later + threshold.cap <= sessions.count {
        let run = Array(sessions[later..<later + threshold.cap])
        let after = pairs.element((later + threshold.cap) % sessions.count)
        alone.trials += 1
        confirmed.trials += 1
        var isWorse = false
        for (index, factor) in EvidenceCount.factors.enumerated() {
          if index == 0 {
            let (step, taken) = BusyHost.screen(run, threshold)
            alone.taken += taken
            isWorse = step == .beyond
          } else if !isWorse {
            // A greater slowdown is found wherever a smaller one is.
            isWorse = SampledRule.decision(by: threshold, now: run.map { $0 * factor }) == .beyond
          }
          alone.worse[index] += isWorse ? 1 : 0
          confirmed.worse[index] += isWorse && after?[index] == true ? 1 : 0
        }
      }
    }
    return (alone, confirmed)
  }

  /// Whether pairs from a position on are worse, by factor. Where the recording ends they continue at its beginning.
  private func confirms(from start: Int) -> [Bool] {
    let rotated = Array((sessions[start...] + sessions[..<start]).prefix(2 * PairedRule.standard.most))
    let most = rotated.count / 2 * 2
    return EvidenceCount.factors.map {
      PairedRule.standard.replay(Array(rotated.prefix(most)), times: $0).step == .worse
    }
  }

  /// Counts the runs of pairs in a row.
  private var pairs: EvidenceCount {
    var count = EvidenceCount()
    for first in sessions.indices where first + 2 * PairedReplay.fewest <= sessions.count {
      let most = min(sessions.count - first, 2 * PairedRule.standard.most) / 2 * 2
      count.trials += 1
      for (index, factor) in EvidenceCount.factors.enumerated() {
        let (step, pairs) = PairedRule.standard.replay(Array(sessions[first..<first + most]), times: factor)
        count.worse[index] += step == .worse ? 1 : 0
        count.taken += index == 0 ? pairs : 0
      }
    }
    return count
  }
}
