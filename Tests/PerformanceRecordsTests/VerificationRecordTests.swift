import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import PerformanceVerification
import Testing

@Suite("Verifications are recorded line by line")
struct VerificationRecordTests {
  private static let records: [VerificationRecord] = [
    .begun(VerificationStart(environment: Example.environment, metric: "wallClock")),
    .baseline(VerifiedBaseline(benchmark: Example.id, baseline: Example.sampled([100, 101]))),
    .run(VerifiedRun(run: 1, planted: 25, seconds: 1.5)),
    .session(
      VerifiedSession(
        run: 1, benchmark: Example.id, samples: [125, 126.5], conditions: SessionConditions(waitShare: 0.1))),
    .verdict(VerifiedVerdict(run: 1, benchmark: Example.id, outcome: .regressed)),
  ]

  private static func lines(of file: URL) throws -> [RecordedLine] {
    var (lines, reader) = ([RecordedLine](), try LineReader(file: file))
    try reader.forEachRecordedLine(of: "rec.jsonl") { lines.append($0) }
    return lines
  }

  @Test("A record is read back")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let writer = try VerificationWriter(file: folder.file("rec.jsonl"))
    try writer.append(Array(Self.records.prefix(2)))
    try writer.append(Array(Self.records.dropFirst(2)))
    #expect(try Self.lines(of: folder.file("rec.jsonl")) == Self.records.map { .verification($0) })
  }

  @Test("A line has the version, a kind and a body")
  func layout() throws {
    let data = try JSONEncoder().encode(Self.records[2])
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["v"] as? Int == 1 && object["kind"] as? String == "run")
    #expect((object["body"] as? [String: Any])?["planted"] as? Int == 25)
  }

  @Test("Sessions of workloads are lines as well")
  func workloads() throws {
    let folder = try TemporaryFolder()
    let text =
      #"{"fnv":{"iterations":3,"wallNanoseconds":[1.5,2],"cpuNanoseconds":[1,2]},"sort":{"wallNanoseconds":[3]}}"#
    let file = try folder.write(text + "\n", to: "noise.jsonl")
    #expect(try Self.lines(of: file) == [.workloads(["fnv": [1.5, 2], "sort": [3]])])
  }

  @Test(
    "An invalid line is named with its number",
    arguments: [
      ("{\"v\": 2, \"kind\": \"run\", \"body\": {}}\n", "rec.jsonl:1, v: is 2, this build knows 1"),
      ("{\"v\": 1, \"kind\": \"other\", \"body\": {}}\n", "rec.jsonl:1, kind"),
      ("{\"w\": {\"wallNanoseconds\": [1]}}\n{\"w\": 7}\n", "rec.jsonl:2, w"),
      ("\n", "rec.jsonl:1"), ("\u{0}\u{1}binary", "rec.jsonl:1"), ("{\"v\": 1, \"kind\": \"run\", \"bo", "rec.jsonl:1"),
    ])
  func invalidLine(text: String, message: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "rec.jsonl")
    let error = #expect(throws: InputError.self) { _ = try Self.lines(of: file) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test("An incomplete last line is skipped")
  func incomplete() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("{\"w\": {\"wallNanoseconds\": [1]}}\n{\"w\": {\"wallNano", to: "rec.jsonl")
    #expect(try Self.lines(of: file) == [.workloads(["w": [1]])])
  }

  @Test(
    "Lines of any length are read completely, also across blocks",
    arguments: [0, 1, 262_143, 262_144, 262_145, 700_000])
  func longLines(length: Int) throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "x", count: length)
    let file = try folder.write("a\n\(long)\n\nlast", to: "text")
    let lines = try LineReader(file: file).map { String(decoding: $0, as: UTF8.self) }
    #expect(lines == ["a", long, "", "last"])
    #expect(try Array(LineReader(file: folder.write("", to: "empty"))).isEmpty)
  }

  @Test("A folder or a missing file can be neither read nor written")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    #expect(throws: InputError.self) { try LineReader(file: folder.url) }
    #expect(throws: InputError.self) { try LineReader(file: folder.file("absent")) }
    #expect(throws: InputError.self) { try VerificationWriter(file: folder.file("absent/rec.jsonl")) }
  }
}
