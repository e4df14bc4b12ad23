import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceWorkflows

/// Selects how a bisection distinguishes good and bad commits.
struct TrialsSelection {
  let package: PackageFolder
  let benchmark: KnownBenchmark
  /// Builds commits.
  let builds: CommitBuilds

  /// The trials by a metric; by default by instructions, with trials by time as the alternative where these cannot be
  /// counted.
  /// - Throws: ``InputError`` for an unknown metric, ``CommandFailure`` when requested instructions cannot be counted.
  func trials(_ metric: String?) throws -> (any CommitTrials, others: (any CommitTrials)?) {
    let instructions = CountedMetric.instructions
    guard let metric, metric != instructions else {
      do {
        let valgrind = try Valgrind(environment: package.environment)
        let trials = CountTrials(builds: builds) { try reader.instructions(of: $0, with: valgrind) }
        return (trials, metric == nil ? times(Self.usualTime) : nil)
      } catch let reason as Valgrind.Absence {
        guard metric == nil else {
          throw CommandFailure(status: .notMeasurable, message: "instructions cannot be counted: \(reason)")
        }
        package.output.error("\(reason); the search goes by \(Self.usualTime)")
        return (times(Self.usualTime), nil)
      }
    }
    switch try benchmark.metric(metric).kind {
    case .exact: return (CountTrials(builds: builds) { try reader.count(metric, of: $0) }, nil)
    case .sampled: return (times(metric), nil)
    }
  }

  private static let usualTime = Metric.wallClock.name

  private var reader: BenchmarkReader { BenchmarkReader(id: benchmark.id, output: package.output) }

  private func times(_ metric: String) -> TimeTrials {
    TimeTrials(reader: reader, metric: metric, builds: builds)
  }
}
