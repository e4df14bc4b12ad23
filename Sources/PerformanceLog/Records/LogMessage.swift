/// The identifier of a kind of log record: stable between versions, unlike the message.
package struct LogMessage: RawRepresentable, Hashable, Sendable {
  /// Words separated by dots.
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
}

extension LogMessage {
  /// A command began. Attributes: `command.name`.
  package static let commandStarted = LogMessage(rawValue: "command.started")
  /// A command ended. Attributes: `command.name`, `duration.seconds`, `exit.status`.
  package static let commandFinished = LogMessage(rawValue: "command.finished")
  /// A part of a command ended. Attributes: `phase.name`, `duration.seconds`, `outcome` (`ok` or `failed`).
  package static let phaseFinished = LogMessage(rawValue: "phase.finished")
  /// A git command ended. Attributes: `git.operation`, `duration.seconds`, `outcome` (`ok` or `failed`), `git.status`,
  /// and `error.message` where it failed.
  package static let gitFinished = LogMessage(rawValue: "git.finished")
  /// Something was looked for in a cache. Attributes: `cache.name`, `outcome` (`hit` or `miss`).
  package static let cacheRequested = LogMessage(rawValue: "cache.requested")
  /// A file or a setting could not be used. Attributes: `input.file`, `input.key`, `input.problem`.
  package static let validationFailed = LogMessage(rawValue: "validation.failed")
  /// A command reported another error. Attributes: `exit.status`.
  package static let errorShown = LogMessage(rawValue: "error.shown")
  /// A command reported a warning.
  package static let warningShown = LogMessage(rawValue: "warning.shown")
  /// A receiver got no notification. Attributes: `notification.integration`, `notification.reason`.
  package static let notificationFailed = LogMessage(rawValue: "notification.failed")
}

extension LogMessage {
  /// The baseline of a suite was recorded.
  package static let baselineRecorded = LogMessage(rawValue: "audit.baseline.recorded")
  /// A regression was accepted, or an acceptance was removed.
  package static let acceptanceChanged = LogMessage(rawValue: "audit.acceptance.changed")
  /// A budget was changed.
  package static let budgetChanged = LogMessage(rawValue: "audit.budget.changed")
  /// An objective was changed.
  package static let objectiveChanged = LogMessage(rawValue: "audit.objective.changed")
  /// A gate ran without one of its checks, or let something pass that it found. Attributes: `override.name`.
  package static let gateOverridden = LogMessage(rawValue: "audit.gate.overridden")
  /// Results of the history were removed, made again or renamed. Attributes: `history.operation`.
  package static let historyRewritten = LogMessage(rawValue: "audit.history.rewritten")
  /// Alerts were muted, or a silence was ended. Attributes: `silence.id`, `silence.matchers`, `silence.author`,
  /// `silence.comment`, `silence.hours`, which is 0 where it was ended.
  package static let alertsSilenced = LogMessage(rawValue: "audit.alerts.silenced")
  /// Another checked-in file was changed.
  package static let settingsChanged = LogMessage(rawValue: "audit.settings.changed")
  /// The tool helped itself without being asked. Attributes: `remedy.name`.
  package static let remedyApplied = LogMessage(rawValue: "audit.remedy.applied")
  /// Older audit files were removed. Attributes: `chain.kept.sequence`, the first line that is still there.
  package static let auditPruned = LogMessage(rawValue: "audit.log.pruned")
}

extension LogMessage {
  /// Every kind of record that this version makes.
  package static let all = [
    commandStarted, commandFinished, phaseFinished, gitFinished, cacheRequested, validationFailed, errorShown,
    warningShown, notificationFailed, baselineRecorded, acceptanceChanged, budgetChanged, objectiveChanged,
    gateOverridden, historyRewritten, alertsSilenced, settingsChanged, remedyApplied, auditPruned,
  ]
}
