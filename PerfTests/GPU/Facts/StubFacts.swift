import CNVML
import Foundation
import PerformanceNVML
import PerformanceSystem
import Testing

/// The result of starting the stub of the CUDA toolkit, where the toolkit is installed, with or without a GPU.
///
/// It is in a suite, and in `Scripts/gpu-check` in a process, of its own: it has the name of the driver's library.
@Suite(
  "Facts about the stub of NVML",
  .enabled(if: ProcessInfo.processInfo.environment["GPU_FACTS"] != nil, "GPU_FACTS is not set; see Scripts/gpu-check"))
struct StubFacts {
  private static let folders = [
    "/usr/local/cuda/lib64/stubs", "/usr/local/cuda/targets/x86_64-linux/lib/stubs", "/usr/lib/x86_64-linux-gnu/stubs",
  ]

  @Test func start() throws {
    let paths = Self.folders.map { "\($0)/libnvidia-ml.so" }
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      return Fact.emit("stub of NVML: there is none in \(Self.folders.joined(separator: ", "))")
    }
    Fact.emit("stub of NVML, \(path)") {
      guard let start = try DynamicLibrary(path).symbol("nvmlInit_v2", as: cnvml_start.self) else {
        return "has no nvmlInit_v2"
      }
      return "nvmlInit_v2 returned \(NVMLCode(rawValue: start()))"
    }
  }
}
