import CPerformanceProbe
import Foundation

/// How this test bundle was built, which decides whether its times mean anything.
package enum BuildTraits {
  /// Why a measurement of this build would mean nothing; `nil` for an optimised build.
  package static var unmeasurable: String? {
    let reasons = [
      (_isDebugAssertConfiguration(), "debug build"), (perf_is_sanitized(), "build with a sanitizer"),
      (isCoverageBuild, "build with coverage"),
    ]
    return reasons.first { $0.0 }?.1
  }

  /// Whether the code was compiled with `-enable-testing`.
  ///
  /// Nothing in the bundle tells, but the arguments do: `swift test` hands its own on, and compiles so in release
  /// unless it is told `--disable-testable-imports`. `perftest` starts the bundle itself and builds without.
  package static func isTestable(arguments: [String]) -> Bool {
    let isStartedBySwiftTest = arguments.contains { $0 == "-c" || $0.hasPrefix("--configuration") }
    return isStartedBySwiftTest && !arguments.contains("--disable-testable-imports")
  }

  /// The profile runtime is linked into builds with coverage only.
  private static var isCoverageBuild: Bool {
    dlsym(dlopen(nil, RTLD_NOW), "__llvm_profile_write_file") != nil
  }
}
