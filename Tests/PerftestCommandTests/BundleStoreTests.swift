import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceRecords
import PerformanceTestSupport
import PerformanceWorkflows
import Testing

@Suite("A built bundle is kept")
struct BundleStoreTests {
  private let folder: TemporaryFolder
  private let clock = Clock()

  /// A clock that every reading moves on by a second.
  private final class Clock {
    private var seconds = 1_700_000_000.0

    var now: Date {
      seconds += 1
      return Date(timeIntervalSince1970: seconds)
    }
  }

  init() throws { folder = try TemporaryFolder() }

  private func store(bytes: Int = 1 << 30, count: Int = 12) -> BundleStore {
    BundleStore(
      in: folder.file("bundles"), limit: BundleStore.Limit(bytes: bytes, count: count), now: { clock.now })
  }

  private func key(_ name: String) -> BundleKey {
    BundleKey(tree: name, package: "/tree", toolchain: "Swift 6.3")
  }

  /// Builds and keeps a bundle whose resource has a text.
  @discardableResult
  private func keep(_ name: String, text: String = "text", in store: BundleStore) throws -> URL {
    let built = try build(text)
    return try store.keep(built, as: KeptBundleRecord(key: key(name), surroundings: ["/outside": "1"]))
  }

  private func build(_ text: String) throws -> URL {
    try folder.write(text, to: "build/Package_Tests.resources/Fixtures/data")
    try folder.write("an object", to: "build/Code.o")
    try folder.write("an older bundle", to: "build/OldName.xctest")
    return try folder.write("a bundle", to: "build/Package.xctest")
  }

  private func find(_ name: String, in store: BundleStore) -> URL? { store.find(key(name)) { _ in true } }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.file("bundles").path)
  }

  @Test("and each request of one is logged with its outcome")
  func requests() throws {
    let logs = LogFolder(folder.file("logs"))
    let store = BundleStore(in: folder.file("bundles"), log: RunLog(LogOutlet(logs, process: 7)), now: { clock.now })
    #expect(find("a", in: store) == nil)
    try keep("a", in: store)
    #expect(find("a", in: store) != nil)
    var outcomes: [String?] = []
    try LogReader(.performance, in: logs).poll { record in
      if record.id == .cacheRequested, record.text("cache.name") == "builds" { outcomes.append(record.text("outcome")) }
    }
    #expect(outcomes == ["miss", "hit"])
  }

  @Test("with its resources and no other product, whatever is built later")
  func contents() throws {
    let kept = try keep("a", in: store())
    _ = try build("another text")
    let found = try #require(find("a", in: store()))
    #expect(found == kept)
    #expect(try String(contentsOf: found, encoding: .utf8) == "a bundle")
    let location = found.deletingLastPathComponent()
    #expect(
      try String(contentsOf: location.appendingPathComponent("Package_Tests.resources/Fixtures/data"), encoding: .utf8)
        == "text")
    let files = try FileManager.default.contentsOfDirectory(atPath: location.path).filter { !$0.hasPrefix(".") }
    #expect(files.sorted() == ["Package.xctest", "Package_Tests.resources"])
  }

  @Test("and found by the whole key alone")
  func wholeKey() throws {
    try keep("a", in: store())
    let whole = key("a")
    let others: [(inout BundleKey) -> Void] = [
      { $0.tree = "b" }, { $0.submodules = ["module": "c"] }, { $0.package = "/other" }, { $0.toolchain = "Swift 6.4" },
      { $0.options = ["-g"] }, { $0.variables = ["CC": "gcc"] }, { $0.resolvedVersions = "{}" },
    ]
    for change in others {
      var other = whole
      change(&other)
      #expect(store().find(other) { _ in true } == nil, "\(other)")
    }
    #expect(store().find(whole) { _ in true } != nil)
  }

  @Test("A bundle under the name of another key is not used")
  func otherKey() throws {
    let first = try keep("a", in: store()).deletingLastPathComponent()
    let second = try keep("b", in: store()).deletingLastPathComponent()
    try FileManager.default.removeItem(at: second)
    try FileManager.default.moveItem(at: first, to: second)
    #expect(find("b", in: store()) == nil)
  }

  @Test("It is used as long as its files from outside the package are unchanged")
  func outsideFiles() throws {
    let record = KeptBundleRecord(
      key: key("a"), surroundings: ["/outside": "1"], variables: ["SET": "x", "NOT_SET": nil])
    _ = try store().keep(try build("text"), as: record)
    var asked: KeptBundleRecord?
    let found = store().find(key("a")) { record in
      asked = record
      return false
    }
    #expect(found == nil)
    #expect(asked == record)
  }

  @Test("A bundle that lacks a file, or a part of one, is replaced by a complete one")
  func incomplete() throws {
    for path in ["Package.xctest", "Package_Tests.resources/Fixtures/data", ".perftest-bundle.json"] {
      let kept = try keep("a", in: store())
      let file = kept.deletingLastPathComponent().appendingPathComponent(path)
      try Data("ha".utf8).write(to: file)
      #expect(find("a", in: store()) == nil, "\(path)")
      try FileManager.default.removeItem(at: file)
      #expect(find("a", in: store()) == nil, "\(path)")
      try keep("a", in: store())
      #expect(find("a", in: store()) != nil, "\(path)")
    }
  }

  @Test("Leftovers of a process that was killed while it copied are removed")
  func leftovers() throws {
    try folder.write("half", to: "bundles/draft-1/Package.xctest")
    try folder.write("half", to: "bundles/unfinished/Package.xctest")
    let kept = try keep("a", in: store())
    #expect(try names() == [kept.deletingLastPathComponent().lastPathComponent])
  }

  @Test("Of too many the least recently used are removed")
  func countLimit() throws {
    let store = store(count: 3)
    for name in ["a", "b", "c"] { try keep(name, in: store) }
    #expect(find("a", in: store) != nil)
    try keep("d", in: store)
    #expect(["a", "b", "c", "d"].map { find($0, in: store) != nil } == [true, false, true, true])
    try keep("e", in: store)
    #expect(["a", "c", "d", "e"].map { find($0, in: store) != nil } == [false, true, true, true])
  }

  @Test("Of too large ones the least recently used are removed, but never the newest")
  func sizeLimit() throws {
    let store = store(bytes: 250_000)
    for name in ["a", "b"] { try keep(name, text: String(repeating: "x", count: 100_000), in: store) }
    #expect(["a", "b"].map { find($0, in: store) != nil } == [true, true])
    try keep("c", text: String(repeating: "x", count: 100_000), in: store)
    #expect(["a", "b", "c"].map { find($0, in: store) != nil } == [false, true, true])
    try keep("d", text: String(repeating: "x", count: 300_000), in: store)
    #expect(["b", "c", "d"].map { find($0, in: store) != nil } == [false, false, true])
  }

  @Test("A bundle that is needed again stays, and one that cannot be proven up to date is used once")
  func reuse() throws {
    let store = store(count: 2)
    store.pin(try keep("a", in: store))
    let once = try store.keep(try build("text"), as: nil)
    #expect(try String(contentsOf: once, encoding: .utf8) == "a bundle")
    store.pin(once)
    for name in ["b", "c", "d"] { try keep(name, in: store) }
    #expect(find("a", in: store) != nil && find("d", in: store) != nil && find("c", in: store) == nil)
    #expect(FileManager.default.fileExists(atPath: once.path))
    try keep("e", in: self.store())
    #expect(!FileManager.default.fileExists(atPath: once.path))
  }

  @Test("A folder that cannot be written is named")
  func unwritable() throws {
    let blocked = BundleStore(in: try folder.write("a file", to: "file").appendingPathComponent("bundles"))
    let error = try #require(throws: (any Error).self) { try blocked.keep(try build("text"), as: nil) }
    #expect("\(error)".contains("/file/bundles") && "\(error)".contains("cannot be written"), "\(error)")
  }
}
