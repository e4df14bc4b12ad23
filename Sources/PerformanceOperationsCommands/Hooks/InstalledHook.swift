import Foundation
import PerformanceSystem

/// One hook of a checkout: what is there, and the change to or from the script of this package.
struct InstalledHook {
  let script: HookScript
  let folder: HookFolder

  /// The hook.
  var file: URL { folder.url.appendingPathComponent(script.name) }
  /// Where the hook of before is kept, which the script calls.
  var kept: URL { folder.url.appendingPathComponent(script.name + ".kept") }

  /// The states of a hook.
  enum State: Equatable {
    case absent
    /// The script of this package for this package folder.
    case installed
    /// That of another version, or for another package of the checkout.
    case outdated
    /// The script of this package with somebody's changes.
    case edited
    /// Somebody's own hook.
    case foreign
  }

  /// Its state.
  var state: State {
    guard Self.exists(file) else { return .absent }
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return .foreign }
    switch HookScript.origin(of: text) {
    case .foreign: return .foreign
    case .edited: return .edited
    case .unchanged: return text == script.installed(for: folder.package) ? .installed : .outdated
    }
  }

  /// Whether a hook of before is kept.
  var keepsAnother: Bool { Self.exists(kept) }

  // MARK: - Changes

  /// Writes the script; a hook that is there is kept, and called by it.
  /// - Throws: ``InputError`` where that would change or lose what is there; nothing is written then.
  func install() throws {
    switch state {
    case .installed: return
    case .edited: throw edited
    case .absent where keepsAnother, .foreign where keepsAnother: throw leftOver
    case .absent, .outdated: try write()
    case .foreign:
      try checkForeign()
      try Self.move(file, to: kept)
      do {
        try write()
      } catch {
        try Self.move(kept, to: file)
        throw error
      }
    }
  }

  /// Takes the script away, and puts back the hook of before.
  /// - Returns: Whether the script was there.
  /// - Throws: ``InputError``.
  func remove() throws -> Bool {
    switch state {
    case .absent, .foreign: return false
    case .edited: throw edited
    case .installed, .outdated:
      if keepsAnother {
        try Self.move(kept, to: file)
      } else if unlink(file.path) != 0 {
        throw Self.unchanged(file)
      }
      return true
    }
  }

  private func write() throws {
    let durable = try DurableFile(replacing: file)
    try durable.write(Data(script.installed(for: folder.package).utf8))
    try durable.commit()
    guard chmod(file.path, 0o755) == 0 else { throw Self.unchanged(file) }
  }

  // MARK: - Refusals

  private func checkForeign() throws {
    var status = stat()
    guard stat(file.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw refusal("is no file that can be called")
    }
    guard !folder.checkout.isTracked(file) else { throw refusal("is checked in, so others would get the change") }
    // Under another name such a hook, as Husky's, would look for other files and do nothing.
    let text = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard !text.contains("$0"), !text.contains("${0"), !text.contains("BASH_SOURCE") else {
      throw refusal("depends on its own name, so it cannot be called under another one")
    }
  }

  private func refusal(_ problem: String) -> InputError {
    InputError(file: file.path, problem: problem, remedy: "Call 'swift run perftest gate' in it instead.")
  }

  private var edited: InputError {
    InputError(
      file: file.path, problem: "was installed by perftest and changed since",
      remedy: "Move your change elsewhere, or delete the file.")
  }

  private var leftOver: InputError {
    InputError(
      file: kept.path, problem: "would be called by the new hook, which did not put it there",
      remedy: "Rename or delete it.")
  }

  private static func unchanged(_ file: URL) -> InputError {
    InputError(
      file: file.path, problem: "cannot be changed (\(String(cString: strerror(errno))))",
      remedy: "Check its permissions and those of its folder.")
  }

  private static func move(_ file: URL, to other: URL) throws {
    guard rename(file.path, other.path) == 0 else { throw unchanged(file) }
  }

  /// Also of a link without a target.
  private static func exists(_ file: URL) -> Bool {
    var status = stat()
    return lstat(file.path, &status) == 0
  }
}
