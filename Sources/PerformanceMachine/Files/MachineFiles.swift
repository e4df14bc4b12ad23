import Foundation
import PerformanceSystem

/// The files in which the kernel reports the machine's state: those of this machine, or of a folder in tests.
package struct MachineFiles: Sendable {
  /// The text of a file; `nil` when it is missing, unreadable or empty.
  package var read: @Sendable (String) -> String?
  /// The names in a folder; empty when it is missing or unreadable.
  package var names: @Sendable (String) -> [String]
  /// The space of the file system that holds a path, which need not exist yet.
  package var space: @Sendable (String) -> DiskSpace?

  /// Creates files that are read by these functions.
  package init(
    read: @escaping @Sendable (String) -> String?, names: @escaping @Sendable (String) -> [String] = { _ in [] },
    space: @escaping @Sendable (String) -> DiskSpace? = { _ in nil }
  ) {
    self.read = read
    self.names = names
    self.space = space
  }

  /// Creates files below a folder that has `proc` and `sys`.
  /// - Parameters:
  ///   - root: the folder; empty for this machine.
  ///   - space: the space of the file system that holds a path.
  package init(
    root: String = "", space: @escaping @Sendable (String) -> DiskSpace? = { DiskSpace(ofFileSystemHolding: $0) }
  ) {
    self.init(
      read: { SystemFile.read(root + $0) },
      names: { (try? FileManager.default.contentsOfDirectory(atPath: root + $0)) ?? [] },
      space: space)
  }

  /// The text of a file.
  func text(_ path: String) -> MachineReading<String> {
    read(path).map { .success($0) } ?? .failure(.unreadable(path))
  }

  /// The first line of a file without the line feed.
  func line(_ path: String) -> MachineReading<String> {
    text(path).flatMap { text in
      text.split(separator: "\n", maxSplits: 1).first.map { .success(String($0)) } ?? .failure(.malformed(path))
    }
  }

  /// The number that a file consists of.
  func number(_ path: String) -> MachineReading<Double> {
    line(path).flatMap { line in Self.number(line).map { .success($0) } ?? .failure(.malformed(path)) }
  }

  /// A number that is finite and not negative: whatever else stands where the kernel writes one is nonsense.
  static func number(_ text: some StringProtocol) -> Double? {
    let isDecimal = text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") }
    guard isDecimal, let number = Double(text), number.isFinite else { return nil }
    return number
  }
}
