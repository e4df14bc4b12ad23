import Foundation
import PerformanceRecords
import PerformanceTestSupport

/// A package in a clone of a bare repository, with event logs of scripted runs.
final class SharingPackage: Sendable {
  let repository: ScratchRepository
  /// The package, and the checkout.
  var url: URL { repository.url }
  /// Its state folder.
  var state: StateFolder { StateFolder(package: url, environment: [:]) }

  /// A clone of a hub with one commit of a package.
  init(cloning hub: URL, arguments: [String] = []) throws {
    repository = try ScratchRepository(cloning: hub, arguments: arguments)
    try state.create()
  }

  /// A package that is in no repository with a remote.
  init() throws {
    repository = try ScratchRepository()
    try Self.commitPackage(to: repository)
    try state.create()
  }

  private static func commitPackage(to repository: ScratchRepository) throws {
    try repository.write("// swift-tools-version: 6.3\n", to: "Package.swift")
    try repository.write("Package\n", to: "README.md")
    try repository.commit("a package")
  }

  /// A bare repository in a folder, with two commits.
  static func hub(in folder: TemporaryFolder) throws -> URL {
    let repository = try ScratchRepository()
    try commitPackage(to: repository)
    try repository.write("Another line\n", to: "README.md")
    try repository.commit("a line")
    let hub = folder.file("hub.git")
    try repository.git("clone", "-q", "--bare", repository.url.path, hub.path)
    return hub
  }

  // MARK: - Commands

  /// Variables without any configuration of the user or the system.
  static let withoutConfiguration = ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"]

  /// Runs a command of `history`.
  func history(_ arguments: String..., environment: [String: String] = withoutConfiguration) async -> CommandOutcome {
    await Perftest.run(["history"] + arguments, environment: environment, in: url)
  }

  /// Starts such a command as a process.
  func start(_ arguments: String..., environment: [String: String] = withoutConfiguration) throws -> RunningCommand {
    try BuiltCommand.start(["history"] + arguments, environment: environment, in: url)
  }

  /// Everything that the history has, a line a run. The order of runs that began in one second is that of their arrival.
  func everything() async -> [String] {
    await history("export", "--samples").output.split(separator: "\n").map(String.init).sorted()
  }

  // MARK: - Runs

  /// The name of a run of a machine.
  static func name(_ number: Int, _ machine: String) -> String {
    "20260101-\(String(format: "%06d", number))000-\(machine)-1"
  }

  /// Writes the event logs of runs, a day apart.
  func write(runs: Range<Int>, machine: String = "0000aaaa", benchmarks: Int = 2, finished: Bool = true) throws {
    for number in runs {
      let name = Self.name(number, machine)
      let lines = try Self.events(number, name, benchmarks: benchmarks, finished: finished).map {
        try JSONEncoder().encode($0) + Data("\n".utf8)
      }
      try Data(lines.joined()).write(to: state.eventLog(run: name))
    }
  }

  /// A label with every character that a text format may have to escape.
  static let label = #"a "quote", a back\slash, \n, \N, é and 🙂"# + "\t\r\n'"

  private static func events(_ number: Int, _ name: String, benchmarks: Int, finished: Bool) -> [RunEvent] {
    var random = SplitMix64(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    var bodies: [RunEvent.Body] = [.runStarted(RunStart(mode: "gate", environment: Example.environment))]
    for benchmark in 0..<benchmarks {
      let id = Example.id("decode()", label: benchmark == 0 ? nil : label + "\(benchmark)")
      let session = BenchmarkSession(
        id: id, location: Example.location, iterations: 10,
        readings: [
          MetricReading(Example.wallClock, values: random.times(20, floor: 1000)),
          MetricReading(Example.allocations, values: [Double(12 + benchmark)]),
        ])
      bodies.append(.session(SessionEvent(round: 1, session: session)))
      bodies.append(.verdict(Example.same(id)))
    }
    bodies.append(.verdict(Example.missing(Example.id("gone()"))))
    if finished { bodies.append(.runFinished(RunEnd(seconds: 7.5))) }
    return bodies.enumerated().map {
      RunEvent(
        sequence: $0 + 1, time: 1_767_225_600 + Double(number) * 86_400 + Double($0) / 1000, run: name, $1)
    }
  }
}
