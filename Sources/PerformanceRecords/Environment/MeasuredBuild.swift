/// How code that is measured is compiled, beyond `-c release`.
package enum MeasuredBuild {
  /// Functions begin at multiples of this many bytes, a line of the cache.
  package static let alignment = 64

  /// The flags of a measured build, as `swift build` and `swift test` take them.
  ///
  /// Without them an unrelated edit moves every function behind it, and what a loop costs depends on where in a cache
  /// line it begins: a sort of 100 numbers took 0.81 µs in three of six such builds and 1.0 µs in the others, with
  /// `-align-all-functions=6` 0.80 to 0.81 µs in all six (AMD EPYC, Swift 6.3.1). The last flag does the same for C, and
  /// was not measured by itself.
  package static let flags = [
    "-Xswiftc", "-Xllvm", "-Xswiftc", "-align-all-functions=6", "-Xcc", "-falign-functions=64",
  ]

  /// The command by which a user measures by hand, with the same verdicts as the gate.
  package static var testCommand: String {
    (["swift", "test", "-c", "release", "--disable-testable-imports"] + flags).joined(separator: " ")
  }
}
