import Foundation
import PerformanceTestSupport
import Testing

@Suite("Headers that a user's module may see")
struct HeaderTests {
  @Test("are C++ as well, and declare C functions in it", arguments: ["c++17", "c++20", "c++23"])
  func cxx(standard: String) throws {
    let folder = try TemporaryFolder()
    let source = try folder.write(
      """
      #include "CPerformanceInterposition.h"
      #include "CPerformanceProbe.h"
      uint64_t faults() { return perf_usage_now().major_faults + perf_now() + (uint64_t)perf_script_failure(); }
      """, to: "user.cpp")
    let includes = ["Probe", "Interposition"].flatMap {
      ["-I", BuiltCommand.checkout.appendingPathComponent("Sources/CPerformance\($0)/include").path]
    }
    let object = folder.file("user.o").path
    _ = try TestTool.run(
      ["clang", "-x", "c++", "-std=\(standard)", "-Wall", "-Werror", "-Wno-nullability-extension"] + includes
        + ["-c", source.path, "-o", object])
    let symbols = try TestTool.run(["nm", "-u", object]).split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(symbols.contains("perf_usage_now") && symbols.contains("perf_script_failure"), "\(symbols)")
  }
}
