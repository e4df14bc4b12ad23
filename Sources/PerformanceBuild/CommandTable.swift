/// Every subcommand of `perftest`, with the executable that it is compiled into: the only list of both.
///
/// A new subcommand is a row here, a type of its name in the folder of its executable, and that type in the list of types
/// in the same folder, which is a file `CommandRunner+….swift`. Commands that inspect results or the machine are compiled
/// when one of them is first used, so that a first gate does not compile them.
package enum CommandTable {
  /// The commands whose exit status is what they found about the machine, so that none of them fails by it.
  package static let reportingByStatus = ["health", "doctor"]

  /// What a first gate needs. This executable also prints the overview and reports unknown commands.
  ///
  /// The types of these commands are in `PerformanceWorkflows`.
  package static let gate = Product(
    name: "perftest-gate",
    commands: [
      Row("gate", "Measure the benchmarks and fail when one became worse than its baseline."),
      Row("record", "Measure the benchmarks and file the numbers as their baselines."),
      Row("list", "List the performance tests and their baselines."),
    ])

  /// What inspects results.
  ///
  /// The types of these commands are in `PerformanceInvestigation`.
  package static let investigation = Product(
    name: "perftest-tools",
    commands: [
      Row("accept", "Accept a regression until a day, up to its present size, with a reason."),
      Row("show", "Show a baseline, a run, or everything recorded about a benchmark."),
      Row("explain", "Show the cost of a benchmark by function, and its change since the baseline."),
      Row("bisect", "Find the commit that made a benchmark worse."),
      Row("verify-gate", "Count false alarms and found slowdowns of the gate, on this machine with this suite."),
      Row("replay", "Judge recorded sessions of unchanged code by several rules, side by side."),
    ])

  /// What reads the results of many runs.
  ///
  /// The types of these commands are in `PerformanceHistoryCommands`.
  package static let history = Product(
    name: "perftest-history",
    commands: [
      Row(
        "history", "Keep, share and maintain the results of all runs.",
        parts: [
          Row("history list", "List the newest runs: when, of which code, where, and with which outcome."),
          Row("history show", "Show the results of a run, the worst first, even where its event log is gone."),
          Row("history rename", "Let a renamed benchmark or test function keep its series."),
          Row("history prune", "Remove old samples, older results and the oldest runs from the index."),
          Row("history update", "Take the runs of new event logs into the index."),
          Row("history check", "Check that the index is sound and has the run of every event log."),
          Row("history rebuild", "Read every event log again."),
          Row("history push", "Add the runs of this machine to a history that is shared by git or PostgreSQL."),
          Row("history pull", "Take in the runs of other machines from a shared history."),
          Row("history import", "Take in event logs of other folders, and exported runs."),
          Row("history export", "Write runs as lines of JSON that another history imports."),
        ]),
      Row("trend", "Show what changed, and when: changes of level, drift and forecast over all runs."),
      Row("compare", "Compare two runs, commits or baselines."),
      Row("merge", "Join the event logs of shards into the log of one run."),
    ])

  /// What makes documents.
  ///
  /// The types of these commands are in `PerformanceReportCommands`.
  package static let reports = Product(
    name: "perftest-reports",
    commands: [
      Row("report", "Show what happened within a day, a week, or since a commit, for a team to read."),
      Row("export", "Write a run in a format that other tools, or people, read."),
      Row("judge", "Judge results of another benchmark tool: those after a change against those before it."),
      Row("open", "Open the page of a run in a browser."),
      Row("metrics", "Show totals of all runs, the tool and the machine as metrics, or serve them to Prometheus."),
    ])

  /// What looks at a run under way.
  ///
  /// The types of these commands are in `PerformanceLiveCommands`.
  package static let live = Product(
    name: "perftest-live",
    commands: [
      Row("watch", "Show the run under way, its verdicts and the machine on the whole terminal."),
      Row("status", "Print what watch shows, once, as text or as JSON."),
      Row("follow", "Print the events of a run as they happen."),
      Row(
        "log", "Search and check the log of what perftest did.",
        parts: [
          Row("log search", "Show the records of the log that match."),
          Row("log stats", "Count the records of the log by level, category, day and message."),
          Row("log tail", "Show the newest records of the log, and those that follow."),
          Row("log verify", "Check that no line of the audit log was changed, removed or moved."),
          Row("log prune", "Remove the oldest files of the audit log."),
        ]),
    ])

  /// What keeps promises over many runs.
  ///
  /// The types of these commands are in `PerformanceOperationsCommands`.
  package static let operations = Product(
    name: "perftest-operations",
    commands: [
      Row(
        "budget", "Keep benchmarks within limits that are reviewed like code.",
        parts: [
          Row("budget list", "List the budgets of baselines/budgets.json, and what each of them matches."),
          Row("budget check", "Judge the numbers of a run by the budgets as they are now, the least headroom first."),
          Row("budget suggest", "Propose limits from the history: the worst of the newest results, and a margin."),
        ]),
      Row("forecast", "Show which budgets are crossed and which limits of space are reached, and when."),
      Row(
        "slo", "Keep promises over weeks: objectives, and what is left of their error budgets.",
        parts: [
          Row("slo status", "Show the objectives of baselines/objectives.json, their error budgets and burn rates."),
          Row("slo gate", "Exit with 3 while too little of an error budget is left for a release."),
          Row("slo export", "Write the objectives for OpenSLO, Sloth and Prometheus."),
          Row("slo import", "Take in objectives that another tool keeps."),
        ]),
      Row(
        "alerts", "Notify people once when they are needed, and again when it is over.",
        parts: [
          Row("alerts check", "Evaluate all rules once, and send what is new."),
          Row("alerts list", "List the rules, or the alerts that are active or resolved."),
          Row("alerts show", "Show a rule with its alerts: its condition, its limit, its runbook."),
          Row("alerts ack", "Acknowledge an alert, so that it is neither repeated nor escalated."),
          Row("alerts silence", "Mute some alerts until a time, with an author and a reason."),
          Row("alerts test", "Send a notification that is marked as a test through every receiver."),
          Row("alerts stats", "Show how often alerts fired, how long they lasted, and which come back."),
          Row("alerts export", "Write the rules for Prometheus."),
        ]),
      Row(
        "usage", "Show how the suite is used; nothing leaves this machine.",
        parts: [
          Row("usage commands", "Show which commands are used, how they end, and suspicious sequences of runs."),
          Row("usage sessions", "Show when somebody worked, for how long, and what followed what."),
          Row("usage benchmarks", "Show which benchmarks run most, are red, slow or noisy, were added or removed."),
          Row("usage heatmap", "Show in which hours of a week commands are used."),
          Row("usage weekly", "Show the last seven days on a page, as text, Markdown, HTML or JSON."),
          Row("usage export", "Write the commands of the period as CSV or JSON."),
        ]),
      Row(
        "hooks", "Measure before a push, and list changed baselines after a merge.",
        parts: [
          Row("hooks install", "Install the git hooks; an existing hook is kept and called."),
          Row("hooks remove", "Remove the git hooks, and restore those that were there before."),
          Row("hooks status", "Show which git hooks are installed."),
          Row("hooks changed", "Print a filter for the benchmarks that a change can affect."),
        ]),
    ])

  /// What inspects the machine.
  ///
  /// The types of these commands are in `PerformanceDiagnostics`.
  package static let diagnostics = Product(
    name: "perftest-machine",
    commands: [
      Row("health", "Check whether measuring is possible here and now, once or for a supervisor that asks."),
      Row("doctor", "Check whether this machine and package are ready to measure, and suggest remedies."),
      Row("gpu", "Show the GPUs, every reading of them or why there is none, and which one is measured."),
    ])

  /// The executables with the commands that a first gate does not need.
  package static let others = [investigation, history, reports, live, operations, diagnostics]

  /// All executables.
  package static let products = [gate] + others

  /// The executable that has a command; ``gate`` for an unknown command and for none.
  package static func product(of command: String?) -> Product {
    others.first { $0.commands.contains { $0.name == command } } ?? gate
  }

  /// The one-line description of a command; `nil` where there is no such command.
  package static func abstract(of command: String) -> String? {
    products.flatMap(\.commands).flatMap { [$0] + $0.parts }.first { $0.name == command }?.abstract
  }

  /// An executable of this package with a part of the commands.
  package struct Product: Sendable {
    /// The name of the executable.
    package let name: String
    /// Its commands, in the order of the overview.
    package let commands: [Row]
  }

  /// A command as the overview lists it.
  package struct Row: Hashable, Sendable {
    /// The word that selects it, or the two words.
    package let name: String
    /// A one-line description.
    package let abstract: String
    /// The commands that begin with its word; empty for a command that is run by itself.
    package let parts: [Row]

    init(_ name: String, _ abstract: String, parts: [Row] = []) {
      self.name = name
      self.abstract = abstract
      self.parts = parts
    }
  }
}
