import Foundation
import PerformanceBundles
import PerformanceWorkflows
import Testing

/// A client imports a middle module, which imports a core; SwiftPM lets the client watch the middle module alone, while
/// code of the core becomes part of the client.
@Suite("A build is proven to be made of the current files")
struct FreshBuildTests {
  private let folder: ScriptedBuildFolder

  init() throws {
    folder = try ScriptedBuildFolder()
    for name in ["core.swift", "middle.swift", "client.swift", "core.h"] { try folder.edit(name) }
    folder.modules = [
      ("Core", [folder.source("core.swift")], []),
      ("Middle", [folder.source("middle.swift"), folder.interface("Core")], []),
      ("Client", [folder.source("client.swift"), folder.interface("Middle")], [folder.interface("Core")]),
    ]
    folder.keepsInterface = { $0 != "Core" }
  }

  private func names(_ result: FreshBuild.Result) -> [String]? {
    guard case .mended(let findings) = result else { return nil }
    return findings.map(\.module.name)
  }

  /// Builds until all is there, and forgets what was compiled.
  private func prepare() throws {
    #expect(try folder.run() == .upToDate)
    _ = folder.takeCompiled()
  }

  @Test("A first build is up to date, in whatever order independent modules are compiled")
  func first() throws {
    #expect(try folder.run() == .upToDate)
    #expect(folder.takeCompiled() == "| Core Middle Client")
    #expect(try folder.run() == .upToDate)
    #expect(folder.takeCompiled() == "|")
  }

  @Test("A client of a middle module is compiled again when the core changed, and again when that is undone")
  func indirect() throws {
    try prepare()
    for _ in 1...2 {
      try folder.edit("core.swift")
      #expect(names(try folder.run()) == ["Client"])
      #expect(folder.takeCompiled() == "| Core Middle | Client")
      #expect(try folder.run() == .upToDate)
      #expect(folder.takeCompiled() == "|")
    }
  }

  @Test("Objects outdated by another build are found, also when the client itself was compiled in between")
  func otherBuild() throws {
    try prepare()
    try folder.edit("client.swift")
    _ = try folder.build()
    try folder.edit("core.swift")
    _ = try folder.build()
    #expect(folder.takeCompiled() == "| Client | Core Middle")
    #expect(names(try folder.run()) == ["Client"])
    #expect(folder.takeCompiled() == "| | Client")
  }

  @Test("A core with an unchanged interface outdates no module, though its object is newer than theirs")
  func sameInterface() throws {
    try prepare()
    folder.keepsInterface = { _ in true }
    try folder.edit("core.swift")
    #expect(try folder.run() == .upToDate)
    #expect(folder.takeCompiled() == "| Core")
  }

  @Test("All modules of a chain are compiled again, in several builds if necessary")
  func chain() throws {
    folder.modules = [
      ("Core", [folder.source("core.swift")], []), ("First", [folder.interface("Core")], []),
      ("Second", [folder.interface("First")], [folder.interface("Core")]),
      ("Third", [folder.interface("First")], [folder.interface("Second")]),
      ("Fourth", [folder.interface("First")], [folder.interface("Third")]),
    ]
    folder.keepsInterface = { $0 == "First" }
    try prepare()
    try folder.edit("core.swift")
    #expect(names(try folder.run()) == ["Second", "Third", "Fourth"])
    #expect(folder.takeCompiled() == "| Core First | Second | Third | Fourth")
    #expect(try folder.run() == .upToDate)
  }

  @Test("A client of two middle modules of one core is compiled once more when the core changed")
  func diamond() throws {
    folder.modules[1...] = [
      ("Left", [folder.interface("Core")], []), ("Right", [folder.interface("Core")], []),
      ("Client", [folder.interface("Left"), folder.interface("Right")], [folder.interface("Core")]),
      ("Other", [folder.interface("Left")], []),
    ]
    try prepare()
    try folder.edit("core.swift")
    #expect(names(try folder.run()) == ["Client"])
    #expect(folder.takeCompiled() == "| Core Left Right | Client")
    #expect(try folder.run() == .upToDate)
  }

  @Test("A core that is restored with its old text and an old date outdates the client again")
  func restored() throws {
    try folder.write(folder.source("core.swift"), "first", at: 900)
    try prepare()
    try folder.edit("core.swift")
    _ = try folder.run()
    _ = folder.takeCompiled()
    try folder.write(folder.source("core.swift"), "first", at: 900)
    #expect(names(try folder.run()) == ["Client"])
    #expect(folder.takeCompiled() == "| Core Middle | Client")
  }

  @Test("A client is compiled again when only a file of its core was added or removed")
  func otherFiles() throws {
    try prepare()
    try folder.edit("more.swift")
    folder.modules[0].watched.append(folder.source("more.swift"))
    #expect(names(try folder.run()) == ["Client"])
    folder.modules[0].watched.removeLast()
    #expect(names(try folder.run()) == ["Client"])
    #expect(folder.takeCompiled() == "| Core Middle | Client | Core Middle | Client")
  }

  @Test(
    "A file that SwiftPM does not watch outdates its readers, whatever date it has",
    arguments: [
      ("a header", "core.h", 5000.0), ("a macro, restored with an old date", "macro", 10.0),
      ("a header of a package elsewhere, dated in the future", "../elsewhere/header.h", 9_000_000.0),
    ])
  func unwatched(_ what: String, _ name: String, _ date: Double) throws {
    let file = folder.source(name)
    try folder.write(file, at: 500)
    folder.modules[2].others.append(file)
    try prepare()
    folder.now += 10
    try folder.write(file, "another text, \(what)", at: date == 5000 ? folder.now : date)
    #expect(names(try folder.run()) == ["Client"])
    #expect(folder.takeCompiled() == "| | Client")
    #expect(try folder.run() == .upToDate)
    #expect(folder.takeCompiled() == "|")
  }

  @Test("A module that was removed from the package cannot be imported")
  func removedModule() throws {
    try prepare()
    folder.modules.remove(at: 0)
    #expect(throws: CocoaError.self) {
      // The client's compilation fails without the interface, as in a clean build.
      folder.also = { [unowned folder] count in
        if count > 1, !FileManager.default.fileExists(atPath: folder.interface("Core")) {
          throw CocoaError(.fileNoSuchFile)
        }
      }
      _ = try folder.run()
    }
    #expect(!FileManager.default.fileExists(atPath: folder.interface("Core")))
  }

  @Test("Files with the date of the compilation, or a later one, cost one more compilation and no more after it")
  func skewedClock() throws {
    try folder.write(folder.source("core.h"), at: 9_000_000)
    folder.modules[2].others.append(folder.source("core.h"))
    #expect(names(try folder.run()) == ["Client"])
    #expect(folder.takeCompiled() == "| Core Middle Client | Client")
    #expect(try folder.run() == .upToDate)
    #expect(folder.takeCompiled() == "|")
  }

  @Test("A header that is edited while its reader is compiled is compiled again; an edit of a moment ago is not")
  func editedMeanwhile() throws {
    folder.modules[2].others.append(folder.source("core.h"))
    try prepare()
    try folder.edit("core.h")
    folder.also = { [unowned folder] count in
      // The compilation ends half a second after its second, and read the header before.
      if count == 1 { try folder.write(folder.source("core.h"), "meanwhile", at: folder.now + 0.25) }
    }
    try folder.edit("client.swift")
    let result = try folder.run()
    #expect(names(result) == ["Client"], "\(result)")
    #expect(folder.takeCompiled() == "| Client | Client")
  }

  @Test("A file that changes in every build ends in a full build with a message")
  func neverSettled() throws {
    folder.modules[2].others.append(folder.source("core.h"))
    try prepare()
    folder.also = { [unowned folder] _ in
      folder.now += 10
      try folder.edit("core.h")
    }
    let result = try folder.run()
    guard case .anew(.unsettled(let findings)) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(findings.map(\.module.name) == ["Client"])
    #expect(result.text?.hasPrefix("rebuilt everything: after 6 builds") == true)
    #expect(folder.takeCompiled().hasSuffix("| Core Middle Client"))
  }

  @Test(
    "Without a readable description everything is built anew, and nothing outside of the products is removed")
  func unreadable() throws {
    try prepare()
    try folder.write(folder.scratch.appendingPathComponent("checkouts/package").path, at: 1)
    folder.also = { [unowned folder] count in
      guard count == 1 else { return }
      try folder.write(folder.products.appendingPathComponent("description.json").path, "{\"swift", at: folder.now)
    }
    let result = try folder.run()
    let file = folder.products.appendingPathComponent("description.json").path
    #expect(result == .anew(.unreadable(.description(file))))
    #expect(result.text?.contains("does not list the parts of the build") == true)
    #expect(folder.takeCompiled() == "| | Core Middle Client")
    #expect(try String(contentsOfFile: folder.scratch.path + "/checkouts/package", encoding: .utf8) == "text")
    folder.also = { _ in }
    #expect(try folder.run() == .upToDate)
  }

  @Test("An unreadable list of a module's files costs this module's compilation")
  func unreadableList() throws {
    try prepare()
    try folder.write(folder.list("Client"), "garbage", at: folder.now)
    #expect(names(try folder.run()) == ["Client"])
    #expect(folder.takeCompiled() == "| | Client")
  }

  @Test("An unreadable proof is ignored")
  func unreadableProof() throws {
    try prepare()
    let file = folder.products.appendingPathComponent("perftest-proven.json").path
    try folder.write(file, "[", at: folder.now)
    #expect(try folder.run() == .upToDate)
    #expect(try String(contentsOfFile: file, encoding: .utf8) != "[")
  }

  @Test("Names in the compiler's list may have characters that are special to 'make'")
  func listOfFiles() {
    #expect(
      DependencyFile.inputs(in: ##"a\ b.o : /x\ y/c.swift /d$$e/f\#g.h /é/h\:i"## + "\nnext : z\n") == [
        "/x y/c.swift", "/d$e/f#g.h", "/é/h:i",
      ])
    #expect(DependencyFile.inputs(in: "a.o : b \\\n  c\nd : e") == ["b", "c"])
    #expect(DependencyFile.inputs(in: "a.o :") == [])
    #expect(DependencyFile.inputs(in: "garbage") == nil)
    #expect(DependencyFile.inputs(in: "") == nil)
  }
}
