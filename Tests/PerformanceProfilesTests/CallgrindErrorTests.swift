import Foundation
import PerformanceProfiles
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("A dump that cannot be used names the line and the problem")
struct CallgrindErrorTests {
  private static let head = "version: 1\nevents: Ir Dr\n"

  private func profile(of text: String) throws -> CallgrindProfile {
    let folder = try TemporaryFolder()
    return try CallgrindProfile(contentsOf: folder.write(text, to: "dump"))
  }

  @Test(
    "Each error names its line",
    arguments: [
      ("", nil, "no line 'events:'"), ("{\"a\": 1}", nil, "no line 'events:'"),
      ("hello", "line 1", "neither a cost line nor a specification"), ("\u{0}\u{1}\u{2}", "line 1", "neither"),
      ("version: 2", "line 1", "this build knows 1"), ("events:", "line 1", "names no event"),
      ("events: Ir\nevents: Dr", "line 2", "names other events"), ("positions: a b c d", "line 1", "positions"),
      ("fn=f", "line 1", "before the line 'events:'"), (head + "1 2", "line 3", "before any function"),
      (head + "fn=(7)\n", "line 3", "not explained before"), (head + "fn=f\n1 2 3 4", "line 4", "up to 2 costs"),
      (head + "fn=f\n1 two", "line 4", "is not 1 positions"), (head + "fn=f\n* -2", "line 4", "is not 1 positions"),
      (head + "fn=f\n+x 1", "line 4", "is not 1 positions"), (head + "fn=f\n** 1", "line 4", "is not 1 positions"),
      (head + "fn=f\ncalls=1 2\n1 2", "line 4", "call of no function"),
      (head + "fn=f\n0 18446744073709551615", "line 4", "too large"),
      (head + "fn=f\n0 99999999999999999999", "line 4", "is not 1 positions"),
      (head + "fn=f\n0 9223372036854775807\n0 1", "line 5", "too large"),
      (head + "fn=f\n0 9223372036854775807\nfn=g\n0 1", "line 6", "too large"),
      (head + "fn=f\ncfn=g\ncalls=1 2\n", nil, "truncated"), (head + "banana=5", "line 3", "unknown specification"),
    ] as [(String, String?, String)])
  func nonsense(text: String, key: String?, problem: String) throws {
    let error = try #require(throws: InputError.self) { try profile(of: text) }
    #expect(error.key == key)
    #expect(error.problem.contains(problem), "\(error)")
    #expect(error.file.hasSuffix("dump") && !error.remedy.isEmpty)
  }

  @Test("A missing file is named with the system's reason")
  func missingFile() throws {
    let error = try #require(throws: InputError.self) {
      try CallgrindProfile(contentsOf: URL(fileURLWithPath: "/nowhere/dump"))
    }
    #expect(error.file == "/nowhere/dump" && error.problem.contains("No such file"))
    let folder = try TemporaryFolder()
    #expect(throws: InputError.self) { try CallgrindProfile(contentsOf: folder.url) }
  }

  @Test("A truncated dump is read or refused, wherever it ends")
  func truncated() throws {
    let bytes = try Data(contentsOf: Fixture.plain.url)
    let folder = try TemporaryFolder()
    for length in stride(from: 0, to: bytes.count, by: 97) {
      let file = folder.url.appendingPathComponent("cut")
      try bytes.prefix(length).write(to: file)
      do {
        _ = try CallgrindProfile(contentsOf: file)
      } catch {
        #expect(error is InputError)
      }
    }
  }

  @Test("A damaged dump is read or refused, wherever the damage is")
  func damaged() throws {
    let bytes = try Data(contentsOf: Fixture.cache.url)
    let folder = try TemporaryFolder()
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      var damaged = bytes
      for _ in 0..<5 {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let file = folder.url.appendingPathComponent("damaged")
      try damaged.write(to: file)
      do {
        _ = try CallgrindProfile(contentsOf: file)
      } catch {
        #expect(error is InputError)
      }
    }
  }

  @Test("Totals that underflowed and calls that began before counting are handled")
  func underflow() throws {
    let profile = try profile(
      of: Self.head + "summary: 18446744073709551000 5\nfn=f\n0 3\ncfn=g\ncalls=1 1\n0 18446744073709551000 2\n\n"
        + "fn=g\n0 4 2\ntotals: 18446744073709551000\n")
    #expect(profile.totalInstructions == 7)
    #expect(profile.function("f")?.inclusiveCost == [3, 2])
  }

  @Test("Several parts in one file are one profile, without comments and jumps")
  func parts() throws {
    let part =
      "# callgrind format\n" + Self.head
      + "positions: instr line\nob=a\nfl=b\nfn=(1) f\njcnd=1/2 0x5 3\n0x5 3\n0x10 4 0x10\n"
    let profile = try profile(of: part + "\r\n" + part)
    #expect(profile.functions == [.init(object: "a", file: "b", name: "f", ownCost: [32, 0], inclusiveCost: [32, 0])])
  }
}
