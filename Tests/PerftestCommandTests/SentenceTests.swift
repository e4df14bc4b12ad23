import Testing

/// Sentences for people are made in the text and report targets; elsewhere causes are enumerations with numbers.
@Suite("Sentences for people")
struct SentenceTests {
  /// The targets that make sentences, each with what they are.
  private static let speaking: [String: String] = [
    "PerformanceText": "what a bundle and a command print",
    "PerformanceReports": "what a command prints",
    "PerformanceWorkflows": "progress, errors and help of commands",
    "PerformanceInvestigation": "progress, errors and help of commands",
    "PerformanceHistoryCommands": "progress, errors and help of commands",
    "PerformanceOperationsCommands": "progress, errors and help of commands",
    "PerformanceReportCommands": "progress, errors and help of commands",
    "PerformanceExports": "what a document says",
    "PerformanceAlerts": "summaries of alerts, and what notifications say",
    "PerformanceDelivery": "why a server did not take a document",
    "PerformanceMetrics": "help of families, and an error with a remedy",
    "PerformanceLive": "what is shown of a run under way",
    "PerformanceLiveCommands": "progress, errors and help of commands",
    "PerformanceImports": "errors of files with a line and a remedy",
    "PerformanceDiagnostics": "findings with what to do",
    "PerformanceHealth": "findings with what to do",
    "PerformanceFlameGraphs": "labels of a picture",
    "PerformanceBuild": "one-line descriptions of commands, and an error with a remedy",
    "PerformanceSystem": "errors with a file and a remedy",
    "perftest": "errors with a file and a remedy",
  ]

  /// The calls that make an error for the user, or advice for the compiler. They may have sentences in every target.
  private static let errors: Set<String> = [
    "InputError", "UsageError", "CommandFailure", "DecodingError.dataCorruptedError", "GPURequest.error",
    "JSONFile.decode", "JSONFile.read", "precondition", "@available",
  ]

  /// Literals that other targets may have.
  private struct Exception {
    /// The beginning of the file's path.
    let path: String
    /// The call that has them; any where it is `nil`.
    var call: String?
    /// Why they are there.
    let reason: String

    func allows(_ literal: StringLiteral, in file: SourceFile) -> Bool {
      file.path.hasPrefix(path) && (call.map(literal.calls.contains) ?? true)
    }
  }

  private static let exceptions = [
    Exception(
      path: "PerformanceNVML/", call: ".unavailable", reason: "each call of a driver has its own causes, kept as text"),
    Exception(path: "PerformanceNVML/", call: ".invalid", reason: "the same of a reading that contradicts itself"),
    Exception(path: "PerformanceNVML/Window/EnergyWindow.swift", reason: "the same with numbers"),
    Exception(path: "PerformanceNVML/Window/GPUWindow", reason: "faults, and the counters that such causes name"),
    Exception(path: "PerformanceNVML/Calls/NVMLSession.swift", reason: "the same for all calls of a fork"),
    Exception(path: "PerformanceNVML/Library/", reason: "codes of NVML and of its start, with remedies"),
    Exception(path: "PerformanceNVML/Devices/GPUThrottleReasons.swift", reason: "names of bits, as NVIDIA has them"),
    Exception(path: "PerformanceNVML/Snapshots/GPUQuantity.swift", reason: "names of readings, with their units"),
    Exception(path: "PerformanceNVML/Selection/", call: "Self.absent", reason: "makes an InputError"),
    Exception(path: "PerformanceGPU/", call: ".unavailable", reason: "continues the causes of a driver"),
    Exception(path: "PerformanceGPU/", call: "GPUAbsence", reason: "continues the causes of a driver"),
    Exception(path: "PerformanceTesting/Modes/BuildTraits.swift", reason: "names of builds in an InputError"),
    Exception(
      path: "PerformanceTesting/Traits/PerformanceTrait.swift", call: "Test.cancel",
      reason: "Swift Testing wants a comment, which no one sees"),
    Exception(path: "PerformanceTesting/Measure/ArgumentText.swift", reason: "a text of Swift's runtime, looked for"),
    Exception(path: "PerformanceBundles/Children/TestOutput.swift", reason: "texts of Swift Testing, looked for"),
    Exception(
      path: "PerformanceBundles/Children/TestSelection+Arguments.swift", reason: "the remedy of two InputErrors"),
    Exception(path: "PerformanceGit/BaseCommit.swift", reason: "names of commits, and causes of one CommandFailure"),
    Exception(path: "PerformanceGit/GitCheckout.swift", reason: "problems and advice of one CommandFailure"),
    Exception(
      path: "PerformanceGit/RepositoryFiles.swift", call: "GitTool.Failure", reason: "an error as git has them"),
    Exception(
      path: "PerformanceRecords/Budgets/BudgetRule.swift", call: "refuse",
      reason: "problems of a key in a DecodingError"),
    Exception(path: "PerformanceOperations/Objectives/", call: "refuse", reason: "the same of objectives"),
    Exception(path: "PerformanceRecords/PerftestCommand.swift", reason: "a command"),
    Exception(path: "PerformanceRecords/Events/EventLogReader.swift", reason: "names of writers in an InputError"),
    Exception(path: "PerformanceRecords/Events/TimeLimit.swift", reason: "allowed values in a UsageError"),
    Exception(path: "PerformanceRecords/Requests/PlantedSlowdown.swift", reason: "allowed values in an InputError"),
    Exception(path: "PerformanceRecords/Requests/RunRequest.swift", reason: "the remedy of its InputErrors"),
    Exception(path: "PerformanceRecords/Environment/GPURequest.swift", reason: "problem and remedy of an InputError"),
    Exception(path: "PerformanceProfiles/Callgrind/CallgrindParser.swift", reason: "makes InputErrors"),
    Exception(path: "PerformanceProfiles/Names/", reason: "words of Swift's demangler, and functions without a name"),
    Exception(path: "PerformanceVerification/Replay/ComparisonRule.swift", reason: "the name of a statistical test"),
    Exception(path: "PerformanceHistory/PostgreSQL/", reason: "statements of SQL"),
    Exception(path: "PerformanceHTTP/ServerAddress.swift", reason: "allowed values in a UsageError"),
  ]

  /// Whether a literal is a sentence or a part of one: three words in a row.
  private static func isSentence(_ literal: StringLiteral) -> Bool {
    literal.text.contains(/[a-z]+ [a-z]+ [a-z]+/)
  }

  @Test("Other targets have them in errors alone, except where a reason is known")
  func sentences() async throws {
    var used: Set<Int> = []
    for target in try await PackageManifest.load().sources where Self.speaking[target.name] == nil {
      for file in try SourceFile.all(of: target.name) {
        for literal in StringLiteral.all(in: file.text) where Self.isSentence(literal) {
          if !Self.errors.isDisjoint(with: literal.calls) { continue }
          let index = Self.exceptions.firstIndex { $0.allows(literal, in: file) }
          if let index { used.insert(index) } else { Issue.record("\(file.path):\(literal.line): \(literal.text)") }
        }
      }
    }
    for index in Self.exceptions.indices where !used.contains(index) {
      Issue.record("\(Self.exceptions[index].path) has no sentence any more")
    }
  }

  @Test("A command in one has its prefix, so that it can be typed as shown")
  func commands() async throws {
    for target in try await PackageManifest.load().sources {
      for file in try SourceFile.all(of: target.name) {
        for literal in StringLiteral.all(in: file.text) where literal.text.contains(/'perftest [a-z]/) {
          Issue.record("\(file.path):\(literal.line): \(literal.text)")
        }
      }
    }
  }

  @Test("String literals are found with the calls around them, and comments are not")
  func literals() {
    let source = ##"""
      // "a comment"
      /* "another" */
      throw InputError(file: "a\"b", problem: "is \(names.map { "'\($0)'" }.joined(separator: ", ")) here")
      let text = """
        two "quoted" lines \
        of \(count) words
        """
      let raw = #"x \(y) \#(z)"#
      let expression = /"[a-z]/
      @available(*, message: "old") case .unavailable("no")
      """##
    let found = StringLiteral.all(in: source)
    #expect(
      found.map(\.text) == [
        #"a\"b"#, "is … here", "'…'", ", ", "\n  two \"quoted\" lines \\\n  of … words\n  ", #"x \(y) …"#, "[a-z]/",
        "old", "no",
      ])
    #expect(found.map(\.line) == [3, 3, 3, 3, 4, 8, 9, 10, 10])
    #expect(
      found.map(\.calls) == [
        ["InputError"], ["InputError"], ["InputError"], ["InputError", ".joined"], [], [], [], ["@available"],
        [".unavailable"],
      ])
  }
}
