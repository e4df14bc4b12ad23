import Foundation
import PerformanceOperationsCommands
import PerformanceTestSupport
import Testing

@Suite("Installing hooks of git", .timeLimit(.minutes(60)))
struct HookInstallationTests {
  /// The files below a folder with their permissions and contents; links with their targets.
  private static func contents(of folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      let file = folder.appendingPathComponent(name)
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: file.path)
      let text = target ?? (try? String(contentsOf: file, encoding: .utf8)) ?? "folder"
      return "\(name) \(attributes[.posixPermissions] ?? 0) \(text)"
    }
  }

  private static func hooks(of repository: ScratchRepository) -> URL {
    repository.url.appendingPathComponent(".git/hooks")
  }

  @Test("They are installed once, are up to date then, and leave nothing when they are removed")
  func round() async throws {
    let hooked = try HookedRepository()
    let folder = hooked.repository.url
    let before = try Self.contents(of: Self.hooks(of: hooked.repository))
    #expect(await Perftest.run("hooks", "status", in: folder).status == 1)
    let installed = await Perftest.run("hooks", "install", in: folder)
    #expect(installed.status == 0 && installed.output.contains("pre-push is installed"), "\(installed)")
    #expect(await Perftest.run("hooks", "status", in: folder).status == 0)
    let again = await Perftest.run("hooks", "install", in: folder)
    #expect(again.status == 0 && again.output.contains("post-merge is up to date"), "\(again)")
    let removed = await Perftest.run("hooks", "remove", in: folder)
    #expect(removed.status == 0 && removed.output.contains("pre-push is removed"), "\(removed)")
    #expect(try Self.contents(of: Self.hooks(of: hooked.repository)) == before)
  }

  @Test("A hook that is there is kept, and comes back with its permissions", arguments: ["file", "link"])
  func kept(kind: String) async throws {
    let hooked = try HookedRepository()
    let folder = Self.hooks(of: hooked.repository)
    let own = "#!/bin/sh\n# Mine, with a \u{e4} and \\ and 'quotes'.\nexit 0\n"
    if kind == "link" {
      try hooked.repository.write(own, to: ".git/mine")
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("pre-push").path, withDestinationPath: "../mine")
    } else {
      try hooked.repository.write(own, to: ".git/hooks/pre-push")
      chmod(folder.appendingPathComponent("pre-push").path, 0o750)
    }
    let before = try Self.contents(of: folder)
    let installed = await Perftest.run("hooks", "install", in: hooked.repository.url)
    #expect(
      installed.output.contains("is installed, which calls the one that was there first"), "\(installed)")
    let removed = await Perftest.run("hooks", "remove", in: hooked.repository.url)
    #expect(removed.output.contains("pre-push is again what it was before"), "\(removed)")
    #expect(try Self.contents(of: folder) == before)
  }

  /// What makes a hook one that is not touched.
  enum Obstacle: String, CaseIterable {
    case tracked, named, folder, leftOver, edited, shared
  }

  @Test("What cannot be kept is refused with a reason, and stays as it is", arguments: Obstacle.allCases)
  func refused(obstacle: Obstacle) async throws {
    let hooked = try HookedRepository()
    let repository = hooked.repository
    var folder = Self.hooks(of: repository)
    let own = "#!/bin/sh\nexit 0\n"
    var environment: [String: String] = [:]
    switch obstacle {
    case .tracked:
      try repository.write(own, to: "hooks/pre-push")
      try repository.commit()
      try repository.git("config", "core.hooksPath", "hooks")
      folder = repository.url.appendingPathComponent("hooks")
    case .named: try repository.write("#!/bin/sh\n. \"$(dirname \"$0\")/h\"\n", to: ".git/hooks/pre-push")
    case .folder: try repository.write(own, to: ".git/hooks/pre-push/file")
    case .leftOver:
      try repository.write(own, to: ".git/hooks/pre-push")
      try repository.write(own, to: ".git/hooks/pre-push.kept")
    case .edited:
      #expect(await Perftest.run("hooks", "install", in: repository.url).status == 0)
      let hook = folder.appendingPathComponent("pre-push")
      try repository.write(try String(contentsOf: hook, encoding: .utf8) + "echo mine\n", to: ".git/hooks/pre-push")
    case .shared:
      try repository.write("[core]\n  hooksPath = \(repository.url.path)/all\n", to: ".git/global")
      try repository.write(own, to: "all/other")
      environment["GIT_CONFIG_GLOBAL"] = repository.url.path + "/.git/global"
      folder = repository.url.appendingPathComponent("all")
    }
    let before = try Self.contents(of: folder)
    let outcome = await Perftest.run("hooks", "install", environment: environment, in: repository.url)
    let reasons: [Obstacle: String] = [
      .tracked: "is checked in", .named: "depends on its own name", .folder: "is no file",
      .leftOver: "would be called by the new hook", .edited: "changed since", .shared: "core.hooksPath",
    ]
    #expect(outcome.status == 78 && outcome.error.contains(reasons[obstacle] ?? "?"), "\(outcome)")
    #expect(try Self.contents(of: folder) == before)
    if obstacle == .edited {
      #expect(await Perftest.run("hooks", "remove", in: repository.url).status == 78)
      #expect(try Self.contents(of: folder) == before)
    }
  }

  @Test("They go to the folder that the repository names, and to the one of all its work trees")
  func places() async throws {
    let hooked = try HookedRepository()
    let repository = hooked.repository
    try repository.git("worktree", "add", "-q", "../another", "-b", "other")
    let tree = repository.url.deletingLastPathComponent().appendingPathComponent("another")
    #expect(await Perftest.run("hooks", "install", in: tree).status == 0)
    #expect(await Perftest.run("hooks", "status", in: repository.url).status == 0)
    #expect(await Perftest.run("hooks", "remove", in: repository.url).status == 0)
    try repository.git("config", "core.hooksPath", "my hooks")
    #expect(await Perftest.run("hooks", "install", in: repository.url).status == 0)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: repository.url.appendingPathComponent("my hooks").path)
    #expect(names.sorted() == ["post-merge", "pre-push"])
  }

  @Test("The scripts are those of Scripts/hooks, and none is edited where it is installed for a folder")
  func texts() throws {
    for script in HookScript.all {
      let file = BuiltCommand.checkout.appendingPathComponent("Scripts/hooks/\(script.name)")
      #expect(try String(contentsOf: file, encoding: .utf8) == script.text)
      for package in ["", "Benchmarks", "it's here/$(touch x)"] {
        let hook = script.installed(for: package)
        #expect(HookScript.origin(of: hook) == .unchanged)
        #expect(HookScript.origin(of: hook + "#\n") == .edited)
      }
      #expect(HookScript.origin(of: script.text) == .foreign)
    }
  }
}
