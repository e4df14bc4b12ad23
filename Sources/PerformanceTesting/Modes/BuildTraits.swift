import CPerformanceProbe
import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceWindow

/// How this test bundle was built, which decides whether its times mean anything.
package enum BuildTraits {
  /// Why a measurement of this build would mean nothing; `nil` for an optimised build, and where the clock is a script's:
  /// times are the script's in any build.
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
  /// Nothing in the bundle tells, but the arguments do: `swift test` hands its own on, and compiles so in release
  /// unless it is told `--disable-testable-imports`. `perftest` starts the bundle itself and builds without.
  package static func isTestable(arguments: [String]) -> Bool {
    let isStartedBySwiftTest = arguments.contains { $0 == "-c" || $0.hasPrefix("--configuration") }
    return isStartedBySwiftTest && !arguments.contains("--disable-testable-imports")
  }

  /// Whether functions begin at the multiples of ``MeasuredBuild``.
  ///
  /// A package is compiled with one set of flags, so the functions of this one tell. They begin at multiples of 16 anyway:
  /// that all of these begin at multiples of 64 without the flags happens once in 65 000 builds.
  package static let isAligned =
    RunClock.isScripted
    || probes.allSatisfy { probe in
      UInt(bitPattern: unsafeBitCast(probe, to: Int.self)) % UInt(MeasuredBuild.alignment) == 0
    }

  private typealias Probe = @convention(c) (Int) -> Int

  /// Functions of different code, lest the linker make one of two.
  private static let probes: [Probe] = [
    { $0 &+ 1 }, { $0 &* 3 }, { $0 &- 5 }, { $0 ^ 7 }, { $0 | 9 }, { $0 & 11 }, { ~$0 }, { $0 &>> 2 },
  ]

  /// The modules beside this bundle that were compiled from files which changed later; none where that cannot be seen.
  static var outdatedModules: [String] {
    let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let products = executable.deletingLastPathComponent()
    // The files of a module that is not compiled as a whole are listed otherwise.
    guard products.lastPathComponent == "release", let modules = try? CompiledModules(products: products) else {
      return []
    }
    return OutdatedModules(modules).findings.map(\.module.name)
  }

  /// The profile runtime is linked into builds with coverage only.
  private static var isCoverageBuild: Bool {
    dlsym(dlopen(nil, RTLD_NOW), "__llvm_profile_write_file") != nil
  }
}
