import PerformanceNVML
import PerformanceRecords
import PerformanceSystem

extension GPUSelection {
  /// The GPU that an environment asks for, among those of a session.
  /// - Throws: ``InputError`` when the value makes no sense, or demands what is not there.
  package init(environment: [String: String], session: NVMLSession) throws(InputError) {
    try self.init(GPURequest(environment: environment), environment: environment) { () throws(NVMLFailure) in
      try session.perform { $0.candidates(in: session) }.get()
    }
  }
}

extension GPUSelection {
  /// Makes sure that a GPU which the environment demands is there. Without a demand no library is opened.
  /// - Throws: ``InputError`` when it is not, or when a variable cannot be used.
  package static func meetDemand(of environment: [String: String]) throws(InputError) {
    guard try GPURequest(environment: environment).isDemand else { return }
    _ = try GPUSelection(environment: environment, session: .shared)
  }
}
