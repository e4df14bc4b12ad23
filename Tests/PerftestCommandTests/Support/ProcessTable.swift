import Foundation
import PerformanceTestSupport

/// The processes of the machine, identified by their arguments and environments, never by a name alone.
enum ProcessTable {
  /// Processes with a text in their arguments, such as the folder they were started from.
  static func processes(mentioning text: String) -> Set<pid_t> {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return Set(names.compactMap { pid_t($0) }.filter { file("cmdline", of: $0).contains(text) && !isZombie($0) })
  }

  /// The children of a process. The kernel lists those of each thread: reading every process of the machine takes a
  /// thousand times longer, and some tests ask a hundred times.
  static func children(of parent: pid_t) -> Set<pid_t> {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(parent)/task")) ?? []
    let children = threads.flatMap { thread in
      file("task/\(thread)/children", of: parent).split(separator: " ").compactMap { pid_t($0) }
    }
    return Set(children.filter { !isZombie($0) })
  }

  /// A process and all that it started, as far as they are still below it.
  static func tree(of root: pid_t) -> [pid_t] { [root] + children(of: root).flatMap(tree) }

  /// The arguments of a process, separated by spaces.
  static func arguments(of process: pid_t) -> String {
    file("cmdline", of: process).replacing("\0", with: " ")
  }

  /// Whether an environment variable of a process has a value.
  static func process(_ process: pid_t, has variable: String) -> Bool {
    file("environ", of: process).split(separator: "\0").contains { $0 == variable }
  }

  /// Waits until no process mentions a text; gives those that are left when that takes too long.
  ///
  /// SwiftPM asks its compilers to end, and on a busy machine they took more than five seconds.
  static func remaining(mentioning text: String) async throws -> Set<pid_t> {
    try? await Patience.wait { processes(mentioning: text).isEmpty }
    return processes(mentioning: text)
  }

  /// Whether a process group has a process that has not ended.
  ///
  /// One that has ended stays in its group until it is awaited. The first process of a container, which inherits those
  /// without a parent, may never do that.
  static func hasProcess(inGroup group: pid_t) -> Bool {
    guard kill(-group, 0) == 0 else { return false }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.contains { process in
      // `12 (name) state parent group …`, where the name may have spaces
      let text = file("stat", of: process)
      guard let end = text.lastIndex(of: ")") else { return false }
      let fields = text[end...].split(separator: " ").map(String.init)
      return fields.count > 3 && fields[3] == String(group) && fields[1] != "Z"
    }
  }

  private static func isZombie(_ process: pid_t) -> Bool { status(of: process).contains("\nState:\tZ") }

  private static func status(of process: pid_t) -> String { file("status", of: process) }

  private static func file(_ name: String, of process: pid_t) -> String {
    let data = FileManager.default.contents(atPath: "/proc/\(process)/\(name)") ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
