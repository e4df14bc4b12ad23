import Foundation
import PerformanceBuild
import PerformanceLog
import PerformanceRecords
import PerformanceSystem
import PerformanceText

extension RunLog {
  /// The log in the state of a package, as the environment wants it.
  /// - Throws: ``InputError`` for a variable about the log with a value that it cannot have.
  package init(in state: StateLocation, environment: [String: String], output: Output) throws(InputError) {
    guard let settings = try LogOutlet.Settings(environment: environment) else {
      self = .none
      return
    }
    // Git must not see the log of a state folder that it makes.
    try? state.create()
    self.init(
      LogOutlet(
        LogFolder(state: state), settings: settings, process: ProcessInfo.processInfo.processIdentifier,
        actor: LogActor(environment: environment),
        show: { record in
          // A terminal may show a line of progress.
          let clearing = output.messages.isTerminal ? StatusLine.clearing : ""
          output.error(clearing + LogText(colour: output.messages.colour).line(of: record))
        },
        report: { output.error(Output.warning + $0.text) }))
  }
}

extension LogOutlet.Settings {
  /// The value for no log.
  private static let off = "off"

  /// Reads the variables of the log; `nil` where it is off.
  /// - Throws: ``InputError`` for another value than they can have.
  package init?(environment: [String: String]) throws(InputError) {
    self.init()
    if let text = environment.setting(.log) {
      if text == Self.off { return nil }
      fileLevel = try Self.level(text, of: .log, others: [Self.off])
    }
    if let text = environment.setting(.logShown) { shownLevel = try Self.level(text, of: .logShown) }
    if let text = environment.setting(.logDays) {
      guard let days = Int(text), 0...36_500 ~= days else {
        throw Self.error(.logDays, text, allowed: "a number of days from 0 to 36500")
      }
      self.days = days
    }
  }

  private static func level(
    _ text: String, of variable: PerftestVariable, others: [String] = []
  ) throws(InputError) -> LogLevel {
    guard let level = LogLevel(name: text) else {
      throw error(variable, text, allowed: (LogLevel.allCases.map(\.name) + others).joined(separator: ", "))
    }
    return level
  }

  private static func error(_ variable: PerftestVariable, _ text: String, allowed: String) -> InputError {
    InputError(
      file: "environment variable \(variable.rawValue)", problem: "is '\(text.printable(atMost: 60))'",
      remedy: "Set it to \(allowed), or unset it.")
  }
}

extension LogProblem {
  /// The problem as a sentence.
  var text: String {
    switch self {
    case .unwritable(let path, let code):
      "what perftest does is not logged: \(path.printable) cannot be written (\(String(cString: strerror(code))))"
    case .busy(let path):
      "what perftest does is not logged: another process holds \(path.printable)"
    }
  }
}
