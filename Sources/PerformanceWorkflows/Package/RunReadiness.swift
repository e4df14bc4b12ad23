import PerformanceHealth
import PerformanceLog
import PerformanceSystem
import PerformanceText

/// Whether the machine is fit for a run now, before minutes of building and measuring.
///
/// Only checks of a few milliseconds. What they find is no verdict: the command ends with 75, and no benchmark is red.
package struct RunReadiness {
  package static let argument = Argument<Int>.number(
    "--wait-until-ready", "SECONDS", in: 1...86_400,
    "wait that long for free space on the disk, memory, and files that can be written; without it, a run that lacks "
      + "them ends at once with 75")

  /// The seconds that a supervisor grants beyond those that are waited.
  private static let reserve = 30

  private let seconds: Int
  private let readiness: Readiness
  private let output: Output
  private let log: RunLog

  /// The readiness for a run of a package.
  /// - Throws: ``UsageError``; parsing has already excluded this.
  init(_ arguments: Arguments, package: PackageFolder) throws(UsageError) {
    self.init(
      probe: .thisMachine(environment: package.environment, package: package.health),
      seconds: try arguments.value(Self.argument) ?? 0, output: package.output, log: package.log)
  }

  /// - Parameter seconds: how long to wait; 0 does not wait.
  package init(probe: HealthProbe, seconds: Int, output: Output, log: RunLog = .none) {
    self.seconds = seconds
    self.output = output
    self.log = log
    var probe = probe
    let sleep = probe.sleep
    probe.sleep = { pause in
      output.supervisor?.report("waiting until the machine is ready")
      sleep(pause)
    }
    readiness = Readiness(probe)
  }

  /// Checks, waiting as long as the arguments say.
  /// - Throws: ``CommandFailure`` with what is missing and the remedy.
  package func check() throws(CommandFailure) {
    var awaited: String?
    let problems = readiness.problems(waiting: Double(seconds)) { problems in
      let text = Self.text(problems)
      output.supervisor?.extendStart(by: Double(seconds + Self.reserve))
      output.error("waiting up to \(ValueFormat.duration(seconds: Double(seconds))): \(text)")
      awaited = text
    }
    guard problems.isEmpty else {
      throw CommandFailure(status: .notMeasurable, message: "not ready to measure: \(Self.text(problems))")
    }
    if let awaited { log.audit(.waitedUntilReady, "the run waited: \(awaited)") }
    output.supervisor?.reportReady()
  }

  private static func text(_ problems: [HealthFinding]) -> String {
    problems.map { problem in
      ["\(problem.name): \(problem.found)", problem.advice].compactMap { $0?.printable }.joined(separator: " – ")
    }.joined(separator: "; ")
  }
}
