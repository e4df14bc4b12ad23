import PerformanceBuild

extension CommandRunner {
  /// The commands of `perftest-gate`.
  package static var gate: CommandRunner {
    CommandRunner(
      CommandTable.gate.commands,
      [
        GateCommand.self, RecordCommand.self, ListCommand.self,
      ], others: CommandTable.others)
  }
}
