import Foundation
import PerformanceReportCommands
import PerformanceSystem
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("The text file for node_exporter", .timeLimit(.minutes(60)))
struct MetricTextFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A reader sees one whole text or the other, however often the file is replaced")
  func atomic() throws {
    let file = MetricTextFile(in: folder.url)
    // Texts of different lengths: a torn file would be neither.
    let texts = [String(repeating: "a", count: 100_000) + "\n", String(repeating: "b", count: 300_000) + "\n"]
    try file.write(texts[0])
    let state = Mutex((isDone: false, torn: 0, reads: 0))
    let ended = DispatchSemaphore(value: 0)
    let (url, wanted) = (file.url, Set(texts.map { Data($0.utf8) }))
    withExtendedLifetime(folder) {
      Thread {
        repeat {
          let data = try? Data(contentsOf: url)
          state.withLock {
            $0.reads += 1
            if data.map({ !wanted.contains($0) }) ?? true { $0.torn += 1 }
          }
        } while !state.withLock { $0.isDone }
        ended.signal()
      }.start()
    }
    for index in 0..<400 { try file.write(texts[index % 2]) }
    state.withLock { $0.isDone = true }
    ended.wait()
    #expect(state.withLock { $0.torn } == 0)
    #expect(state.withLock { $0.reads } > 0)
    #expect(try folder.files() == ["perftest.prom"])
  }

  @Test("Everybody can read it")
  func mode() throws {
    let file = MetricTextFile(in: folder.url)
    try file.write("x 1\n")
    var status = stat()
    #expect(stat(file.url.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o644)
  }

  @Test("A leftover of a killed process of the same id is replaced")
  func leftover() throws {
    let name = ".perftest.prom.\(ProcessInfo.processInfo.processIdentifier).tmp"
    try folder.write("half", to: name)
    try MetricTextFile(in: folder.url).write("x 1\n")
    #expect(try folder.files() == ["perftest.prom"])
  }

  @Test("A folder that does not exist is an error that names the file, and nothing is created")
  func missing() throws {
    let file = MetricTextFile(in: folder.file("none"))
    let error = #expect(throws: InputError.self) { try file.write("x 1\n") }
    #expect(error?.file == file.url.path)
    #expect(try folder.files().isEmpty)
  }

  @Test(
    "A full disk leaves the file as it was",
    .enabled(if: SmallDisk.canBeMounted, "only root can mount a small file system"))
  func fullDisk() throws {
    let disk = try SmallDisk(kilobytes: 64)
    let file = MetricTextFile(in: disk.url)
    try file.write("x 1\n")
    try disk.fill()
    #expect(throws: InputError.self) { try file.write(String(repeating: "y 2\n", count: 10_000)) }
    #expect(try String(contentsOf: file.url, encoding: .utf8) == "x 1\n")
    try disk.free()
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.url.path) == ["perftest.prom"])
  }
}
