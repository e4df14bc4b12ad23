import PerformanceGPU
import PerformanceMeasurement
import PerformanceNVML
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// The GPU that a run would measure, with the reason.
struct MeasuredGPU {
  let environment: [String: String]

  /// The selection as text.
  /// - Throws: ``InputError`` when a variable is invalid, or requires an absent GPU.
  func selection() throws(InputError) -> GPUReport.Selection {
    switch try GPUSelection(environment: environment, session: .shared) {
    case .off: .none("\(GPURequest.variable) is off.")
    case .none(let reason): .none(reason)
    case .chosen(let gpu): .measured(uuid: gpu.uuid, because: try reason, notes: gpu.notes.map(\.sentence))
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

extension MeasuredGPU {
  /// The state of the GPUs for the doctor. With `PERFTEST_GPU=off` NVML is not opened.
  var forDoctor: DoctorProbe.GPUs {
    do throws(InputError) {
      let request = try GPURequest(environment: environment)
      guard request != .off else { return .off }
      // The absence of a required GPU is an error of the selection.
      let selection = try selection()
      do throws(NVMLFailure) {
        let reader = try GPUSnapshotReader()
        defer { reader.end() }
        return .found(reader.read(), selection)
      } catch {
        return error.isAbsence
          ? .absent(problem: error.problem, remedy: error.remedy)
          : .broken(problem: error.problem, remedy: error.remedy)
      }
    } catch {
      return .unusable(error)
    }
  }
}
