import PerformanceMeasurement
import PerformanceNVML
import PerformanceRecords
import PerformanceReports

/// Which GPU a run would measure, and why.
struct MeasuredGPU {
  let environment: [String: String]

  /// The choice in words, and how a command ends that shows it: a variable that cannot be used is an error.
  var choice: (GPUReport.Choice, ExitStatus) {
    do throws(InputError) {
      switch try GPUChoice(environment: environment, session: .shared) {
      case .off: return (.none("\(GPURequest.variable) is off"), .pass)
      case .none(let reason): return (.none(reason), .pass)
      case .chosen(let gpu):
        return (.measured(uuid: gpu.uuid, because: try reason, notes: gpu.notes.map(\.text)), .pass)
      }
    } catch {
      return (.none(error.description), .configuration)
    }
  }

  private var reason: String {
    get throws(InputError) {
      if case .uuid(let uuid) = try GPURequest(environment: environment) {
        return "\(GPURequest.variable) names \(uuid)"
      }
      let visible = environment[VisibleDevices.variable].map { "\(VisibleDevices.variable)=\($0)" }
      return "it is the first one that CUDA shows" + (visible.map { " with \($0)" } ?? "")
    }
  }
}
