import PerformanceRecords
import PerformanceSystem

/// Reads the document of `hyperfine --export-json` (`src/export/json.rs` of hyperfine 1.12 and later).
///
/// Each run of a command is a process, so each time is a session. The document of a run whose times were not kept has a
/// minimum, which stands for one session.
package enum HyperfineImporter: Importer {
  package static let name = "hyperfine"
  package static let abstract = "the JSON of 'hyperfine --export-json'"
  package static let processes = "each run is a process: 'hyperfine --runs N', with '--command-name' where it differs"

  /// A result of a command.
  private struct Entry {
    var command = ""
    var parameters: [(name: String, value: String)] = []
    var times: [Double?] = []
    var memory: [Double?] = []
    var exitCodes: [Double?] = []
    var minimum: Double?

    /// The command, with its parameters where several results have the same one.
    func name(besideOthers isShared: Bool) -> String {
      guard isShared, !parameters.isEmpty else { return command }
      return command + " [" + parameters.map { "\($0.name)=\($0.value)" }.joined(separator: ", ") + "]"
    }
  }

  package static func recognizes(_ file: ImportedFile) -> Bool {
    guard case .object(let keys) = file.outline else { return false }
    return keys == ["results"]
  }

  package static func results(of file: ImportedFile) throws -> ImportedResults {
    var entries: [Entry] = []
    var json = file.json
    try json.openObject()
    while let key = try json.nextKey() {
      guard key == "results", json.kind == .array else {
        try json.skip()
        continue
      }
      try json.openArray()
      while try json.nextElement() { entries.append(try entry(&json)) }
    }
    try json.end()
    return try results(of: entries, file)
  }

  private static func entry(_ json: inout JSONCursor) throws -> Entry {
    var entry = Entry()
    try json.openObject()
    while let key = try json.nextKey() {
      switch (key, json.kind) {
      case ("command", .string): entry.command = try json.string()
      case ("min", _): entry.minimum = try json.numberIfPresent()
      case ("times", .array): entry.times = try json.numbers()
      case ("memory_usage_byte", .array): entry.memory = try json.numbers()
      case ("exit_codes", .array): entry.exitCodes = try json.numbers()
      case ("parameters", .object):
        try json.openObject()
        while let name = try json.nextKey() { entry.parameters.append((name, try json.stringIfPresent() ?? "")) }
      default: try json.skip()
      }
    }
    guard !entry.command.isEmpty else { throw json.problem("has a result without a command before this") }
    return entry
  }

  private static func results(of entries: [Entry], _ file: ImportedFile) throws -> ImportedResults {
    let commands = Dictionary(grouping: entries, by: \.command)
    var collector = ResultCollector()
    var names: Set<String> = []
    var summarised = 0
    for entry in entries {
      let name = entry.name(besideOthers: (commands[entry.command]?.count ?? 0) > 1)
      // Two commands of one name are two programs, whose times must not be taken for those of one.
      guard names.insert(name).inserted else {
        throw InputError(
          file: file.name, problem: "has two results with the name '\(name.printable(atMost: 100))'",
          remedy: "Give each command a name of its own with --command-name.")
      }
      if entry.times.isEmpty {
        collector.add(entry.minimum.map { $0 * 1e9 }, of: .importedTime, to: name, process: 0)
        summarised += 1
      }
      for (run, time) in entry.times.enumerated() {
        // A run that was ended by a signal has no exit status.
        if run < entry.exitCodes.count, entry.exitCodes[run] != 0 {
          collector.addFailed(name)
          continue
        }
        collector.add(time.map { $0 * 1e9 }, of: .importedTime, to: name, process: run)
        if run < entry.memory.count {
          collector.add(entry.memory[run], of: .importedPeakMemory, to: name, process: run)
        }
      }
    }
    return collector.results(
      notes: summarised > 0 ? [.summarised(count: summarised, statistic: "minimum")] : [])
  }
}
