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

  /// Runs a body while no other measurement runs.
  func alone<Result>(_ body: () throws -> Result) throws -> Result {
    let lock = try MachineLock.take(
      waiting: { output.error("waiting for the measurement of \($0?.text ?? "another package")") },
      isWanted: { true })
    let result = try body()
    _ = consume lock
    return result
  }

  /// Takes a session.
  /// - Parameter iterations: the iterations of each sample, by benchmark, where known.
  /// - Throws: ``NoNumber`` when the build has no such benchmark, or it fails there.
  func session(of bundle: TestBundle, iterations: [String: Int] = [:]) throws -> BenchmarkSession {
    defer { try? FileManager.default.removeItem(at: bundle.scratch) }
    switch try bundle.takeSession(id.function, iterations: iterations, slowdown: 1, isWanted: { true }) {
    case .answered(let sessions):
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
