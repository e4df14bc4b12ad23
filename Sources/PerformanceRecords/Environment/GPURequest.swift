import PerformanceBuild
import PerformanceSystem

/// The user's request for GPU measurements: the value of `PERFTEST_GPU`.
package enum GPURequest: Equatable, Sendable {
  /// The environment variable.
  package static let variable = PerftestVariable.gpu.rawValue

  /// The environment variable with the path of the driver's library, for unusual installations.
  package static let libraryVariable = PerftestVariable.nvml.rawValue

  /// `auto`, and without the variable: the GPU that CUDA code would use, where there is one.
  case automatic
  /// `off`: none, and NVML is not opened.
  case off
  /// `required`: as `auto`, and it is an error when there is none.
  case required
  /// The GPU or MIG instance with this UUID or prefix of one; it is an error when there is none.
  case uuid(String)

  /// Reads the variable.
  /// - Throws: ``InputError`` that lists the allowed values.
  package init(environment: [String: String]) throws(InputError) {
    switch environment.setting(Self.variable) {
    case nil, "auto": self = .automatic
    case "off": self = .off
    case "required": self = .required
    case let text? where text.hasPrefix("GPU-") || text.hasPrefix("MIG-"): self = .uuid(text)
    case let text?: throw Self.error("has the value '\(text)'", remedy: Self.allowed())
    }
  }

  /// Whether the absence of a GPU is an error.
  package var isDemand: Bool {
    switch self {
    case .automatic, .off: false
    case .required, .uuid: true
    }
  }

  /// The sentence that lists the allowed values.
  ///
  /// - Parameter known: the UUIDs of this machine's GPUs and MIG instances.
  package static func allowed(_ known: [String] = []) -> String {
    let here = known.isEmpty ? "(GPU-… or MIG-…)" : "(here: \(known.joined(separator: ", ")))"
    return "Allowed: auto, off, required, and the UUID of a GPU or the beginning of one \(here)."
  }

  /// An error in the variable.
  package static func error(_ problem: String, remedy: String) -> InputError {
    InputError(file: "environment variable \(variable)", problem: problem, remedy: remedy)
  }
}
