import Foundation
import PerformanceBuild
import PerformanceRecords
import PerformanceSystem

/// The environment of a measuring process: the same variables in the same order, however it was started.
///
/// Code that reads the environment costs more the more variables there are, and CI systems set a hundred. Necessary
/// variables are passed on, or set to a default where they are not set; all others are removed.
package struct ChildEnvironment: Equatable, Sendable {
  /// The variables with their values.
  package let variables: [String: String]

  /// The environment for a child.
  /// - Parameters:
  ///   - parent: the variables of this process.
  ///   - requested: the names that benchmarks request, besides those of ``EnvironmentRequest/variable``.
  /// - Throws: ``InputError`` for a name that cannot be requested.
  package init(from parent: [String: String], requested: Set<String> = []) throws(InputError) {
    var names = try EnvironmentRequest(environment: parent).names.union(requested)
    names.formUnion(Self.needed)
    names.formUnion(parent.keys.filter { name in Self.neededPrefixes.contains { name.hasPrefix($0) } })
    var variables = Self.defaults(parent)
    for name in names { variables[name] = parent[name] ?? variables[name] }
    variables.merge(Self.fixed) { $1 }
    self.variables = variables
  }

  /// Variables that make the same code cost the same in every process.
  package static let fixed = [
    // Otherwise sets and dictionaries have another order in each process, and another cost.
    "SWIFT_DETERMINISTIC_HASHING": "1",
    // Otherwise Swift Testing takes a backtrace of every thrown error: a thousand allocations in a parser that throws.
    "SWT_SWIFT_ERROR_BACKTRACING_ENABLED": "0",
  ]

  /// Variables that the loader, the clock and the GPU need. `LD_PRELOAD` is excluded: it changes the measured code.
  private static let needed: Set<String> = [
    "PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH", GPURequest.variable,
    GPURequest.libraryVariable, RunClock.variable,
  ]
  private static let neededPrefixes = ["CUDA_", "NVIDIA_"]

  private static let categories = [
    "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES", "LC_MONETARY", "LC_NUMERIC", "LC_TIME",
  ]

  /// Defaults of unset variables, which give every process the same number of variables.
  private static func defaults(_ parent: [String: String]) -> [String: String] {
    let all = parent.setting("LC_ALL")
    let language = all ?? parent.setting("LANG") ?? "C"
    var variables = [
      "PATH": "/usr/bin:/bin", "HOME": homeFolder, "TMPDIR": "/tmp", "LANG": language,
      "TZ": parent["TZ"].map { $0.isEmpty ? "UTC" : $0 } ?? timeZone,
    ]
    for name in categories { variables[name] = all ?? parent.setting(name) ?? language }
    return variables
  }

  private static let homeFolder: String = {
    guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return "/" }
    return String(cString: folder)
  }()

  /// The name of the system's time zone, by the target of a link.
  private static let timeZone: String = {
    let file = "/etc/localtime"
    let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: file)) ?? ""
    if let range = target.range(of: "zoneinfo/") { return String(target[range.upperBound...]) }
    return FileManager.default.fileExists(atPath: file) ? ":" + file : "UTC"
  }()
}
