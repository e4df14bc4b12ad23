import PerformanceGPU
import PerformanceMeasurement
import PerformanceNVML
import PerformanceRecords
import PerformanceSystem
import PerformanceText

/// Which GPU a run would measure, and why.
struct MeasuredGPU {
  let environment: [String: String]

  /// The selection in words.
  /// - Throws: ``InputError`` when a variable cannot be used, or demands what is not there.
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
  /// What there is, for the checks of the machine. With `PERFTEST_GPU=off` nothing of NVML is opened.
  var forDoctor: DoctorProbe.GPUs {
    do throws(InputError) {
      let request = try GPURequest(environment: environment)
      guard request != .off else { return .off }
      // Where a GPU is demanded, its absence is the error of the selection.
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
