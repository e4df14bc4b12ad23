import Foundation
import PerformanceAlerts
import PerformanceBuild
import PerformanceLog
import PerformanceSystem
import PerformanceWorkflows

/// The alerts of a command's package.
struct OpenedAlerts {
  let package: PackageFolder
  let settings: AlertSettings
  let store: AlertStore
  let context: CommandContext

  /// Reads the settings of the package that the arguments name.
  /// - Throws: ``InputError`` when there is no package, or its settings cannot be read.
  init(_ arguments: Arguments, in context: CommandContext) throws {
    self.context = context
    package = try PackageFolder(arguments, in: context)
    settings = try AlertSettingsFile(in: package.baselines.folder).read()
    store = AlertStore(package.state)
  }

  /// The time, in seconds since 1970.
  var now: Double { Date().timeIntervalSince1970 }

  /// The state, without changing anything.
  func state() -> AlertState {
    let (state, problems) = store.read()
    report(problems)
    return state
  }

  /// Changes the state.
  /// - Throws: ``CommandFailure`` where another process evaluates for all the time, ``InputError``, or the body's error.
  func change(_ body: (inout AlertState) throws -> Void) throws {
    try locked {
      var state = state()
      try body(&state)
      try store.write(state)
    }
  }

  /// Runs a function while no other process changes alerts.
  func locked<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try store.locked(body)
    } catch let busy as AlertStore.Busy {
      throw Self.failure(busy)
    }
  }

  /// The error of a command that another process has kept waiting.
  static func failure(_ busy: AlertStore.Busy) -> CommandFailure {
    let holder = busy.holder.map { " (process \($0.process))" } ?? ""
    return CommandFailure(
      status: .notMeasurable,
      message: "another process\(holder) has been evaluating the alerts of this package for too long")
  }

  /// Sends notifications; those for the console are shown by this command.
  func delivery() -> NotificationDelivery {
    NotificationDispatcher(
      settings, context: MessageContext(environment: context.environment, settings: settings), folder: store.folder
    ) { [output = context.output] notification in
      // At once: other receivers are notified beside it.
      output.error(ConsoleLines.lines(notification, output.messages.colour).joined(separator: "\n"))
    }.delivery
  }

  /// Says why a receiver got no notification.
  func report(_ failure: DeliveryFailure, of receiver: String) {
    let kind = settings.receivers.first { $0.name == receiver }?.kind.name
    context.log.record(
      .info, .notificationFailed, "a receiver got no notification",
      ["notification.integration": .string(kind ?? "other"), "notification.reason": .string(failure.reason)])
    context.output.error("warning: '\(receiver.printable)' got no notification: \(failure.text)")
  }

  func report(_ problems: [AlertStore.Problem]) {
    for problem in problems { context.output.error("warning: \(problem.text)") }
  }

  /// The alert that a fingerprint, or the beginning of one, or the name of a rule means.
  /// - Throws: ``InputError`` where it means none or several.
  func alerts(_ query: String, in state: AlertState) throws -> [Alert] {
    let found = state.alerts.filter { $0.rule == query || $0.fingerprint.hasPrefix(query) }
    guard !found.isEmpty else {
      throw InputError(
        file: "'\(query.printable(atMost: 80))'", problem: "is neither a rule with an alert nor the key of one",
        remedy: "See 'swift run perftest alerts list --active'.")
    }
    return found
  }
}
