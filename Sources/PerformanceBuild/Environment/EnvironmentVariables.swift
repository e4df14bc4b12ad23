extension [String: String] {
  /// The value of an environment variable; an empty one counts as unset, since workflows cannot unset variables.
  ///
  /// An empty `PERFTEST_STATE` taken as a path would be the package itself.
  package func setting(_ name: String) -> String? {
    self[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether an environment variable is set to anything but nothing, `0` or `false`.
  package func isOn(_ name: String) -> Bool {
    !["", "0", "false"].contains(self[name]?.lowercased() ?? "")
  }
}
