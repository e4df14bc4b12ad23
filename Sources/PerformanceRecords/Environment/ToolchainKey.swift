import PerformanceSystem

/// The properties that exact metrics depend on: operating system, C library, architecture, Swift version, build.
package struct ToolchainKey: Equatable, Sendable, Codable {
  /// Such as `linux`.
  package var system: String
  /// Distribution and version, such as `debian12`.
  package var distribution: String
  /// C library and version, such as `glibc2.36`.
  package var library: String
  /// Such as `x86_64`.
  package var architecture: String
  /// Such as `6.3.1`.
  package var swift: String
  /// `release` or `debug`.
  package var configuration: String
  /// Whether the code was compiled with `-enable-testing`, which disables much of the optimiser.
  package var isTestable: Bool
  /// The user's build arguments that change the compiled code, such as `--traits Fast`; `nil` for none.
  package var buildArguments: [String]?

  package init(
    system: String, distribution: String, library: String, architecture: String, swift: String, configuration: String,
    isTestable: Bool, buildArguments: [String] = []
  ) {
    self.system = system
    self.distribution = distribution
    self.library = library
    self.architecture = architecture
    self.swift = swift
    self.configuration = configuration
    self.isTestable = isTestable
    self.buildArguments = buildArguments.isEmpty ? nil : buildArguments
  }

  /// The name of the folder that holds the baselines of this toolchain.
  package var folderName: String {
    let parts = [system, distribution, library, architecture, "swift" + swift, configuration]
    let name = FileName.safe(parts.filter { !$0.isEmpty }.joined(separator: "-") + (isTestable ? "-testable" : ""))
    guard let buildArguments else { return name }
    return name + "-with-" + FileName.distinct(buildArguments.joined(separator: "\0"))
  }
}
