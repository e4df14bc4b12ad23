import Foundation
import PerformanceBundles
import PerformanceSystem

/// A release build whose products are proven to be made of the files that are there.
///
/// SwiftPM leaves modules as they are whose own sources did not change though code that they took in from elsewhere did:
/// what is measured would be the old code. Every build of this package goes through here. ``OutdatedModules`` has the
/// proof; what it finds is removed and built again. A module can be found only when those before it are new, so the number
/// of turns is at most that of the modules in a chain; more than a few end in a build of everything.
package struct FreshBuild {
  /// How a build ended that did not fail.
  package enum Outcome {
    case built
    /// SwiftPM cannot read its own files in the build folder.
    case unusableFolder
  }

  /// What had to be done besides building.
  package enum Result: Hashable {
    /// Everything was up to date after it.
    case upToDate
    /// These modules had been left outdated and were compiled again.
    case mended([OutdatedModules.Finding])
    /// All was built anew, since nothing could be proven.
    case anew(Reason)
    /// All was built for the first time, and why a later build will not be able to prove anything.
    case unprovable(Reason)
  }

  /// Why nothing could be proven.
  package enum Reason: Hashable {
    case unreadable(BuildDescription.Unreadable)
    case unusableFolder
    /// Modules stay outdated however often they are compiled.
    case unsettled([OutdatedModules.Finding])
  }

  /// What is done where nothing can be proven.
  package enum Remedy {
    /// Everything is built anew.
    case buildAnew
    /// The products are taken as they are: nothing is measured that is in them.
    case accept
  }

  /// Turns after which a build of everything is cheaper than to go on.
  static let mostTurns = 6

  private let scratch: URL
  private let remedy: Remedy
  private let clock: (URL) throws -> Int64
  private let build: () throws -> Outcome

  /// - Parameters:
  ///   - scratch: SwiftPM's scratch folder, without links.
  ///   - remedy: what is done where nothing can be proven.
  ///   - clock: the time by which a folder gives files their dates, in nanoseconds since 1970.
  ///   - build: builds what is not up to date for SwiftPM.
  package init(
    scratch: URL, remedy: Remedy = .buildAnew, clock: @escaping (URL) throws -> Int64 = FreshBuild.time(in:),
    build: @escaping () throws -> Outcome
  ) {
    self.scratch = scratch
    self.remedy = remedy
    self.clock = clock
    self.build = build
  }

  /// The folder of the products, to which SwiftPM has a link.
  private var products: URL { scratch.appendingPathComponent("release").resolvingSymlinksInPath() }

  /// Builds until the products are proven to be up to date.
  /// - Throws: What the build throws, or ``InputError`` when the folder cannot be written.
  package func run() throws -> Result {
    let isFirst = !FileManager.default.fileExists(atPath: products.path)
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

  /// Builds everything: what is compiled in an empty folder is made of what is there.
  private func anew(because reason: Reason) throws -> Result {
    guard remedy == .buildAnew else { return .unprovable(reason) }
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

  /// Removes the objects of modules, by which SwiftPM compiles them again, and the list of what they were made of. Their
  /// interfaces stay: one that comes out the same keeps its date, and nobody who imports it is compiled in vain.
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

  /// The time by the clock that gives the files of a folder their dates, which need not be this machine's.
  /// - Throws: ``InputError`` when nothing can be written there.
  package static func time(in folder: URL) throws -> Int64 {
    let file = folder.appendingPathComponent("perftest-time")
    defer { unlink(file.path) }
    guard (try? Data().write(to: file)) != nil, let stamp = FileStamp(of: file.path) else {
      throw InputError.unwritable(file)
    }
    return stamp.modified
  }
}
