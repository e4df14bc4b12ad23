import Foundation

/// A folder of this process alone, gone when the last reference to it is.
final class TemporaryFolder {
  let url: URL

  init(_ name: String = #function) throws {
    let letters = name.prefix { $0.isLetter }
    let process = ProcessInfo.processInfo.processIdentifier
    // Always of one length: the names' allocations are counted.
    let number = String(10_000_000 + Int(process))
    url = FileManager.default.temporaryDirectory.appendingPathComponent("perftests-\(letters)-\(number)")
    try? FileManager.default.removeItem(at: url)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Files named by their number, with that many bytes each.
  func fill(files: Int, bytes: Int) throws {
    let content = Data(SplitMix64.bytes(bytes))
    for index in 0..<files { try content.write(to: file(index)) }
  }

  func file(_ index: Int) -> URL { url.appendingPathComponent("file-\(1000 + index).bin") }
}
