import PerformanceImports
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Damaged files of other tools")
struct DamagedFileTests {
  /// Reads bytes as a file: gives results, or an error that names it.
  private func read(_ bytes: [UInt8], format: String? = nil, _ comment: String) {
    do {
      let results = try Fixture.results(of: bytes, name: "damaged", format: format)
      #expect(!results.benchmarks.isEmpty, "\(comment)")
      for benchmark in results.benchmarks {
        let samples = benchmark.processes.joined()
        #expect(!samples.isEmpty && samples.allSatisfy { $0.isFinite }, "\(comment)")
      }
    } catch let error as InputError {
      #expect(error.file == "damaged" && !error.problem.isEmpty && !error.remedy.isEmpty, "\(comment)")
    } catch {
      Issue.record("\(comment): \(error)")
    }
  }

  @Test("A file that is cut off anywhere gives results or an error with its name", arguments: Fixture.all)
  func truncated(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    for length in stride(from: 0, through: bytes.count, by: 50) {
      let part = Array(bytes.prefix(length))
      read(part, "\(length) bytes")
      read(part, format: fixture.format, "\(length) bytes as \(fixture.format)")
    }
  }

  @Test("A document of JSON that is cut off is never taken for a whole one, and the error has the line")
  func cutOff() throws {
    for fixture in Fixture.all where fixture.name.hasSuffix(".json") && fixture.format != "cargo-criterion" {
      let bytes = try fixture.bytes()
      let end = try #require(bytes.lastIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") })
      for length in stride(from: 1, to: end, by: 97) {
        let error = #expect(throws: InputError.self, "\(fixture.name), \(length)") {
          try Fixture.results(of: Array(bytes.prefix(length)), name: "cut", format: fixture.format)
        }
        #expect(error?.key?.hasPrefix("line ") == true && error?.remedy.contains("cut off") == true, "\(fixture.name)")
      }
    }
  }

  @Test("Ten thousand random changes of files crash nothing", arguments: Fixture.all)
  func mutations(_ fixture: Fixture) throws {
    let whole = try fixture.bytes()
    var generator = SplitMix64(seed: fixture.name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
    let interesting = Array("\"{}[],:\\0-9eE.+nNtI\n\r\t \u{1B}".utf8) + [0, 0xFF, 0xC3]
    for round in 0..<700 {
      var bytes = whole
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        let other = interesting.randomElement(using: &generator) ?? 0
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[position] = other
        case 1: bytes.insert(other, at: position)
        case 2: bytes.removeSubrange(position..<min(position + Int.random(in: 1...40, using: &generator), bytes.count))
        case 3: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        default: bytes += bytes[position..<min(position + 60, bytes.count)]
        }
        if bytes.isEmpty { bytes = [other] }
      }
      read(bytes, format: round.isMultiple(of: 2) ? fixture.format : nil, "round \(round)")
    }
  }

  @Test(
    "A malformed number is no absent one: the error has its line and column",
    arguments: ["1.2.3", "1-2", "-", "+1", "0x1p3", "1e", "nan", "Inf", "truth"])
  func malformedNumbers(number: String) throws {
    let text = "{\"results\": [\n{\"command\": \"a\", \"times\": [1, \(number)]}]}"
    let error = try #require(throws: InputError.self) { try Fixture.results(text: text) }
    #expect(error.key == "line 2, column 31" && error.problem == "is no number", "\(error)")
  }

  @Test("Nesting that would exhaust the stack is refused")
  func nesting() throws {
    for open in ["[", #"{"a":"#] {
      let text = #"{"other": "# + String(repeating: open, count: 100_000)
      let error = try #require(throws: InputError.self) { try Fixture.results(text: text, format: "hyperfine") }
      #expect(error.problem == "is nested too deeply", "\(error)")
    }
  }
}
