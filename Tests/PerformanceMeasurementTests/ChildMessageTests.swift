import Foundation
import PerformanceBundles
import PerformanceMeasurement
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The messages of a child")
struct ChildMessageTests {
  private let folder: TemporaryFolder
  private var file: URL { folder.file("messages.jsonl") }

  init() throws { folder = try TemporaryFolder() }

  private static let session = BenchmarkSession(id: Example.id, location: Example.location, iterations: 3, readings: [])
  private static let reading = CustomMetric("hits", value: 3, unit: .count).reading
  private static let all: [ChildMessage] = [
    .function(Example.id.function), .entered, .session(session), .custom(Example.id, reading),
    .completed(Example.id.function), .measuring(Example.id, Example.location), .detached(Example.location),
    .notFirst(Example.location), .countedAlone(Example.id.function),
    .issue(RecordedIssue(benchmark: Example.id, iterations: 1...1, text: "1 == 2")),
    .issue(RecordedIssue(benchmark: nil, iterations: nil, text: "no input")),
    .failedAfterwards("1 == 2"), .notANumber(Example.id, metric: "hits", value: "nan"),
    .duplicate(Example.id, first: Example.location, second: Example.location),
    .sharedLabel(Example.id, Example.location),
    .threw("line one\nline two \u{1b}[1m", iterations: 1...3),
  ]

  private static func text(_ messages: [ChildMessage]) -> [String] { messages.map { "\($0)" } }

  @Test("are read as they were written, in their order")
  func roundTrip() throws {
    let writer = try MessageWriter(file: file)
    for message in Self.all { writer.write(message) }
    #expect(Self.text(MessageWriter.messages(in: file)) == Self.text(Self.all))
  }

  @Test("of several writers do not mix")
  func concurrent() async throws {
    let writers = try (0..<4).map { _ in try MessageWriter(file: file) }
    let long = ChildMessage.threw(String(repeating: "long ", count: 2000), iterations: nil)
    await withTaskGroup { group in
      for writer in writers {
        group.addTask { for _ in 0..<25 { writer.write(long) } }
      }
    }
    let messages = MessageWriter.messages(in: file)
    #expect(messages.count == 100)
    #expect(Set(Self.text(messages)) == ["\(long)"])
  }

  @Test("end before an incomplete last line, wherever it is cut off")
  func incomplete() throws {
    let writer = try MessageWriter(file: file)
    writer.write(.entered)
    writer.write(.session(Self.session))
    let whole = try Data(contentsOf: file)
    let first = try #require(whole.firstIndex(of: UInt8(ascii: "\n")))
    for length in 0..<whole.count {
      try whole.prefix(length).write(to: file)
      #expect(MessageWriter.messages(in: file).count == (length <= first ? 0 : 1))
    }
  }

  @Test("leave out lines that are no message")
  func nonsense() throws {
    let writer = try MessageWriter(file: file)
    writer.write(.entered)
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("\n{}\nnonsense\n{\"future\":{}}\n\u{0}\n".utf8))
    try handle.close()
    writer.write(.threw("x", iterations: nil))
    #expect(MessageWriter.messages(in: file).count == 2)
  }

  @Test("are none where there is no file")
  func noFile() {
    #expect(MessageWriter.messages(in: file).isEmpty)
  }

  @Test("that cannot be written name the file")
  func unwritableFile() {
    let file = folder.file("missing/messages.jsonl")
    let error = #expect(throws: InputError.self) { try MessageWriter(file: file) }
    #expect(error?.file == file.path)
  }

  @Test(
    "hold a number of the test's own if it is finite",
    arguments: [(0.0, true), (12.5, true), (-1, false), (.nan, false), (.infinity, false)])
  func customMetric(value: Double, isAvailable: Bool) {
    let reading = CustomMetric("hits", value: value, unit: .count, direction: .higherIsBetter, kind: .exact).reading
    #expect(reading.values == (isAvailable ? [value] : []))
    #expect((reading.unavailable == nil) == isAvailable)
    #expect(reading.metric.name == "hits" && reading.metric.kind == .exact)
    #expect(reading.metric.direction == .higherIsBetter)
  }
}
