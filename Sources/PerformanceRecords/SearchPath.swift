/// The folders in which programs are looked for.
package enum SearchPath {
  /// The first executable of this name on the `PATH` of an environment.
  package static func executable(
    _ name: String, in environment: [String: String], isExecutable: (String) -> Bool
  ) -> String? {
    (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }.first(where: isExecutable)
  }
}
