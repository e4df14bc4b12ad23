import Foundation
import PerformanceProcesses
import PerformanceRecords

/// A gate that compares the user's working folder with a commit: both are built in one folder, and measured in turn.
struct PairedGate {
  let package: PackageFolder
  let selection: TestSelection
  /// Whether instructions are counted; they are compared with the baselines on file, which know them of every machine.
  let counting: CountingRequest
  let commit: GitCommit
  /// What people call the commit.
  let name: String
  let checkout: GitCheckout

  /// The folder that both are built in, and what it has of them.
  private struct Pair {
    let builds: PairBuilds
    let head: ExportedTree.Contents
    let base: ExportedTree.Contents
  }

  /// Exports, builds and measures.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  func run() throws -> BundleRun.Result {
    try PairBuilds.alone(of: package) {
      let builds = try PairBuilds(of: package, checkout: checkout)
      return try run(
        Pair(
          builds: builds, head: try builds.contents(of: .workingFolder),
          base: try builds.contents(of: .commit(commit))))
    }
  }

  private func run(_ pair: Pair) throws -> BundleRun.Result {
    let haveSameFiles = pair.head.isSame(as: pair.base)
    // The other commit first: the next gate then begins with what is built last, of which it changes least.
    let base = haveSameFiles ? nil : try buildBase(pair)
    let head: PairBuilds.Build
    do {
      head = try pair.builds.bundle(of: pair.head, title: "the working folder", log: "head")
      // Neither building nor finding the other one may have left its files where the benchmarks look for theirs.
      try pair.builds.show(pair.head)
    } catch let failure as CommandFailure where failure.status != .failure {
      return try measureInPlace(because: failure)
    }
    let run = BundleRun(package: package, bundle: head.bundle, folder: pair.builds.folder)
    let functions = try run.list(selection)
    switch base {
    case nil: return try same(functions, run, "the files are the same")
    case .failure(let failure):
      return try measure(functions, run, pair, .unusable("\(name) does not build: \(failure.firstError)"))
    case .success(let base):
      if pair.builds.areSame(base, head) { return try same(functions, run, "the built code is the same") }
      var other = BundleRun(package: package, bundle: base.bundle, folder: pair.builds.folder)
      other.files = try pair.builds.files(of: base, whileShowing: pair.head)
      return try measure(functions, run, pair, try introduced(other))
    }
  }

  private func buildBase(_ pair: Pair) throws -> Result<PairBuilds.Build, CommandFailure> {
    do {
      let base = try pair.builds.bundle(of: pair.base, title: name, log: "base")
      pair.builds.pin(base)
      return .success(base)
    } catch let failure as CommandFailure where failure.status != .failure {
      return .failure(failure)
    }
  }

  /// What can be done with the other build, by what it says of itself.
  private func introduced(_ other: BundleRun) throws -> PairedRun.Side {
    let introduction: TestBundle.Introduction
    do {
      introduction = try other.introduction(selection)
    } catch let failure as CommandFailure {
      return .unusable("the tests of \(name) cannot be listed: \(failure.message)")
    }
    if introduction.unreadable > 0 {
      return .unusable("the answers of \(name) are those of another version of this package")
    }
    guard introduction.functions.isEmpty || introduction.methodology == Methodology.current else {
      let theirs = introduction.methodology.map { "\($0)" } ?? "an older one that it does not tell"
      return .unusable("\(name) measures with another methodology (\(theirs), here \(Methodology.current))")
    }
    return .measured(
      PairedRun.Base(
        executable: other.bundle.path, folder: other.folder.path, functions: introduction.functions,
        files: other.files))
  }

  private func measure(
    _ functions: [TestFunctionID], _ run: BundleRun, _ pair: Pair, _ side: PairedRun.Side
  ) throws -> BundleRun.Result {
    if case .unusable(let reason) = side {
      Output.error("times are not judged, only counts against the baselines on file: \(reason.printable)")
    }
    let paired = PairedRun(
      name: name, side: side, exported: pair.builds.root.path, checkout: checkout.root.path)
    // What only the other build has is told by the run, which needs a function of this one to begin.
    guard !functions.isEmpty else { return try LeftOutRun(run, selection, against: name).result() }
    var run = run
    run.counting = try counting.plan(for: run.bundle, environment: package.environment)
    return try run.measure(functions, of: selection, mode: GateCommand.name, rounds: 1, pair: paired)
  }

  /// The package builds where its user works, if at all; its times then have nothing to be compared with.
  private func measureInPlace(because failure: CommandFailure) throws -> BundleRun.Result {
    let bundle = try BundleBuild(package: package).run()
    let reason =
      "the package builds, but not as a copy of the files that git does not ignore: \(failure.firstError)"
    Output.error("times are not judged, only counts against the baselines on file: \(reason.printable)")
    var run = BundleRun(package: package, bundle: bundle, folder: package.url)
    run.counting = try counting.plan(for: bundle, environment: package.environment)
    let pair = PairedRun(
      name: name, side: .unusable(reason), exported: package.url.path, checkout: package.url.path)
    return try run.measure(try run.functions(selection), of: selection, mode: GateCommand.name, rounds: 1, pair: pair)
  }
}

extension PairedGate {
  /// The run of a gate that need not measure: both builds do the same, whatever the machine makes of it.
  private func same(_ functions: [TestFunctionID], _ run: BundleRun, _ reason: String) throws -> BundleRun.Result {
    guard !functions.isEmpty else { return try LeftOutRun(run, selection, against: name).result() }
    Output.error("nothing needs to be measured against \(name.printable): \(reason)")
    let log = try EventLogWriter(file: package.state.eventLog(run: run.name))
    try log.append(
      .runStarted(
        RunStart(mode: GateCommand.name, environment: Preflight.environment, filters: selection.filters, against: name)
      ))
    try log.append(.planned(RunPlan(functions: functions, rounds: 0)))
    for function in functions {
      let id = BenchmarkID(module: function.module, suite: function.suite, test: function.test)
      try log.append(.verdict(Verdict(benchmark: id, outcome: .same, reason: .identicalCode)))
    }
    try log.append(.runFinished(RunEnd(seconds: 0)))
    return BundleRun.Result(log: log.file, events: try EventLogReader.all(of: log.file), testFailure: nil)
  }
}
