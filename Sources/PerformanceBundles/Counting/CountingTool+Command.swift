import Foundation
import PerformanceRecords

extension CountingTool {
  /// Whether the costs of each thread go to a separate file.
  package enum Threads: String, Sendable {
    /// Counts the calling thread only: the runner's other threads work beside a synchronous body.
    case separate = "yes"
    /// Counts all threads: an asynchronous body may continue in any of them.
    case together = "no"
  }

  /// The arguments of Valgrind before those of the bundle, the first being the program's name.
  package func arguments(dumps: URL, threads: Threads) -> [String] {
    // Valgrind replaces %p by the process id and rejects other characters after a percent sign.
    let folder = dumps.path.replacing("%", with: "%%")
    let options = [
      "--tool=callgrind", "--quiet", "--instr-atstart=no", "--dump-line=no", "--separate-threads=\(threads.rawValue)",
      "--callgrind-out-file=\(folder)/\(Self.prefix)%p",
    ]
    let callers = callers > 0 ? ["--separate-callers=\(callers)"] : []
    return [valgrind] + options + callers + (simulatesCaches ? Self.caches : []) + [bundle]
  }

  /// The prefix of Callgrind's file names.
  package static let prefix = "callgrind.out."

  /// The simulated caches, the same on every machine: by default Callgrind uses those of the processor.
  private static let caches = [
    "--cache-sim=yes", "--I1=32768,8,64", "--D1=32768,8,64", "--LL=8388608,16,64",
  ]

  /// The variables of a counted process: the location of Valgrind's own files, and the routines of the C library.
  package static func environment(from parent: [String: String]) -> [String: String] {
    parent.filter { $0.key == "VALGRIND_LIB" }.merging(routines) { $1 }
  }

  /// Makes the C library select the same routines on every processor.
  ///
  /// The C library's own instructions are not counted, but its mathematics is in a separate library.
  private static let routines = [
    "GLIBC_TUNABLES":
      "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX2_Usable,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM,-FMA,-FMA_Usable"
  ]

  /// The instrument that counts depend on besides the toolchain: Valgrind's version and the processor that it emulates.
  package func instrument(cpuInformation text: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("flags") || $0.hasPrefix("Features") } ?? ""
    let features = Set(line.split(whereSeparator: \.isWhitespace).map(String.init))
    // Valgrind emulates the best of these levels that the processor has, and code may query it.
    let level = ["avx2", "avx", "sse4_2", "asimd"].first(where: features.contains)
    return (["valgrind", version] + (level.map { [$0] } ?? [])).joined(separator: "-")
  }
}
