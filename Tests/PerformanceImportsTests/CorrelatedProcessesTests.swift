import Foundation
import PerformanceImports
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// Unchanged code whose processes differ: each has its own layout and luck, which all of its samples share.
@Suite("False alarms on results of other tools")
struct CorrelatedProcessesTests {
  /// How the processes of a program differ.
  enum Kind: String, CaseIterable, Sendable {
    /// By a factor around one.
    case layout
    /// A third of them is half as fast again.
    case modes
    /// By how busy the machine is, which lasts over several processes.
    case busy

    /// The levels of processes that run one after the other.
    func levels(_ count: Int, _ generator: inout SplitMix64) -> [Double] {
      var disturbance = 0.0
      return (0..<count).map { _ in
        switch self {
        case .layout: return 100 * exp(0.1 * generator.normal())
        case .modes: return (generator.unit() < 0.33 ? 150 : 100) * (1 + 0.02 * generator.unit())
        case .busy:
          disturbance = 0.7 * disturbance + 0.3 * (generator.unit() < 0.3 ? 1 : 0)
          return 100 * (1 + 0.03 * generator.unit() + 0.6 * disturbance)
        }
      }
    }
  }

  /// The results of processes, each with samples that follow one another.
  private func file(_ levels: [Double], samples: Int, _ generator: inout SplitMix64) -> ImportedResults {
    let processes = levels.map { level in
      var wander = 0.0
      return (0..<samples).map { _ -> Double in
        wander = 0.9 * wander + 0.1 * generator.normal()
        return level * (1 + 0.02 * abs(wander))
      }
    }
    return ImportedResults(benchmarks: [
      ImportedBenchmark(name: "a", metric: .importedTime, processes: processes)
    ])
  }

  private func outcome(
    _ kind: Kind, before: Int, after: Int, samples: Int, slower: Double = 1, _ generator: inout SplitMix64
  ) -> Verdict.Outcome {
    // One after the other as in a loop that starts both programs in turn.
    let levels = kind.levels(2 * max(before, after), &generator)
    let old = stride(from: 0, to: 2 * before, by: 2).map { levels[$0] }
    let new = stride(from: 1, to: 2 * after, by: 2).map { levels[$0] * slower }
    return ResultComparison(
      old: [file(old, samples: samples, &generator)], new: [file(new, samples: samples, &generator)], module: "tool"
    ).record.verdicts[0].outcome
  }

  @Test("One process on each side is never red, and never same, however many correlated samples it has")
  func oneProcess() {
    var generator = SplitMix64(seed: 1)
    for kind in Kind.allCases {
      for _ in 0..<20 {
        #expect(outcome(kind, before: 1, after: 1, samples: 200, &generator) == .ambiguous)
      }
    }
  }

  /// The trials of each kind; a thousand of each, run once, gave no red verdict either.
  private static let trials = 200

  @Test("Unchanged code is not red, whatever the processes differ by", arguments: Kind.allCases)
  func unchanged(_ kind: Kind) {
    var generator = SplitMix64(seed: 2)
    for (before, after) in [(12, 7), (12, 15)] {
      let red = (0..<Self.trials).count { _ in
        outcome(kind, before: before, after: after, samples: 5, &generator) == .regressed
      }
      #expect(red == 0, "\(kind) \(before) \(after): \(red)")
    }
  }

  @Test("Code that takes 1.3 times as long is found where processes do not scatter as far, and 1.8 times elsewhere")
  func slower() {
    var generator = SplitMix64(seed: 3)
    let found = (0..<40).count { _ in
      outcome(.layout, before: 20, after: 20, samples: 5, slower: 1.8, &generator) == .regressed
    }
    #expect(found > 10, "\(found)")
    let steady = (0..<40).count { _ in
      let levels = (0..<19).map { _ in 100 * (1 + 0.03 * generator.unit()) }
      let (old, new) = (Array(levels[..<12]), levels[12...].map { $0 * 1.3 })
      let verdicts = ResultComparison(
        old: [file(old, samples: 5, &generator)], new: [file(new, samples: 5, &generator)], module: "tool"
      ).record.verdicts
      return verdicts[0].outcome == .regressed
    }
    #expect(steady == 40, "\(steady)")
  }
}

extension SplitMix64 {
  /// A number with a standard normal distribution.
  fileprivate mutating func normal() -> Double {
    (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
  }
}
