import Foundation

/// A folder of its own for a test, removed when the test lets go of it.
public final class TemporaryFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Creates an empty folder.
  /// - Parameter parent: the folder that it is in.
  public init(in parent: URL = FileManager.default.temporaryDirectory) throws {
    url = parent.appendingPathComponent("perftest-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Where a file of this name is, or will be.
  public func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// Writes a file, and the folders above it.
  @discardableResult
  public func write(_ text: String, to path: String) throws -> URL {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }

  /// A file could not be made a program.
  public struct ProgramError: Error {}

  /// Writes a program, and the folders above it.
  /// - Throws: ``ProgramError``, or what writing throws.
  @discardableResult
  public func writeProgram(_ text: String, to path: String) throws -> URL {
    let file = try write(text, to: path)
    try Self.makeExecutable(file)
    return file
  }

  /// Makes a file that was just written a program.
  ///
  /// Another process copies it. One that a test is starting at the same time holds the files of this process between
  /// `fork` and `exec`, and the system starts nothing that somebody may write: "Text file busy".
  /// - Throws: ``ProgramError``.
  public static func makeExecutable(_ file: URL) throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", #"cp "$1" "$1.new" && chmod 755 "$1.new" && mv "$1.new" "$1""#, "sh", file.path]
    try shell.run()
    shell.waitUntilExit()
    guard shell.terminationStatus == 0 else { throw ProgramError() }
  }

  /// The text of a file.
  public func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(path)), as: UTF8.self)
  }

  /// The paths of all files below, sorted, hidden ones included.
  public func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: url.appendingPathComponent(path).path, isDirectory: &isFolder)
      return !exists || !isFolder.boolValue
    }.sorted()
  }
}
