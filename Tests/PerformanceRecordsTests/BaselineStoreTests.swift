import Foundation
import PerformanceRecords
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The store finds suites by the contents of their files")
struct BaselineStoreTests {
  private let folder: TemporaryFolder
  private let store: BaselineStore

  init() throws {
    folder = try TemporaryFolder()
    store = BaselineStore(folder: folder.url)
  }

  private static let location = Example.toolchain.folderName + "/" + Example.machine.folderName

  private func text(_ document: BaselineDocument) throws -> String {
    String(decoding: try PrettyJSON.encode(document), as: UTF8.self)
  }

  private func document(_ suite: String, _ tests: String...) -> BaselineDocument {
    var document = Example.document(suite: [suite])
    document.benchmarks = tests.map { Example.benchmark(test: $0, Example.sampled([100])) }
    return document
  }

  private func loadError() throws -> InputError {
    try #require(throws: InputError.self) { try store.load(for: Example.environment) }
  }

  @Test("A store without a file is empty")
  func empty() throws {
    let loaded = try BaselineStore(folder: folder.url.appendingPathComponent("absent")).load(for: Example.environment)
    #expect(loaded.counts.isEmpty && loaded.times.isEmpty && loaded.elsewhere.isEmpty)
    try folder.write("not ours", to: "README.md")
    try folder.write("not ours either", to: Self.location + "/notes.txt")
    try folder.write("{", to: Self.location + "/.Suite.json.1.tmp")
    #expect(try store.load(for: Example.environment).times.isEmpty)
  }

  @Test("Counts, times and those of other keys are kept apart")
  func kinds() throws {
    var other = Example.machine
    other.processors = 64
    try store.write(Example.document(machine: nil, Example.benchmark(Example.exact(3...3))))
    try store.write(document("Catalog", "decode()"))
    try store.write(Example.document(suite: ["Far"], machine: other, Example.benchmark(Example.sampled([1]))))
    let loaded = try store.load(for: Example.environment)
    #expect(loaded.counts.map(\.suite) == [["Catalog"]] && loaded.times.map(\.suite) == [["Catalog"]])
    let far = BenchmarkID(module: Example.id.module, suite: ["Far"], test: Example.id.test)
    #expect(loaded.elsewhere.keys.map(\.self) == [far])
    #expect(loaded.elsewhere[far]?.map(\.machine) == [other.folderName])
  }

  @Test("A broken file of another toolchain or machine is named and does not affect this one")
  func brokenElsewhere() throws {
    try store.write(document("Catalog", "decode()"))
    try folder.write("{ \"schema\": ", to: "swift-6.0-other/counts/Module.Suite.json")
    try folder.write("nonsense", to: Example.toolchain.folderName + "/another-machine/Module.Suite.json")
    let loaded = try store.load(for: Example.environment)
    #expect(loaded.times.map(\.suite) == [["Catalog"]] && loaded.elsewhere.isEmpty)
    let named = loaded.unreadable.map { URL(fileURLWithPath: $0.file).deletingLastPathComponent().lastPathComponent }
    #expect(Set(named) == ["counts", "another-machine"] && loaded.unreadable.allSatisfy { !$0.remedy.isEmpty })
  }

  @Test("A benchmark twice in one file is refused")
  func duplicate() throws {
    try folder.write(try text(document("Catalog", "a()", "b()", "a()")), to: Self.location + "/x.json")
    let error = try loadError()
    #expect(error.file.hasSuffix("x.json") && error.key == "benchmarks")
    #expect(error.problem.contains("'CatalogTests.Catalog/a()' a second time (first in x.json)"))
    #expect(error.remedy.contains("Delete one"))
  }

  @Test("A benchmark in two files is refused, and both are named")
  func twoFiles() throws {
    try folder.write(try text(document("Catalog", "a()")), to: Self.location + "/x.json")
    try folder.write(try text(document("Catalog", "b()", "a()")), to: Self.location + "/y.json")
    let error = try loadError()
    #expect(error.file.hasSuffix("y.json"))
    #expect(error.problem.contains("(first in x.json)"))
  }

  @Test("A suite in two files is refused even where no benchmark is in both")
  func suiteInTwoFiles() throws {
    try folder.write(try text(document("Catalog", "a()")), to: Self.location + "/x.json")
    try folder.write(try text(document("Catalog", "b()")), to: Self.location + "/y.json")
    let error = try loadError()
    #expect(error.file.hasSuffix("y.json") && error.key == "suite")
    #expect(error.problem.contains("x.json"))
  }

  @Test("A file with the name of the baseline folder is reported with a remedy")
  func fileAtFolder() throws {
    let file = try folder.write("", to: "baselines")
    let error = try #require(throws: InputError.self) {
      try BaselineStore(folder: file).load(for: Example.environment)
    }
    #expect(error.file == file.path)
    #expect(error.problem.contains("is a file where a folder"))
    #expect(error.remedy.contains("PERFTEST_BASELINES"))
    #expect(throws: InputError.self) { try BaselineStore(folder: file).write(document("Catalog", "a()")) }
  }

  @Test("Suites that differ only in case are both stored and both found")
  func letterCase() throws {
    for name in ["Catalog", "catalog", "CATALOG"] { try store.write(document(name, name + "()")) }
    let names = try folder.files().map { URL(fileURLWithPath: $0).lastPathComponent.lowercased() }
    #expect(names.count == 3 && Set(names).count == 3, "distinct where a file system ignores case: \(names)")
    #expect(
      try Set(store.load(for: Example.environment).times.map(\.suite)) == [["Catalog"], ["catalog"], ["CATALOG"]])
    for name in ["Catalog", "catalog", "CATALOG"] {
      #expect(try !store.write(document(name, name + "()")), "\(name) is found again")
      #expect(try store.write(document(name, "other()")))
    }
    #expect(try folder.files().count == 3)
  }

  @Test("A suite keeps its file, whatever its name")
  func keptName() throws {
    try folder.write(try text(document("catalog", "a()")), to: Self.location + "/CatalogTests.catalog.json")
    try folder.write(try text(document("Catalog", "a()")), to: Self.location + "/CatalogTests.Catalog.json")
    try folder.write(try text(document("Third", "a()")), to: Self.location + "/renamed.json")
    for name in ["catalog", "Catalog", "Third"] { #expect(try store.write(document(name, "b()"))) }
    #expect(try folder.files().count == 3)
    #expect(try store.load(for: Example.environment).times.flatMap(\.benchmarks).map(\.test) == ["b()", "b()", "b()"])
  }

  @Test("A damaged neighbour stops a recording before anything is written")
  func damagedNeighbour() throws {
    try folder.write("{", to: Self.location + "/x.json")
    #expect(throws: InputError.self) { try store.write(document("Catalog", "a()")) }
    #expect(try folder.files().count == 1)
  }

  @Test("A linked folder of baselines is read")
  func linked() throws {
    try store.write(document("Catalog", "a()"))
    let link = folder.url.appendingPathComponent("link")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: folder.url.appendingPathComponent(Example.toolchain.folderName))
    let other = folder.url.appendingPathComponent("other/" + Example.toolchain.folderName)
    try FileManager.default.createDirectory(at: other.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: other, withDestinationURL: link)
    let linked = BaselineStore(folder: other.deletingLastPathComponent())
    #expect(try linked.load(for: Example.environment).times.count == 1)
  }
}
