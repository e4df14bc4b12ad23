import Foundation
import PerformanceRecords

extension CountingTool {
  /// Whether the costs of each thread go to files of their own.
  package enum Threads: String, Sendable {
    /// Only what the calling thread does is counted: the runner's other threads work beside a synchronous body.
    case separate = "yes"
    /// What all threads do is counted: an asynchronous body goes on in any of them.
    case together = "no"
  }

  /// The arguments of Valgrind before those of the bundle, the first being its own name.
  package func arguments(dumps: URL, threads: Threads) -> [String] {
    // Valgrind takes %p for the process and other signs after a percent sign for a mistake.
    let folder = dumps.path.replacing("%", with: "%%")
    let options = [
      "--tool=callgrind", "--quiet", "--instr-atstart=no", "--dump-line=no", "--separate-threads=\(threads.rawValue)",
      "--callgrind-out-file=\(folder)/\(Self.prefix)%p",
    ]
    let callers = callers > 0 ? ["--separate-callers=\(callers)"] : []
    return [valgrind] + options + callers + (simulatesCaches ? Self.caches : []) + [bundle]
  }

  /// What the names of Callgrind's files begin with.
  package static let prefix = "callgrind.out."

  /// The caches whose hits are estimated, the same on every machine: else those of the processor would be taken.
  private static let caches = [
    "--cache-sim=yes", "--I1=32768,8,64", "--D1=32768,8,64", "--LL=8388608,16,64",
  ]

  /// The variables of a process that is counted: where Valgrind finds its own files, and the routines of the C library.
  package static func environment(from parent: [String: String]) -> [String: String] {
    parent.filter { $0.key == "VALGRIND_LIB" }.merging(routines) { $1 }
  }

  /// Makes the C library choose the same routines on every processor.
  ///
  /// Its own instructions are not counted, but those of its mathematics are in a library of their own.
  private static let routines = [
    "GLIBC_TUNABLES":
      "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX2_Usable,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM,-FMA,-FMA_Usable"
  ]

  /// What counts depend on besides the toolchain: the version of Valgrind, and which of the processors it imitates.
  package func instrument(cpuInformation text: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("flags") || $0.hasPrefix("Features") } ?? ""
    let features = Set(line.split(whereSeparator: \.isWhitespace).map(String.init))
    // Valgrind imitates the best of these that the processor has, and code may ask which it is.
    let level = ["avx2", "avx", "sse4_2", "asimd"].first(where: features.contains)
    return (["valgrind", version] + (level.map { [$0] } ?? [])).joined(separator: "-")
  }
}
