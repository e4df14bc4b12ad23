import PerformanceMeasurement
import PerformanceRecords

/// Reads a GPU around windows.
package protocol GPUReader: Sendable {
  /// Opens a window: takes the first snapshot and starts the sampler.
  /// - Returns: The seconds of work that the window needs.
  func open() -> Double
  /// Closes the window.
  /// - Parameter seconds: the duration of the iterations, without the time between them.
  func close(iterations: Int, seconds: Double) -> Result<GPUReadings, GPUAbsence>
}

/// The result of a window on a GPU.
package struct GPUReadings: Sendable {
  /// The values of the metrics by name.
  package var values: [String: MetricDefinition.Gathered]
  /// The board, with the caveats about the window.
  package var conditions: GPUConditions

  package init(values: [String: MetricDefinition.Gathered], conditions: GPUConditions) {
    self.values = values
    self.conditions = conditions
  }
}

/// The reason why no GPU is read.
package struct GPUAbsence: Error, Hashable {
  /// A sentence for the user.
  package var text: String

  package init(_ text: String) { self.text = text }
}
