import PerformanceMeasurement
import PerformanceRecords

/// Reads a GPU around windows.
package protocol GPUReader: Sendable {
  /// Begins a window: takes the first snapshot and starts the sampler.
  /// - Returns: how many seconds of work the window needs.
  func open() -> Double
  /// Ends the window.
  /// - Parameter seconds: how long the iterations took, without what lay between them.
  func close(iterations: Int, seconds: Double) -> Result<GPUReadings, GPUAbsence>
}

/// What a window on a GPU gave.
package struct GPUReadings: Sendable {
  /// The values of the metrics by name.
  package var values: [String: MetricDefinition.Gathered]
  /// On which board, and the caveats about the window.
  package var conditions: GPUConditions

  package init(values: [String: MetricDefinition.Gathered], conditions: GPUConditions) {
    self.values = values
    self.conditions = conditions
  }
}

/// Why no GPU is read.
package struct GPUAbsence: Error, Hashable {
  /// One sentence for a person.
  package var text: String

  package init(_ text: String) { self.text = text }
}
