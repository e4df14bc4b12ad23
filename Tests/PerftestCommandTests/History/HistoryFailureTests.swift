import Foundation
import PerformanceRecords
import PerformanceTestSupport
import Testing

/// Whatever is broken, a command of the history answers from what is left and names the cause.
@Suite("The history when something is broken", .inTurns)
struct HistoryFailureTests {
  private static let commands = [
    ["list"], ["show", "latest"], ["rename", "a()", "b()"], ["prune"], ["update"], ["check"], ["rebuild"],
  ]

  @Test("Outside of a package every command ends with 78", arguments: commands)
  func noPackage(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    let outcome = await Perftest.run(["history"] + arguments, in: folder.url)
    #expect(outcome.status == 78 && outcome.error.contains("is in no Swift package"), "\(outcome)")
    #expect(try folder.files().isEmpty)
  }

  @Test("In a package without runs no command creates a file")
  func noState() async throws {
    let package = try HistoryPackage()
    let statuses = [0, 78, 78, 75, 0, 75, 0] as [Int32]
    for (arguments, status) in zip(Self.commands, statuses) {
      let outcome = await Perftest.run(["history"] + arguments, in: package.url)
      #expect(outcome.status == status, "\(arguments) \(outcome)")
      #expect(!outcome.error.contains("warning"), "\(outcome)")
    }
    #expect(await package.run("list").error == "the history has no runs\n")
    #expect(try package.folder.files() == ["Package.swift"])
  }

  /// A package with an index of two runs.
  private static func indexed(in place: URL? = nil) async throws -> HistoryPackage {
    let package = try HistoryPackage(in: place)
    try package.write(1)
    try package.write(2)
    _ = await package.run("update")
    return package
  }

  @Test("A damaged index is moved aside, made again and mentioned once", arguments: [3000, 9000])
  func damaged(bytes: Int) async throws {
    let package = try await Self.indexed()
    try Data(contentsOf: package.index).prefix(bytes).write(to: package.index)
    let outcome = await package.run("list")
    #expect(outcome.status == 0 && outcome.output.split(separator: "\n").count == 3, "\(outcome)")
    #expect(outcome.error.hasPrefix("warning: the history's index is damaged ("), "\(outcome)")
    #expect(outcome.error.contains("history-1.db") && outcome.error.split(separator: "\n").count == 1)
    #expect(await package.run("check").error.isEmpty)
  }

  @Test("An index of a newer version is moved aside and made again")
  func newer() async throws {
    let package = try await Self.indexed()
    // The version of the tables is at byte 60 of the file.
    let handle = try FileHandle(forUpdating: package.index)
    try handle.seek(toOffset: 60)
    try handle.write(contentsOf: Data([0, 0, 0, 99]))
    try handle.close()
    let outcome = await package.run("update")
    #expect(outcome.status == 0 && outcome.output == "the history has 2 runs, 0 of them new\n", "\(outcome)")
    #expect(outcome.error.contains("is of a newer version of this package (tables 99)"), "\(outcome)")
  }

  @Test("A log that cannot be read is named by a check, which does not suggest a rebuild then")
  func unreadableLog() async throws {
    let package = try await Self.indexed()
    try package.folder.write("{\"v\":2}\n", to: ".perftest/runs/20260201-broken.jsonl")
    let check = await package.run("check")
    #expect(check.status == 1 && check.output.contains("20260201-broken.jsonl:1, kind: is missing"), "\(check)")
    #expect(check.lastLine == "the index has the run of every other event log; repair or delete these")
    let list = await package.run("list")
    #expect(list.status == 0 && list.error.hasPrefix("warning: ") && list.error.contains("20260201-broken.jsonl"))
  }

  @Test("Without SQLite results come from the logs, and what needs an index ends with 75")
  func noLibrary() async throws {
    let package = try await Self.indexed()
    try package.folder.write("", to: "libraries/libsqlite3.so.0")
    let variables = ["LD_LIBRARY_PATH": package.folder.file("libraries").path]
    for (arguments, status) in zip(
      [["list"], ["show", "latest"], ["update"], ["check"], ["prune"]], [0, 0, 75, 75, 75] as [Int32])
    {
      let outcome = try await package.start(arguments, environment: variables).outcome()
      #expect(outcome.status == status, "\(arguments) \(outcome)")
      #expect(outcome.error.contains("warning: SQLite is not installed ("), "\(outcome)")
    }
    let list = try await package.start(["list"], environment: variables).outcome()
    let indexed = await package.run("list")
    #expect(list.output == indexed.output)
  }

  @Test("In a folder that may not be written results come from the index", .enabled(if: SmallDisk.canBeMounted))
  func readOnly() async throws {
    let disk = try SmallDisk(kilobytes: 2000)
    let package = try await Self.indexed(in: disk.url)
    try FileManager.default.removeItem(at: package.log(1))
    try disk.remount(.readOnly)
    defer { try? disk.remount(.writable) }
    let list = await package.run("list")
    #expect(list.status == 0 && list.output.split(separator: "\n").count == 3, "\(list)")
    #expect(list.error.hasPrefix("warning: the history's index was not written: "), "\(list)")
    #expect(list.error.hasSuffix("from the index as it is and from the event logs that are not in it\n"), "\(list)")
    #expect(await package.run("update").status == 75)
    #expect(await package.run("prune").status == 75)
  }

  @Test(
    "On a full disk results come from the index and the logs, and nothing is lost", .enabled(if: SmallDisk.canBeMounted)
  )
  func fullDisk() async throws {
    let disk = try SmallDisk(kilobytes: 2000)
    let package = try await Self.indexed(in: disk.url)
    try package.write(3)
    try disk.fill()
    let list = await package.run("list")
    #expect(list.status == 0 && list.output.split(separator: "\n").count == 4, "\(list)")
    #expect(list.error.contains("the history's index was not written"), "\(list)")
    try disk.free()
    #expect(await package.run("update").output == "the history has 3 runs, 1 of them new\n")
    #expect(await package.run("check").status == 0)
  }

  @Test("Four updates at once take in each run once")
  func together() async throws {
    let package = try HistoryPackage()
    for number in 1...12 { try package.write(number) }
    let commands = try (0..<4).map { _ in try package.start(["update"]) }
    for command in commands {
      let outcome = try await command.outcome()
      #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome)")
      #expect(outcome.output.hasPrefix("the history has 12 runs, "), "\(outcome)")
    }
    let check = await package.run("check")
    #expect(check.status == 0 && check.output == "the index has the run of every event log\n", "\(check)")
    #expect(await package.run("update").output == "the history has 12 runs, 0 of them new\n")
  }
}
