import Foundation

/// What processes and all their descendants have used.
package struct ProcessTree: Equatable, Sendable {
  /// The processes at the top.
  package var roots: Set<Int>
  /// Processor time in ticks, that of ended descendants included.
  package var ticks: Double
  /// Resident memory in bytes; pages that several processes share count in each.
  package var residentBytes: Double

  package init(roots: Set<Int>, ticks: Double, residentBytes: Double) {
    self.roots = roots
    self.ticks = ticks
    self.residentBytes = residentBytes
  }
}

extension MachineReader {
  /// The tree below some processes, those that do not exist left out.
  ///
  /// All processes of the machine are looked at, since not all kernels list the children of one.
  package func tree(below roots: Set<Int>) -> MachineReading<ProcessTree> {
    let ids = files.names("/proc").compactMap { Int($0) }
    let others = outsiders.known(of: roots, among: ids)
    var processes: [Int: ProcessStatistics] = [:]
    for id in ids where !others.contains(id) {
      processes[id] = files.read("/proc/\(id)/stat").flatMap { ProcessStatistics($0) }  // it may have ended
    }
    let present = roots.filter { processes[$0] != nil }
    guard !present.isEmpty else { return .failure(.noProcess) }
    var tree = ProcessTree(roots: present, ticks: 0, residentBytes: 0)
    let children = Dictionary(grouping: processes.keys) { processes[$0]?.parent ?? 0 }
    var (pending, seen) = (Array(present), present)
    while let id = pending.popLast() {
      guard let process = processes[id] else { continue }
      tree.ticks += process.ticks
      tree.residentBytes += process.residentPages * pageSize
      // Two roots of one tree are one tree.
      pending += (children[id] ?? []).filter { seen.insert($0).inserted }
    }
    outsiders.add(processes.keys.filter { !seen.contains($0) })
    return .success(tree)
  }
}

/// A part of `/proc/PID/stat`.
private struct ProcessStatistics {
  let parent: Int
  let ticks: Double
  let residentPages: Double

  /// `pid (name) state ppid … utime(14) stime cutime cstime … rss(24) …` (proc_pid_stat(5)). A name may have spaces and
  /// parentheses, so what follows the last one is split.
  init?(_ text: String) {
    guard let end = text.utf8.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = text[end...].dropFirst().split(separator: " ", maxSplits: 22)
    guard fields.count > 21, let parent = Int(fields[1]), let pages = MachineFiles.number(fields[21]),
      case let times = fields[11...14].compactMap(MachineFiles.number), times.count == 4
    else { return nil }
    self.parent = parent
    ticks = times.reduce(0, +)
    residentPages = pages
  }
}
