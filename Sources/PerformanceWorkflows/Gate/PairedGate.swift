import Foundation
import PerformanceMeasurement
import PerformanceRecords

/// A gate that compares the user's working folder with a commit: both are exported and built, and measured in turn.
struct PairedGate {
  let package: PackageFolder
  let selection: TestSelection
  /// Whether instructions are counted; they are compared with the baselines on file, which know them of every machine.
  let counting: CountingRequest
  let commit: GitCommit
  /// What people call the commit.
  let name: String
  let checkout: GitCheckout

  /// One of the two builds.
  private struct Side {
    let tree: ExportedTree
    let contents: ExportedTree.Contents
    let build: TreeBuild
  }

  /// Exports, builds and measures.
  /// - Throws: ``CommandFailure`` or ``InputError``.
  func run() throws -> BundleRun.Result {
    do {
      try FileManager.default.createDirectory(at: package.state.pair, withIntermediateDirectories: true)
    } catch {
      throw StateFolder.unwritable(package.state.pair)
    }
    // Another gate of this checkout would build anew what is being measured.
    let lock = try MachineLock.take(
      file: package.state.pair.appendingPathComponent("lock"),
      waiting: { holder in Output.error("waiting for the gate of process \(holder?.process ?? 0)") },
      isWanted: { true })
    let result = try runAlone()
    _ = consume lock
    return result
  }

  private func runAlone() throws -> BundleRun.Result {
    let head = try side("head", .workingFolder)
    let base = try side("base", .commit(commit))
    let bundle: URL
    do {
      bundle = try head.build.run(title: "the working folder")
    } catch let failure as CommandFailure {
      return try measureInPlace(because: failure)
    }
    let run = BundleRun(package: package, bundle: bundle, folder: head.build.folder)
    let functions = try run.list(selection)
    if head.contents.isSame(as: base.contents) { return try same(functions, run, "the files are the same") }
    let baseBundle: URL
    do {
      baseBundle = try base.build.run(title: name)
    } catch let failure as CommandFailure {
      return try measure(functions, run, head, .unusable("\(name) does not build: \(failure.firstError)"))
    }
    if try isSame(base, baseBundle, head, bundle) { return try same(functions, run, "the built code is the same") }
    let other = BundleRun(package: package, bundle: baseBundle, folder: base.build.folder)
    return try measure(functions, run, head, try introduced(other))
  }

  private func side(_ name: String, _ source: ExportedTree.Source) throws -> Side {
    let tree = ExportedTree(
      of: checkout, at: package.state.pair.appendingPathComponent(name), state: package.state.url)
    let contents = try tree.update(to: source)
    let build = TreeBuild(of: package.url, in: tree, environment: package.environment)
    return Side(tree: tree, contents: contents, build: build)
  }

  /// Where two submodules differ, the files that do are in other repositories, and nothing is known of them.
  private func isSame(_ base: Side, _ baseBundle: URL, _ head: Side, _ bundle: URL) throws -> Bool {
    guard base.contents.submodules.mapValues(\.hash) == head.contents.submodules.mapValues(\.hash) else { return false }
    let identity = BundleIdentity(
      base: BundleIdentity.Side(bundle: baseBundle, place: base.tree.place),
      head: BundleIdentity.Side(bundle: bundle, place: head.tree.place))
    guard let changed = try? checkout.difference(base.contents.tree, head.contents.tree) else { return false }
    return identity.isProven(changed: changed)
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
        executable: other.bundle.path, folder: other.folder.path, functions: introduction.functions))
  }

  private func measure(
    _ functions: [TestFunctionID], _ run: BundleRun, _ head: Side, _ side: PairedRun.Side
  ) throws -> BundleRun.Result {
    if case .unusable(let reason) = side {
      Output.error("times are not judged, only counts against the baselines on file: \(reason.printable)")
    }
    let pair = PairedRun(
      name: name, side: side, exported: head.tree.root.path, checkout: checkout.root.path)
    // What only the other build has is told by the run, which needs a function of this one to begin.
    guard !functions.isEmpty else { throw run.nothing(selection) }
    var run = run
    run.counting = try counting.plan(for: run.bundle, environment: package.environment)
    return try run.measure(functions, of: selection, mode: GateCommand.name, rounds: 1, pair: pair)
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
    guard !functions.isEmpty else { throw run.nothing(selection) }
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
