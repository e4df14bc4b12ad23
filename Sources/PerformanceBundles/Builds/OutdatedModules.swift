import Foundation

/// Finds the modules of a build that were compiled from files that changed since.
///
/// SwiftPM recompiles a module when one of its sources, its flags or the interface of a directly imported module
/// changed. It ignores indirect inputs: code of a module behind that one, headers, macros. The compiler lists every
/// file that it read, so a module is up to date if and only if none of those changed after its compilation began. Three
/// criteria show this, the first of which does not depend on clocks:
/// 1. The compilation was proven up to date before, and each file still has the stamp of that time.
/// 2. It was compiled between two points in time at which each file had the same stamp.
/// 3. Each file is older than the end of the compilation. A file in the build folder is written by a command that ends
///    before the compilation begins. A file of the user may be edited during the compilation, so after a build it must
///    be older than that build's begin.
///
/// Outputs are not compared with outputs: an unchanged object keeps its date however late it was compiled.
package struct OutdatedModules {
  /// An outdated module.
  package struct Finding: Equatable, Sendable {
    /// The module.
    package var module: BuildDescription.Module
    /// Why it is outdated.
    package var cause: Cause

    package init(_ module: BuildDescription.Module, _ cause: Cause) {
      self.module = module
      self.cause = cause
    }
  }

  /// Why a module is outdated.
  package enum Cause: Hashable, Sendable {
    /// Some of its outputs are missing.
    case incomplete
    /// One of its input files is gone.
    case gone(String)
    /// One of its input files may have changed since.
    case changed(String)
    /// It was compiled from an interface that no module of the build produces any more.
    case leftOver(String)
  }

  /// The state before a build.
  package enum Earlier {
    /// Only the time is known, in nanoseconds by the clock of the file system.
    case time(Int64)
    /// The modules at that time.
    case modules(CompiledModules)
  }

  private let now: CompiledModules
  private let proven: ProvenModules
  private let earlier: Earlier?
  private let scratch: String

  /// - Parameters:
  ///   - now: the current modules.
  ///   - proven: the compilations that were proven up to date before.
  ///   - earlier: the state before the last build; `nil` where unknown.
  package init(_ now: CompiledModules, proven: ProvenModules = ProvenModules(), earlier: Earlier? = nil) {
    self.now = now
    self.proven = proven
    self.earlier = earlier
    // <scratch>/<triple>/<configuration>
    scratch = now.folder.deletingLastPathComponent().deletingLastPathComponent().path + "/"
  }

  /// The outdated modules.
  package var findings: [Finding] {
    now.modules.compactMap { module in cause(of: module).map { Finding(module.description, $0) } }
  }

  private func cause(of module: CompiledModules.Module) -> Cause? {
    guard let compiled = module.compiled else { return .incomplete }
    if let leftover = module.inputs.first(where: now.leftovers.contains) { return .leftOver(leftover) }
    let isUnchanged: (String) -> Bool
    if proven.compiled[module.description.dependencies] == compiled {
      isUnchanged = { proven.files[$0] == stamp(of: $0) }
    } else if case .modules(let before) = earlier, wasCompiled(module, since: before) {
      isUnchanged = { file in
        before.files[file].map { $0 == stamp(of: file) } ?? false || isOlder(file, than: compiled.modified)
      }
    } else if case .time(let begin) = earlier, compiled.modified >= begin {
      isUnchanged = { isOlder($0, than: $0.hasPrefix(scratch) ? compiled.modified : begin) }
    } else {
      isUnchanged = { isOlder($0, than: compiled.modified) }
    }
    guard let file = module.inputs.first(where: { !isUnchanged($0) }) else { return nil }
    return stamp(of: file) == nil ? .gone(file) : .changed(file)
  }

  private func wasCompiled(_ module: CompiledModules.Module, since before: CompiledModules) -> Bool {
    let old = before.modules.first { $0.description.dependencies == module.description.dependencies }
    return old?.compiled != module.compiled
  }

  private func stamp(of file: String) -> FileStamp? { now.files[file] ?? nil }

  private func isOlder(_ file: String, than time: Int64) -> Bool {
    stamp(of: file).map { $0.modified < time } ?? false
  }
}
