/// The process that measures on the machine.
package struct LockHolder: Hashable, Sendable, Codable {
  /// The process.
  package var process: Int
  /// Its working folder, which names the checkout.
  package var folder: String
  /// When it took the machine, in seconds since 1970; `nil` where that is not known.
  package var since: Double?

  package init(process: Int, folder: String, since: Double? = nil) {
    self.process = process
    self.folder = folder
    self.since = since
  }
}
