/// Two folders that exchange their names while a build runs: both builds were compiled in the first one, and each finds
/// its own files there.
package struct ExchangedFolders: Hashable, Sendable, Codable {
  /// The folder that both builds were compiled in.
  package var compiled: String
  /// The folder with the files of the build that is not running.
  package var aside: String

  /// Folders of one file system.
  package init(compiled: String, aside: String) {
    self.compiled = compiled
    self.aside = aside
  }
}
