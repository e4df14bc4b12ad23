extension CommandRunner {
  /// The commands of `perftest`; those of other executables are built when they are first used.
  package static var front: CommandRunner {
    CommandRunner(
      [GateCommand.self, RecordCommand.self, ListCommand.self], others: Tool.all.flatMap(\.commands), runOther: Tool.run
    )
  }
}
