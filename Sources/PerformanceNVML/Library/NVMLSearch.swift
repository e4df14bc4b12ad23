import PerformanceRecords

/// Where NVIDIA's management library is searched.
package struct NVMLSearch: Hashable, Sendable {
  /// The places.
  package enum Place: Hashable, Sendable {
    /// The system has no such library; its name.
    case nowhere(String)
    /// One path and no other.
    case exactly(String)
    /// The first of these that loads: a name without a slash is looked for by the loader.
    case firstOf([String])
  }

  /// The places.
  package var location: Place
  /// Functions that are taken for missing though the library exports them, which lets a test have an older driver.
  package var hiddenFunctions: Set<String>

  /// A search from its parts.
  package init(location: Place, hiddenFunctions: Set<String> = []) {
    self.location = location
    self.hiddenFunctions = hiddenFunctions
  }

  /// The environment variable that names the library.
  package static let variable = GPURequest.libraryVariable

  /// The search that an environment asks for: `PERFTEST_NVML` is the exact path of a library, and without it the
  /// driver's usual folders are tried.
  package init(environment: [String: String]) {
    if let path = environment.setting(Self.variable) {
      self.init(location: .exactly(path))
    } else {
      self.init(location: Self.usualPlace)
    }
  }

  private static var usualPlace: Place {
    #if os(Linux)
      .firstOf([soname] + folders.map { "\($0)/\(soname)" })
    #elseif os(macOS)
      .nowhere("macOS")
    #else
      .nowhere("this system")
    #endif
  }

  /// The name with its version. Without one it may be the stub that the CUDA toolkit has for linking, which loads and
  /// then fails to start.
  private static let soname = "libnvidia-ml.so.1"

  /// Where drivers put the library when the loader's own cache does not know it. Never the working folder.
  private static let folders = [
    "/usr/lib64", "/usr/lib64/nvidia", "/usr/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu/nvidia/current",
    "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/lib/nvidia",
    // Windows Subsystem for Linux, NixOS, Google's Kubernetes and many containers, NVIDIA's GPU operator.
    "/usr/lib/wsl/lib", "/run/opengl-driver/lib", "/usr/local/nvidia/lib64",
    "/run/nvidia/driver/usr/lib/x86_64-linux-gnu",
  ]
}
