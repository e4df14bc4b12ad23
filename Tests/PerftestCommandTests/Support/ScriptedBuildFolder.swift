import Foundation
import PerformanceBundles
import PerformanceTestSupport
import PerformanceWorkflows

/// A scratch folder in which modules are "compiled" as a script says: what a build does is known, and every date is given.
///
/// A module has an object, an interface and the list of files it was made of; a file's date is a number of seconds.
final class ScriptedBuildFolder {
  /// The folder, whose path has a space.
  let folder: TemporaryFolder
  /// The scratch folder.
  let scratch: URL
  /// The modules that were compiled so far, in order; `|` begins a build.
  private(set) var compiled: [String] = []
  /// The files of each module, by name; what SwiftPM watches of them comes first.
  var modules: [(name: String, watched: [String], others: [String])] = []
  /// Further effects of each build, by its number from 1.
  var also: (Int) throws -> Void = { _ in }
  /// Whether the interface of a module comes out as it was.
  var keepsInterface: (String) -> Bool = { _ in true }
  /// The clock of the file system, in seconds; a compilation takes one.
  var now = 1000.0
  private var seen: [String: [String: FileStamp?]] = [:]

  init() throws {
    folder = try TemporaryFolder()
    scratch = folder.file("a scratch").resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
  }

  /// The folder of the products.
  var products: URL { scratch.appendingPathComponent("triple/release") }

  /// The path of a file of the user's.
  func source(_ name: String) -> String { folder.file("sources/\(name)").path }
  /// The path of a module's interface.
  func interface(_ module: String) -> String { products.appendingPathComponent("Modules/\(module).swiftmodule").path }
  /// The path of a module's object.
  func object(_ module: String) -> String { products.appendingPathComponent("\(module).build/\(module).swift.o").path }
  /// The path of the list of a module's files.
  func list(_ module: String) -> String { products.appendingPathComponent("\(module).build/\(module).d").path }

  /// Writes a file with a date.
  func write(_ path: String, _ text: String = "text", at seconds: Double) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path)
  }

  /// Edits a file of the user's now.
  func edit(_ name: String, _ text: String = "edited") throws {
    now += 1
    try write(source(name), text + "\(now)", at: now)
  }

  /// Compiles a module now, as SwiftPM would, or as somebody did in another build.
  func compile(_ name: String) throws {
    guard let module = modules.first(where: { $0.name == name }) else { return }
    now += 1
    compiled.append(name)
    let isNew = !FileManager.default.fileExists(atPath: interface(name))
    if isNew || !keepsInterface(name) { try write(interface(name), "interface \(now)", at: now) }
    if !FileManager.default.fileExists(atPath: object(name)) { try write(object(name), at: now) }
    let inputs = module.watched + module.others
    let escaped = inputs.map { $0.replacing(" ", with: "\\ ") }.joined(separator: " ")
    try write(
      list(name), "\(object(name).replacing(" ", with: "\\ ")) : \(escaped)\nother : \(escaped)\n", at: now + 0.5)
    seen[name] = Dictionary(uniqueKeysWithValues: module.watched.map { ($0, FileStamp(of: $0)) })
  }

  /// Builds as SwiftPM does: compiles modules that lack an output or have a changed watched file.
  func build() throws -> FreshBuild.Outcome {
    compiled.append("|")
    try describe()
    for module in modules {
      let isWhole = [object(module.name), interface(module.name)].allSatisfy(FileManager.default.fileExists)
      let isSeen = seen[module.name].map { old in
        old.count == module.watched.count && module.watched.allSatisfy { old[$0] == .some(FileStamp(of: $0)) }
      }
      if !isWhole || isSeen != true { try compile(module.name) }
    }
    try also(compiled.count { $0 == "|" })
    return .built
  }

  /// Writes the description of the modules.
  func describe() throws {
    let commands = modules.map { module in
      """
      "C.\(module.name)": {"moduleName": "\(module.name)", "objects": ["\(object(module.name))"], "sources": [],
        "moduleOutputPath": "\(interface(module.name))", "tempsPath": "\(products.path)/\(module.name).build"}
      """
    }
    try write(
      products.appendingPathComponent("description.json").path,
      #"{"builtTestProducts": [], "swiftCommands": {\#(commands.joined(separator: ","))}}"#, at: now)
    let link = scratch.appendingPathComponent("release")
    if (try? FileManager.default.destinationOfSymbolicLink(atPath: link.path)) == nil {
      try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "triple/release")
    }
  }

  /// Builds and proves.
  func run() throws -> FreshBuild.Result {
    func time(_: URL) -> Int64 {
      now += 1
      return Int64(now * 1e9)
    }
    let isFirst = !FileManager.default.fileExists(atPath: products.path)
    return try FreshBuild(scratch: scratch, isFirst: isFirst, clock: time, build: build).run()
  }

  /// The modules compiled since the last call, build by build.
  func takeCompiled() -> String {
    defer { compiled = [] }
    return compiled.joined(separator: " ")
  }
}
