import PerformanceHealth
import PerformanceNVML
import PerformanceRecords
import PerformanceSystem

/// Everything that the checks read, GPUs included: this machine in a command, scripted values in tests.
@dynamicMemberLookup
package struct DoctorProbe: Sendable {
  /// The state of the GPUs.
  package enum GPUs: Equatable, Sendable {
    /// GPU measurements are turned off; none was searched for.
    case off
    /// The machine has none: the problem and the remedy, in sentences.
    case absent(problem: String, remedy: String)
    /// A GPU or its driver does not work: the problem and the remedy, in sentences.
    case broken(problem: String, remedy: String)
    /// A variable is invalid, or requires an absent GPU.
    case unusable(InputError)
    case found([GPUSnapshot], GPUReport.Selection)
  }

  /// What needs no library of a vendor.
  package var health: HealthProbe
  /// The GPUs, each with its readings.
  package var gpus: @Sendable () -> GPUs = { .off }
  /// The duration of the calibration loop, in nanoseconds for a thousand steps.
  package var calibration: @Sendable () -> Double = { 0 }

  /// Creates a probe of an empty environment.
  package init(_ health: HealthProbe = HealthProbe()) { self.health = health }

  package subscript<Value>(dynamicMember path: WritableKeyPath<HealthProbe, Value>) -> Value {
    get { health[keyPath: path] }
    set { health[keyPath: path] = newValue }
  }

  package subscript<Value>(dynamicMember path: KeyPath<HealthProbe, Value>) -> Value { health[keyPath: path] }

  /// The first executable of this name on the `PATH`.
  func executable(_ name: String) -> String? { health.executable(name) }

  /// The first line of a file without the line feed.
  func line(_ path: String) -> String? { health.line(path) }
}
