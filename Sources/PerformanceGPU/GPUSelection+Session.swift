import PerformanceNVML
import PerformanceRecords
import PerformanceSystem

extension GPUSelection {
  /// Selects the GPU that an environment requests, among those of a session.
  /// - Throws: ``InputError`` when the value is invalid, or requires an absent GPU.
  package init(environment: [String: String], session: NVMLSession) throws(InputError) {
    try self.init(GPURequest(environment: environment), environment: environment) { () throws(NVMLFailure) in
      try session.perform { $0.candidates(in: session) }.get()
    }
  }
}

extension GPUSelection {
  /// Checks that a GPU exists if the environment requires one. Otherwise no library is opened.
  /// - Throws: ``InputError`` when the GPU is absent, or a variable is invalid.
  package static func checkDemand(of environment: [String: String]) throws(InputError) {
    guard try GPURequest(environment: environment).isDemand else { return }
    _ = try GPUSelection(environment: environment, session: .shared)
  }
}
