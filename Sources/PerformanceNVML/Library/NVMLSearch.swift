import PerformanceBuild
import PerformanceRecords

/// The search for NVIDIA's management library.
package struct NVMLSearch: Hashable, Sendable {
  /// The searched files.
  package enum Location: Hashable, Sendable {
    /// The system has no such library; the name of the system.
    case nowhere(String)
    /// One path.
    case exactly(String)
    /// The first of these that loads; the loader searches for a name without a slash.
    case firstOf([String])
  }

  /// The searched files.
  package var location: Location
  /// Exported functions that are treated as missing, which lets a test simulate an older driver.
  package var hiddenFunctions: Set<String>

  package init(location: Location, hiddenFunctions: Set<String> = []) {
    self.location = location
    self.hiddenFunctions = hiddenFunctions
  }

  /// The environment variable that names the library.
  package static let variable = GPURequest.libraryVariable

  /// The search for an environment: `PERFTEST_NVML` is the exact path of a library; without it the driver's usual
  /// folders are searched.
  package init(environment: [String: String]) {
    if let path = environment.setting(Self.variable) {
      self.init(location: .exactly(path))
    } else {
      self.init(location: Self.usualLocation)
    }
  }

  private static var usualLocation: Location {
    #if os(Linux)
      .firstOf([soname] + folders.map { "\($0)/\(soname)" })
    #elseif os(macOS)
      .nowhere("macOS")
    #else
      .nowhere("this system")
    #endif
  }

  /// The name with its version. The unversioned name may be the CUDA toolkit's stub for linking, which loads and then
  /// fails to start.
  private static let soname = "libnvidia-ml.so.1"

  /// The drivers' folders, for libraries that are not in the loader's own cache. Never the working folder.
  private static let folders = [
    "/usr/lib64", "/usr/lib64/nvidia", "/usr/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu/nvidia/current",
    "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/lib/nvidia",
    // Windows Subsystem for Linux, NixOS, Google's Kubernetes and many containers, NVIDIA's GPU operator.
    "/usr/lib/wsl/lib", "/run/opengl-driver/lib", "/usr/local/nvidia/lib64",
    "/run/nvidia/driver/usr/lib/x86_64-linux-gnu",
  ]
}
