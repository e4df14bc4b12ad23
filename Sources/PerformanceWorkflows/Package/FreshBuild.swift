import Foundation
import PerformanceBundles
import PerformanceSystem

/// A release build whose products are proven to be up to date.
///
/// SwiftPM does not recompile modules whose own sources are unchanged although inlined code of other modules changed,
/// so that the old code would be measured. Every build of this package goes through here. ``OutdatedModules`` finds
/// such modules; they are removed and built again. A module is found only after those that it depends on are up to
/// date, so the number of turns is at most the length of a chain of modules; after a few turns everything is rebuilt.
package struct FreshBuild {
  /// The outcome of a build that did not fail.
  package enum Outcome {
    case built
    /// SwiftPM cannot read its own files in the build folder.
    case unusableFolder
  }

  /// The additional work of the build.
  package enum Result: Equatable {
    /// None: everything was up to date.
    case upToDate
    /// These modules were outdated and were recompiled.
    case mended([OutdatedModules.Finding])
    /// Everything was rebuilt, since nothing could be proven.
    case anew(Reason)
    /// The first build, after which later builds will not be able to prove anything.
    case unprovable(Reason)
  }

  /// Why nothing could be proven.
  package enum Reason: Equatable {
    case unreadable(BuildDescription.Unreadable)
    case unusableFolder
    /// Modules stay outdated after repeated compilation.
    case unsettled([OutdatedModules.Finding])
  }

  /// The number of turns after which a build of everything is cheaper.
  static let mostTurns = 6

  private let scratch: URL
  private let isFirst: Bool
  private let clock: (URL) throws -> Int64
  private let build: () throws -> Outcome

  /// - Parameters:
  ///   - scratch: SwiftPM's scratch folder, without links.
  ///   - isFirst: whether nothing was built there before but this package's commands, so that nothing can be outdated.
  ///   - clock: the clock of the folder's file system, in nanoseconds since 1970.
  ///   - build: builds what SwiftPM considers out of date.
  package init(
    scratch: URL, isFirst: Bool, clock: @escaping (URL) throws -> Int64 = FreshBuild.time(in:),
    build: @escaping () throws -> Outcome
  ) {
    self.scratch = scratch
    self.isFirst = isFirst
    self.clock = clock
    self.build = build
  }

  /// The folder of the products, to which SwiftPM has a link.
  private var products: URL { scratch.appendingPathComponent("release").resolvingSymlinksInPath() }

  /// Builds until the products are proven to be up to date.
  /// - Throws: The errors of the build, or ``InputError`` when the folder cannot be written.
  package func run() throws -> Result {
    let begin = try clock(scratch)
    guard try build() == .built else { return try anew(because: .unusableFolder) }
    var earlier = OutdatedModules.Earlier.time(begin)
    var mended: [OutdatedModules.Finding] = []
    for _ in 0..<Self.mostTurns {
      let modules: CompiledModules
      do throws(BuildDescription.Unreadable) {
        modules = try CompiledModules(products: products)
      } catch {
        if isFirst { return .unprovable(.unreadable(error)) }
        return try anew(because: .unreadable(error))
      }
      let proven = ProvenModules(products: products)
      let findings = OutdatedModules(modules, proven: proven, earlier: earlier).findings
      guard !findings.isEmpty else {
        keep(ProvenModules(modules), insteadOf: proven)
        return mended.isEmpty ? .upToDate : .mended(mended)
      }
      mended.removeAll { old in findings.contains { $0.module == old.module } }
      mended += findings
      try remove(findings)
      earlier = .modules(modules.removing(findings.map(\.module)))
      guard try build() == .built else { return try anew(because: .unusableFolder) }
    }
    return try anew(because: .unsettled(mended))
  }

  private func keep(_ found: ProvenModules, insteadOf old: ProvenModules) {
    if found != old { found.write(products: products) }
  }

  /// Rebuilds everything in an empty folder.
  private func anew(because reason: Reason) throws -> Result {
    let products = products
    guard products.path.hasPrefix(scratch.path + "/") else {
      throw CommandFailure(
        status: .notMeasurable, message: "the products of \(scratch.path) are in \(products.path); remove that folder.")
    }
    do {
      if FileManager.default.fileExists(atPath: products.path) { try FileManager.default.removeItem(at: products) }
    } catch {
      throw InputError.unwritable(products)
    }
    let begin = try clock(scratch)
    guard try build() == .built else {
      throw CommandFailure(
        status: .failure,
        message:
          "SwiftPM cannot read its own files in \(scratch.path), not even after a build of everything; remove it.")
    }
    if let modules = try? CompiledModules(products: self.products) {
      let unsettled = OutdatedModules(modules, earlier: .time(begin)).findings
      ProvenModules(modules, except: unsettled).write(products: self.products)
    }
    return .anew(reason)
  }

  /// Removes the objects of modules, so that SwiftPM recompiles them, and the list of their inputs. Their interfaces
  /// stay: an unchanged one keeps its date, so that its importers are not recompiled.
  private func remove(_ findings: [OutdatedModules.Finding]) throws {
    let prefix = products.path + "/"
    for finding in findings {
      var paths = finding.module.objects + [finding.module.dependencies]
      if case .leftOver(let file) = finding.cause { paths.append(file) }
      for path in paths where path.hasPrefix(prefix) && !path.contains("/../") {
        guard unlink(path) == 0 || errno == ENOENT else { throw InputError.unwritable(URL(fileURLWithPath: path)) }
      }
    }
  }

  /// The current time by the clock of the folder's file system, which may differ from the machine's.
  /// - Throws: ``InputError`` when the folder is not writable.
  package static func time(in folder: URL) throws -> Int64 {
    let file = folder.appendingPathComponent("perftest-time")
    defer { unlink(file.path) }
    guard (try? Data().write(to: file)) != nil, let stamp = FileStamp(of: file.path) else {
      throw InputError.unwritable(file)
    }
    return stamp.modified
  }
}
