import Foundation
import PerformanceTestSupport
import Testing
import PerformanceWorkflows

@Suite struct `Two builds are the same when they load the same` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Compiles a C program that has its folder's path in it, as assertions do.
  private func program(_ place: String, _ body: String, flags: [String] = []) throws -> ExecutableCode {
    let source = try folder.write(body, to: "\(place)/program.c")
    let product = folder.url.appendingPathComponent("\(place)/program")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["clang", "-O1", "-g", "-Wl,--build-id", source.path, "-o", product.path] + flags
    try process.run()
    process.waitUntilExit()
    return try #require(ExecutableCode(product))
  }

  private func areSame(_ first: ExecutableCode, _ second: ExecutableCode) -> Bool {
    first.isSame(
      as: second, replacing: folder.url.appendingPathComponent("base").path,
      with: folder.url.appendingPathComponent("head").path)
  }

  private static let body = """
    #include <stdio.h>
    int main(void) { printf("%s: %d", __FILE__, 12); return 3; }
    """

  @Test func `apart from their paths, debug data and build ids`() throws {
    let base = try program("base", Self.body)
    #expect(areSame(base, try program("head", Self.body)))
    #expect(areSame(base, try program("head", Self.body, flags: ["-g0"])))
    #expect(areSame(base, try program("head", Self.body + " // a comment")))
  }

  @Test func `and differ with one constant, one name or one function`() throws {
    let base = try program("base", Self.body)
    #expect(!areSame(base, try program("head", Self.body.replacing("12", with: "13"))))
    #expect(!areSame(base, try program("head", Self.body.replacing("%s: %d", with: "%s; %d"))))
    #expect(!areSame(base, try program("head", Self.body + "int more(void) { return 1; }")))
  }

  @Test func `Without the paths they would differ`() throws {
    let (base, head) = (try program("base", Self.body), try program("head", Self.body))
    #expect(!base.isSame(as: head, replacing: "/none", with: "/nine"))
    #expect(!base.isSame(as: head, replacing: "/long", with: "/longer"))
  }

  @Test func `What is no executable proves nothing`() throws {
    #expect(ExecutableCode(try folder.write("", to: "empty")) == nil)
    #expect(ExecutableCode(try folder.write(String(repeating: "x", count: 100), to: "text")) == nil)
    #expect(ExecutableCode(folder.file("absent")) == nil)
    _ = try program("base", Self.body)
    let whole = try Data(contentsOf: folder.file("base/program"))
    var random = SplitMix64(seed: 3)
    for _ in 0..<300 {
      var broken = whole
      for _ in 0..<4 { broken[Int(random.next() % 64)] = UInt8(truncatingIfNeeded: random.next()) }
      let cut = broken.prefix(Int(random.next() % UInt64(broken.count)))
      let file = folder.file("broken")
      try cut.write(to: file)
      _ = ExecutableCode(file)
    }
  }

  @Test(
    "A changed file is known by its effect on the build, or may be read by a benchmark",
    arguments: [
      ("Sources/A/a.swift", true), ("Tests/T/T.swift", true), ("Package.swift", true), ("Package.resolved", true),
      ("README.md", true), (".github/workflows/ci.yml", true), ("baselines/x/y.json", true), ("Sources/C/a.h", true),
      ("Tests/T/Fixtures/sample.swift", false), ("Tests/T/notes.md", false), ("Tests/T/catalog.json", false),
      ("Makefile", false), ("Tests/Data/x.c", false),
    ])
  func kinds(path: String, isBuiltIn: Bool) {
    #expect(BundleIdentity.isBuiltIn(path) == isBuiltIn)
  }
}
