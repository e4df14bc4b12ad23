/// The compiler settings of measured code, beyond `-c release`.
package enum MeasuredBuild {
  /// The alignment of functions in bytes: one cache line.
  package static let alignment = 64

  /// The flags of a measured build, as `swift build` and `swift test` take them.
  ///
  /// Without them an unrelated edit moves every function after it, and the cost of a loop depends on where in a cache
  /// line it begins: a sort of 100 numbers took 0.81 µs in three of six such builds and 1.0 µs in the others, but 0.80
  /// to 0.81 µs in all six with `-align-all-functions=6` (AMD EPYC, Swift 6.3.1). The last flag is the equivalent for
  /// C; its effect was not measured separately.
  package static let flags = [
    "-Xswiftc", "-Xllvm", "-Xswiftc", "-align-all-functions=6", "-Xcc", "-falign-functions=64",
  ]

  /// The variables of a measured build, in which manifests leave out unit tests.
  package static func environment(from environment: [String: String]) -> [String: String] {
    environment.merging(["PERFTEST": "1"]) { $1 }
  }

  /// The problem and its remedy where no compiler is found.
  package static let noCompiler = "'swift' is not on the PATH; install Swift 6.3 or extend PATH."

  /// The command that measures without `perftest`, with the same verdicts as the gate.
  package static var testCommand: String {
    (["swift", "test", "-c", "release", "--disable-testable-imports"] + flags).joined(separator: " ")
  }
}
