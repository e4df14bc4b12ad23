import Foundation
import PerformanceTestSupport

/// The GPUs that a command sees: the fake of NVML with a script. FakeNVML.h lists what that can say.
struct ScriptedGPUs {
  private let folder: TemporaryFolder
  private let script: URL

  /// One GPU that works, unless the script says otherwise.
  init(_ text: String = "") throws {
    folder = try TemporaryFolder()
    script = try folder.write(text, to: "script")
  }

  /// The variables with which a command sees them.
  var environment: [String: String] {
    let library = BuiltCommand.products
      .appendingPathComponent("libFakeNVML.so")
    return ["PERFTEST_NVML": library.path, "FAKE_NVML_SCRIPT": script.path, "NO_COLOR": "1"]
  }
}
