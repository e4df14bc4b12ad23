import PerformanceBuild
import PerformanceSystem

/// The user's arguments for every `swift build`: traits, flags and settings, besides those of a measured build.
package struct SwiftBuildArguments: Equatable, Sendable {
  /// All of them, in their order.
  package let words: [String]

  /// Reads the arguments of the variable, followed by those of the command.
  /// - Throws: ``UsageError`` for one of the command that cannot be passed, ``InputError`` for one of the variable.
  package init(typed: [String] = [], environment: [String: String]) throws {
    let variable = PerftestVariable.swiftBuildArguments
    let set: [String]
    do {
      set = try ShellWords.split(environment.setting(variable) ?? "")
    } catch {
      throw Self.error(in: variable, "has a quote or a backslash without its end", "Close the quote.")
    }
    if let refusal = set.lazy.compactMap(Self.refusal).first {
      throw Self.error(in: variable, "has \(refusal.word)", "\(refusal.reason); leave it out.")
    }
    if let refusal = typed.lazy.compactMap(Self.refusal).first {
      throw UsageError(
        "\(CommonArguments.swiftBuildArgument.name) cannot pass \(refusal.word): \(refusal.reason); leave it out")
    }
    words = set + typed
  }

  private static func error(in variable: PerftestVariable, _ problem: String, _ remedy: String) -> InputError {
    InputError(file: "environment variable \(variable.rawValue)", problem: problem, remedy: remedy)
  }
}

// MARK: - Refused arguments

extension SwiftBuildArguments {
  private static let refused: [(reason: String, words: Set<String>)] = [
    (
      "perftest sets it for its builds",
      [
        "-c", "--configuration", "--scratch-path", "--build-path", "--package-path", "--chdir", "-C", "--build-tests",
        "--product", "--target", "--show-bin-path",
      ]
    ),
    (
      "counting replaces functions of the Swift runtime, and a bundle that has them linked in statically does not link",
      ["--static-swift-stdlib", "-static-stdlib", "-static-executable"]
    ),
    (
      "such a build is not what is released, and its times mean nothing",
      ["--enable-testable-imports", "-enable-testing", "--enable-code-coverage", "--sanitize", "-sanitize"]
    ),
  ]

  private static func refusal(of word: String) -> (word: String, reason: String)? {
    let name = String(word.prefix { $0 != "=" })
    return refused.first { $0.words.contains(name) }.map { (name, $0.reason) }
  }
}

// MARK: - Comparability

extension SwiftBuildArguments {
  /// Arguments that do not change the compiled code, so that numbers stay comparable.
  private static let neutral: Set<String> = [
    "-v", "--verbose", "--vv", "--very-verbose", "-q", "--quiet", "--disable-sandbox", "--skip-update",
    "--disable-automatic-resolution", "--force-resolved-versions", "--only-use-versions-from-resolved-file",
    "--auto-index-store", "--enable-index-store", "--disable-index-store", "--enable-dependency-cache",
    "--disable-dependency-cache", "--enable-build-manifest-caching", "--disable-build-manifest-caching",
  ]
  /// Such arguments that take a value.
  private static let neutralWithValue: Set<String> = [
    "-j", "--jobs", "--cache-path", "--config-path", "--security-path", "--netrc-file", "--manifest-cache",
  ]

  /// The arguments that change the compiled code.
  package var comparable: [String] {
    var comparable: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      let name = String(word.prefix { $0 != "=" })
      if Self.neutralWithValue.contains(name) {
        if name == word { _ = rest.popFirst() }
      } else if !Self.neutral.contains(word) {
        comparable.append(word)
      }
    }
    return comparable
  }
}
