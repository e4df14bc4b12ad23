import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

/// Reads numbers of a benchmark from built bundles, alone on the machine.
struct BenchmarkReader {
  let id: BenchmarkID
  let output: Output

  /// Runs a body while no other measurement runs, and passes it a status that shows its duration.
  func alone<Result>(_ body: (ElapsedStatus) throws -> Result) throws -> Result {
    try LockWait(holderActivity: "measures", output: output).alone {
      let status = ElapsedStatus("measuring \(id.shortDescription.shown(atMost: 200))", output: output)
      defer { status.end() }
      return try body(status)
    }
  }

  /// Takes a session.
  /// - Parameters:
  ///   - iterations: the iterations of each sample, by benchmark, where known.
  ///   - status: shows the duration.
  /// - Throws: ``NoNumber`` when the build has no such benchmark, or it fails there.
  func session(
    of bundle: TestBundle, iterations: [String: Int] = [:], showing status: ElapsedStatus
  ) throws -> BenchmarkSession {
    defer { try? FileManager.default.removeItem(at: bundle.scratch) }
    let outcome = try bundle.takeSession(id.function, iterations: iterations, slowdown: .none) {
      status.poll()
      return true
    }
    switch outcome {
    case .measured(let sessions):
      guard let session = sessions.first(where: { $0.id == id }) else {
        throw NoNumber(reason: "it has no such benchmark")
      }
      return session
    case .empty: throw NoNumber(reason: "it has no such benchmark")
    case .disabled: throw NoNumber(reason: "it has no such benchmark, or its test is disabled")
    case .failed(let failure): throw NoNumber(reason: "the benchmark fails: \(failure.text)")
    case .abandoned: throw NoNumber(reason: "it was cancelled")
    }
  }

  /// A session's reading of a metric.
  /// - Throws: ``NoNumber`` when there is none.
  func reading(_ metric: String, in session: BenchmarkSession) throws -> MetricReading {
    guard let reading = session.reading(metric) else {
      throw NoNumber(reason: "its benchmark does not measure \(metric)")
    }
    if let cause = reading.unavailable { throw NoNumber(reason: "\(metric) is not available: \(cause.text)") }
    guard !reading.values.isEmpty, reading.values.allSatisfy(\.isFinite) else {
      throw NoNumber(reason: "its \(metric) is not a finite number")
    }
    return reading
  }
}
