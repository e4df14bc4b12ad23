import Foundation
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("Two builds are the same when they load the same code")
struct ExecutableCodeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Compiles a C program that has its folder's path in it, as assertions do.
  private func program(_ body: String, in location: String = "tree", flags: [String] = []) throws -> ExecutableCode {
    let source = try folder.write(body, to: "\(location)/program.c")
    let product = folder.file("program-" + UUID().uuidString)
    try TestTool.run(["clang", "-O1", "-g", "-Wl,--build-id", source.path, "-o", product.path] + flags)
    return try #require(ExecutableCode(product))
  }

  private static let body = """
    #include <stdio.h>
    int main(void) { printf("%s: %d", __FILE__, 12); return 3; }
    """

  @Test("apart from debug data and build ids")
  func debugData() throws {
    let base = try program(Self.body)
    #expect(base.loadsTheSame(as: try program(Self.body)))
    #expect(base.loadsTheSame(as: try program(Self.body, flags: ["-g0"])))
    #expect(base.loadsTheSame(as: try program(Self.body + " // a comment")))
  }

  @Test("and differ with one constant, one name, one function or the folder of the build")
  func differences() throws {
    let base = try program(Self.body)
    #expect(!base.loadsTheSame(as: try program(Self.body.replacing("12", with: "13"))))
    #expect(!base.loadsTheSame(as: try program(Self.body.replacing("%s: %d", with: "%s; %d"))))
    #expect(!base.loadsTheSame(as: try program(Self.body + "int more(void) { return 1; }")))
    #expect(!base.loadsTheSame(as: try program(Self.body, in: "eert")))
  }

  @Test("A file that is no executable is not compared")
  func noExecutable() throws {
    #expect(ExecutableCode(try folder.write("", to: "empty")) == nil)
    #expect(ExecutableCode(try folder.write(String(repeating: "x", count: 100), to: "text")) == nil)
    #expect(ExecutableCode(folder.file("absent")) == nil)
    _ = try program(Self.body)
    let product = try #require(try folder.files().first { $0.hasPrefix("program-") })
    let whole = try Data(contentsOf: folder.file(product))
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
