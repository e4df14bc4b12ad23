/// The process that measures on the machine.
package struct LockHolder: Equatable, Sendable, Codable {
  /// The process.
  package var process: Int
  /// Its working folder, which names the checkout.
  package var folder: String
  /// The time of taking the lock, in seconds since 1970; `nil` if unknown.
  package var since: Double?

  package init(process: Int, folder: String, since: Double? = nil) {
    self.process = process
    self.folder = folder
    self.since = since
  }
}
