import Foundation
import PerformanceTesting
import Testing

/// Small files in a folder of the process's own.
///
/// A regression means more system calls or larger transfers for each file. Bytes are counted exactly. How long a new file
/// takes depends on the state of the file system, so that may become twice as large before it is red. Foundation asks for
/// the current folder, whose path is a string on the heap from 16 bytes on: one allocation depends on the checkout.
@Suite(
  .performance, .metrics(.wallClock, .io, .allocations),
  .tolerance(.allocations, Tolerance(relative: 0.001, absolute: 2)))
struct FilePerformance {
  @Test(.tolerance(.wallClock, .percent(100)))
  func writeAndRemove() throws {
    let folder = try TemporaryFolder()
    let content = Data(SplitMix64.bytes(4_096))
    // Always a new file: ext4 flushes one that is overwritten to the disk, which then dominates the time.
    try measure(throughput: .bytes(4_096)) {
      try content.write(to: folder.file(0))
      try FileManager.default.removeItem(at: folder.file(0))
    }
  }

  @Test(.tolerance(.wallClock, .percent(100)))
  func writeAtomicallyAndRemove() throws {
    let folder = try TemporaryFolder()
    let content = Data(SplitMix64.bytes(4_096))
    try measure(throughput: .bytes(4_096)) {
      try content.write(to: folder.file(0), options: .atomic)
      try FileManager.default.removeItem(at: folder.file(0))
    }
  }

  @Test func read() throws {
    let folder = try TemporaryFolder()
    try folder.fill(files: 1, bytes: 64 * 1024)
    try measure(throughput: .bytes(64 * 1024)) { try Data(contentsOf: folder.file(0)) }
  }

  @Test func renameThereAndBack() throws {
    let folder = try TemporaryFolder()
    try folder.fill(files: 1, bytes: 64)
    try measure {
      try FileManager.default.moveItem(at: folder.file(0), to: folder.file(1))
      try FileManager.default.moveItem(at: folder.file(1), to: folder.file(0))
    }
  }

  @Test func list() throws {
    let folder = try TemporaryFolder()
    try folder.fill(files: 25, bytes: 16)
    try measure(throughput: .elements(25)) {
      try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil).count
    }
  }
}
