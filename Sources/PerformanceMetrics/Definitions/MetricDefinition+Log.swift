extension MetricDefinition {
  /// The families about what the tool did. Counters go on when old log files are removed.
  static let log = [
    commands, commandsFailed, commandErrors, commandDuration, gitDuration, gitErrors, cacheRequests, cacheHits,
    validationFailures, notificationsFailed, logEvents,
  ]

  static let commands = MetricDefinition(
    "perf_commands", .counter, labels: ["command"], from: .log, help: "Commands that have ended.")
  static let commandsFailed = MetricDefinition(
    "perf_commands_failed", .counter, labels: ["command", "exit"], from: .log,
    help: "Commands that have ended with another status than 0; exit=1 is a red build.")
  static let commandErrors = MetricDefinition(
    "perf_command_error_ratio", .gauge, unit: "ratio", from: .log,
    help: "Share of commands that could not do their work: 0, 1, 3 and the statuses of health and doctor are answers.")
  static let commandDuration = MetricDefinition(
    "perf_command_duration_seconds", .histogram, unit: "seconds", labels: ["command"], from: .log,
    help: "How long commands took.")
  static let gitDuration = MetricDefinition(
    "perf_git_operation_duration_seconds", .histogram, unit: "seconds", labels: ["op"], from: .log,
    help: "How long git took, by its first word.")
  static let gitErrors = MetricDefinition(
    "perf_git_errors", .counter, labels: ["op"], from: .log, help: "Git commands that have failed.")
  static let cacheRequests = MetricDefinition(
    "perf_cache_requests", .counter, labels: ["cache", "result"], from: .log,
    help: "Builds of pairs that were looked for among those that are kept: result=hit, or miss where one was built.")
  static let cacheHits = MetricDefinition(
    "perf_cache_hit_ratio", .gauge, unit: "ratio", labels: ["cache"], from: .log,
    help: "Share of hits among the requests of a cache.")
  static let validationFailures = MetricDefinition(
    "perf_validation_failures", .counter, labels: ["kind"], from: .log,
    help: "Files and settings that could not be used.")
  static let notificationsFailed = MetricDefinition(
    "perf_notifications_failed", .counter, labels: ["integration", "reason"], from: .log,
    help: "Notifications that did not reach a receiver, by its kind.")
  static let logEvents = MetricDefinition(
    "perf_log_events", .counter, labels: ["level"], from: .log, help: "Records of the log.")
}
