import CPerformanceProbe
import Foundation
import PerformanceRecords
import PerformanceSystem

/// Reads the environment of this process and its build settings.
package enum EnvironmentReader {
  /// The environment of this process.
  /// - Parameters:
  ///   - isOptimised: whether the measured code was compiled with optimisation.
  ///   - isTestable: whether it was compiled with `-enable-testing`.
  ///   - isAligned: whether it was compiled with the flags of ``MeasuredBuild``.
  ///   - buildArguments: the user's arguments that change the compiled code.
  package static func read(
    isOptimised: Bool, isTestable: Bool, isAligned: Bool, buildArguments: [String] = []
  ) -> RunEnvironment {
    RunEnvironment(
      toolchain: ToolchainKey(
        system: system, distribution: distribution(osRelease: SystemFile.read("/etc/os-release") ?? ""),
        library: library, architecture: architecture, swift: swiftVersion,
        configuration: isOptimised ? "release" : "debug", isTestable: isTestable, buildArguments: buildArguments),
      machine: machine(
        cpuInformation: SystemFile.read("/proc/cpuinfo") ?? "",
        processors: ProcessInfo.processInfo.activeProcessorCount,
        hypervisor: hypervisor), isAligned: isAligned)
  }

  // MARK: - Toolchain

  private static var system: String {
    #if os(macOS)
      "macos"
    #elseif os(Linux)
      "linux"
    #else
      "other"
    #endif
  }

  /// `debian12` from os-release(5).
  package static func distribution(osRelease text: String) -> String {
    let fields = text.split(separator: "\n").reduce(into: [String: String]()) { fields, line in
      let parts = line.split(separator: "=", maxSplits: 1)
      if parts.count == 2 {
        fields[String(parts[0])] = parts[1].trimmingCharacters(in: CharacterSet(charactersIn: "\"'"))
      }
    }
    guard let name = fields["ID"] else {
      let version = ProcessInfo.processInfo.operatingSystemVersion
      return "\(version.majorVersion).\(version.minorVersion)"
    }
    return name + (fields["VERSION_ID"] ?? "")
  }

  private static var library: String {
    #if canImport(Glibc)
      "glibc" + String(cString: perf_glibc_version())
    #elseif canImport(Musl)
      "musl"
    #else
      ""
    #endif
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "other"
    #endif
  }

  /// The standard library does not report the patch level. The compiler does for the releases known to this code; later
  /// ones are distinguished by the revision of their C compiler.
  private static var swiftVersion: String {
    let version = "\(_SwiftStdlibVersion.current)".split(separator: ".").prefix(2).joined(separator: ".")
    #if compiler(>=6.3.2)
      let revision = String(cString: perf_compiler_version()).split(separator: " ").last ?? ""
      return version + "-" + revision.filter(\.isHexDigit).prefix(8)
    #elseif compiler(>=6.3.1)
      return version + ".1"
    #else
      return version
    #endif
  }

  // MARK: - Machine

  private static var hypervisor: String {
    var signature = [CChar](repeating: 0, count: 13)
    guard perf_hypervisor(&signature) else { return "" }
    let text = signature.prefix { $0 != 0 }.map { Character(UnicodeScalar(UInt8(bitPattern: $0))) }
    // KVM identifies itself as "KVMKVMKVM", Hyper-V as "Microsoft Hv", VMware as "VMwareVMware"; the letters suffice.
    let name = String(text.filter(\.isLetter))
    return name.hasPrefix("KVM") ? "kvm" : name
  }

  /// The processor in the first block of `/proc/cpuinfo`; elsewhere only the count is known.
  package static func machine(cpuInformation text: String, processors: Int, hypervisor: String) -> MachineClass {
    var fields: [String: String] = [:]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { break }
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 {
        fields[parts[0].trimmingCharacters(in: .whitespaces)] = parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    let model = ["cpu family", "model", "stepping"].compactMap { fields[$0] }
    let arm = ["CPU implementer", "CPU part", "CPU variant", "CPU revision"].compactMap { fields[$0] }
    return MachineClass(
      vendor: fields["vendor_id"] ?? fields["CPU implementer"] ?? "unknown", name: fields["model name"] ?? "",
      model: (model.isEmpty ? arm : model).joined(separator: "."), processors: processors, hypervisor: hypervisor)
  }
}
