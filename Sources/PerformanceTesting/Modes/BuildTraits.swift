import CPerformanceProbe
import Foundation
import PerformanceBuild
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceWindow

/// The build settings of this test bundle, which decide whether its times are meaningful.
package enum BuildTraits {
  /// Why times of this build are meaningless; `nil` for an optimised build, and for a scripted clock, whose times are
  /// the same in any build.
  package static var unmeasurable: String? {
    guard !RunClock.isScripted else { return nil }
    let reasons = [
      (!OptimisedBuild.isOptimised, "debug build"), (perf_is_sanitized(), "build with a sanitizer"),
      (isCoverageBuild, "build with coverage"),
    ]
    return reasons.first { $0.0 }?.1
  }

  /// Whether the code was compiled with `-enable-testing`.
  ///
  /// Nothing in the bundle shows it, but the arguments do: `swift test` passes its own on, and compiles so in release
  /// unless `--disable-testable-imports` is given. `perftest` starts the bundle itself and builds without testing
  /// enabled.
  package static func isTestable(arguments: [String]) -> Bool {
    // Not every option that begins so: `--configuration-path` is Swift Testing's.
    let isStartedBySwiftTest = arguments.contains {
      $0 == "-c" || $0 == "--configuration" || $0.hasPrefix("--configuration=")
    }
    return isStartedBySwiftTest && !arguments.contains("--disable-testable-imports")
  }

  /// Whether functions are aligned as ``MeasuredBuild`` requires.
  ///
  /// A package is compiled with one set of flags, so the functions of this module are representative. They are aligned
  /// to 16 bytes anyway: without the flags, all of these are aligned to 64 bytes in one of 65 000 builds.
  package static let isAligned =
    RunClock.isScripted
    || probes.allSatisfy { probe in
      UInt(bitPattern: unsafeBitCast(probe, to: Int.self)) % UInt(MeasuredBuild.alignment) == 0
    }

  private typealias Probe = @convention(c) (Int) -> Int

  /// Functions with different code, since the linker may merge equal ones.
  private static let probes: [Probe] = [
    { $0 &+ 1 }, { $0 &* 3 }, { $0 &- 5 }, { $0 ^ 7 }, { $0 | 9 }, { $0 & 11 }, { ~$0 }, { $0 &>> 2 },
  ]

  /// The modules of this bundle that are older than their source files; empty where that is unknown.
  static var outdatedModules: [String] {
    let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let products = executable.deletingLastPathComponent()
    // The files of modules compiled without whole-module optimisation are listed in another form.
    guard products.lastPathComponent == "release", let modules = try? CompiledModules(products: products) else {
      return []
    }
    return OutdatedModules(modules).findings.map(\.module.name)
  }

  /// The profile runtime is only linked into builds with coverage.
  private static var isCoverageBuild: Bool {
    dlsym(dlopen(nil, RTLD_NOW), "__llvm_profile_write_file") != nil
  }
}
