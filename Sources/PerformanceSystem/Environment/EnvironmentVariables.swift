extension [String: String] {
  /// The value of an environment variable; one that is set to nothing is as good as unset, as workflows write it.
  ///
  /// Taken for a path, an empty `PERFTEST_STATE` would be the package itself.
  package func setting(_ name: String) -> String? {
    self[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
