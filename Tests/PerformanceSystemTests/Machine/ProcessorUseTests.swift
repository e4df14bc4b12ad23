import PerformanceMachine
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("What the processors did between two snapshots")
struct ProcessorUseTests {
  private let machine: FixtureMachine

  init() throws { machine = try FixtureMachine() }

  private func readings(below roots: Set<Int> = [20]) -> MachineReadings {
    MachineReader(MachineFiles(root: machine.root), pageSize: 4096, now: { 0 }).readings(below: roots, disks: [])
  }

  @Test("The time of a run, of its children and of those that ended is not that of others")
  func others() throws {
    try machine.setProcess(20, parent: 1, ticks: 10)
    try machine.setProcess(21, parent: 20, ticks: 5)
    try machine.setProcess(22, parent: 21, ticks: 3)
    let start = readings()
    // Of 200 ticks: 40 user, 20 system, 120 idle, 20 stolen.
    try machine.setTicks([140, 0, 70, 910, 50, 5, 5, 20])
    try machine.setProcess(20, parent: 1, ticks: 20, endedChildren: 8)
    try machine.set("/proc/21", nil)  // ended, with its 8 ticks in its parent's
    try machine.setProcess(22, parent: 20, ticks: 6)
    let use = try #require(ProcessorUse.between(start, readings()).value)
    #expect(use.busy == 0.3)
    #expect(use.stolen == 0.1)
    let others = try #require(use.others.value)
    #expect(abs(others - (60.0 - 16) / 200) < 1e-12)
  }

  @Test("Work of another process raises the share of others alone")
  func foreign() throws {
    try machine.setProcess(20, parent: 1, ticks: 10)
    let start = readings()
    try machine.setTicks([200, 0, 50, 800, 40, 5, 5, 0])
    try machine.setProcess(30, parent: 1, ticks: 100)
    let use = try #require(ProcessorUse.between(start, readings()).value)
    #expect(use.others.value == 1)
    #expect(use.busy == 1)
  }

  @Test("Snapshots of one time, in the wrong order, or of a machine that was restarted give nothing")
  func incomparable() throws {
    try machine.setProcess(20, parent: 1, ticks: 10)
    let start = readings()
    #expect(ProcessorUse.between(start, readings()).absence == .incomparable)
    try machine.setTicks([200, 0, 50, 800, 40, 5, 5, 0])
    #expect(ProcessorUse.between(readings(), start).absence == .incomparable)
    #expect(ProcessorUse.between(MachineReadings(time: 0), start).absence == .unread)
  }

  @Test("A run that is new has no share yet, since it brings the time of its whole life along")
  func newRun() throws {
    let start = readings(below: [1])
    try machine.setTicks([200, 0, 50, 800, 40, 5, 5, 0])
    try machine.setProcess(20, parent: 0, ticks: 1_000_000)
    let use = try #require(ProcessorUse.between(start, readings(below: [1, 20])).value)
    #expect(use.busy == 1)
    #expect(use.others.absence == .incomparable)
  }

  @Test("Idle time that goes back and a run that is faster than the clock stay within 0 and 1")
  func bounds() throws {
    try machine.setProcess(20, parent: 1, ticks: 10)
    let start = readings()
    try machine.setTicks([110, 0, 50, 795, 40, 5, 5, 0])
    try machine.setProcess(20, parent: 1, ticks: 500)
    let use = try #require(ProcessorUse.between(start, readings()).value)
    #expect(use.busy == 1)
    #expect(use.others.value == 0)
  }

  @Test("A root below another one counts once, and a process that names itself as its parent ends")
  func roots() throws {
    try machine.setProcess(20, parent: 1, ticks: 10)
    try machine.setProcess(21, parent: 20, ticks: 5)
    try machine.setProcess(22, parent: 22, ticks: 1)
    let tree = try #require(readings(below: [20, 21, 22, 99]).tree.value)
    #expect(tree == ProcessTree(roots: [20, 21, 22], ticks: 16, residentBytes: 3 * 10 * 4096))
  }

  @Test("A process is read again where it begins anew, and not where it is known to be none of the tree")
  func outsiders() throws {
    let reads = Mutex<[String: Int]>([:])
    let files = MachineFiles(root: machine.root)
    let counted = MachineFiles(
      read: { path in
        reads.withLock { $0[path, default: 0] += 1 }
        return files.read(path)
      }, names: files.names)
    let reader = MachineReader(counted, pageSize: 4096, now: { 0 })
    try machine.setProcess(20, parent: 1, ticks: 10)
    try machine.setProcess(30, parent: 1, ticks: 1)
    for _ in 0..<3 { #expect(reader.tree(below: [20]).value?.ticks == 10) }
    #expect(reads.withLock { [$0["/proc/20/stat"], $0["/proc/30/stat"]] } == [3, 1])
    // 30 ends, and its number is given to a child of 20.
    try machine.set("/proc/30", nil)
    #expect(reader.tree(below: [20]).value?.ticks == 10)
    try machine.setProcess(30, parent: 20, ticks: 5)
    #expect(reader.tree(below: [20]).value?.ticks == 15)
    // For another tree all are read.
    #expect(reader.tree(below: [1]).value?.ticks == 6015)
  }
}
