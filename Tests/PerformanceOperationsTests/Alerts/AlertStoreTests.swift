import Foundation
import PerformanceAlerts
import PerformanceSystem
import PerformanceTestSupport
import Synchronization
import Testing

@Suite("The files of alerts")
struct AlertStoreTests {
  /// The settings with a file as the only receiver.
  private static let settings: AlertSettings = {
    var settings = AlertSettings()
    settings.receivers = [AlertReceiver(name: "file", kind: .file(FileReceiver()))]
    settings.routes = [AlertRoute(receivers: ["file"])]
    return settings
  }()

  /// An evaluation in which memory is short.
  private static func input(at time: Double = 1_800_000_000, used: Double = 0.85) -> AlertInput {
    var input = AlertInput(time: time, sources: [.machine])
    input.add("perf_host_memory_used_ratio", AlertSample([:], used))
    return input
  }

  /// Evaluates twice, so that an alert fires.
  private static func fire(
    _ store: AlertStore, _ send: @escaping @Sendable (AlertNotification) -> Void = { _ in }
  ) throws {
    let check = AlertCheck(settings, store, NotificationDelivery { notification, _ in send(notification) })
    for step in 0..<2 { _ = try check.run(input(at: 1_800_000_000 + Double(step) * 60)) }
  }

  @Test("The state is the same after it was written and read")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let store = AlertStore(folder: folder.url)
    try Self.fire(store)
    let (state, problems) = store.read()
    #expect(problems.isEmpty && state.alerts.map(\.phase) == [.firing] && state.evaluations == 2)
    try store.write(state)
    #expect(store.read().state == state)
  }

  @Test(
    "A state broken in any of a thousand ways is moved aside, and what fires comes from the history, without a crash")
  func broken() throws {
    let folder = try TemporaryFolder()
    let store = AlertStore(folder: folder.url)
    try Self.fire(store)
    try store.locked {
      var state = store.read().state
      state.silences = [AlertSilence(matchers: ["alertname": "X"], author: "a", comment: "b", begin: 1, until: 2)]
      try store.write(state)
    }
    let whole = Array(try folder.text(of: "state.json").utf8)
    var random = SplitMix64(seed: 2_026)
    var moved = 0
    for round in 0..<1_000 {
      let own = try TemporaryFolder()
      try FileManager.default.copyItem(at: folder.file("history.jsonl"), to: own.file("history.jsonl"))
      try Data(Self.broken(whole, &random)).write(to: own.file("state.json"))
      let store = AlertStore(folder: own.url)
      let (state, problems) = store.read()
      if problems.isEmpty {
        // What was broken is a name or a number that may have any value.
        #expect(try own.files() == ["history.jsonl", "state.json"])
      } else {
        moved += 1
        guard case .movedAside(_, let aside, let alerts) = problems[0] else {
          Issue.record("\(problems)")
          continue
        }
        #expect(alerts == 1 && state.alerts.map(\.rule) == ["PerfHighMemory"] && state.alerts[0].phase == .firing)
        #expect(FileManager.default.fileExists(atPath: aside))
      }
      // Either way the next evaluation works, and leaves a whole state. Each waits for the disk.
      guard round % 20 == 0 else { continue }
      _ = try AlertCheck(Self.settings, store, SentNotifications().delivery).run(Self.input(at: 1_800_000_600))
      #expect(store.read().problems.isEmpty)
    }
    #expect(moved > 700)
  }

  /// Bytes that are cut, changed, doubled, removed, or replaced by others.
  private static func broken(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(place + Int.random(in: 1...40, using: &random), bytes.count)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return Array(bytes[..<place])
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: end)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.replaceSubrange(place..<end, with: Array("<<<<<<< ours\n".utf8))
    case 5: bytes.replaceSubrange(place..<end, with: Array("1e999".utf8))
    case 6: for index in place..<end { bytes[index] = 0 }
    default: return (0..<place).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    return bytes
  }

  @Test("Lines of the history that cannot be read are counted, and the others are there")
  func damagedHistory() throws {
    let folder = try TemporaryFolder()
    let store = AlertStore(folder: folder.url)
    try Self.fire(store)
    let text = try folder.text(of: "history.jsonl")
    // A process that died within a line, and one that went on.
    try folder.write(text + "{\"time\": 18", to: "history.jsonl")
    try store.append([AlertTransition(time: 1_800_000_100, kind: .noData, rule: "PerfNoisy")])
    let (transitions, damaged) = store.history()
    #expect(transitions.last?.kind == .noData && damaged == 1)
    #expect(transitions.count == text.split(separator: "\n").count + 1)
  }

  @Test("Each evaluation leaves a line with the rules about the machine that held and those that did not")
  func evaluations() throws {
    let store = AlertStore(folder: try TemporaryFolder().url)
    let check = AlertCheck(Self.settings, store, SentNotifications().delivery)
    // One evaluation is not enough to fire, and after the third one it goes on firing for a while.
    for (step, used) in [0.85, 0.95, 0.5].enumerated() {
      _ = try check.run(Self.input(at: 1_800_000_000 + Double(step) * 60, used: used))
    }
    let memory = ["PerfCriticalMemory", "PerfHighMemory"]
    let held = store.evaluations().map { $0.holds.filter(memory.contains).sorted() }
    #expect(held == [["PerfHighMemory"], memory, []])
    #expect(
      store.evaluations().map { $0.clear.filter(memory.contains).sorted() } == [["PerfCriticalMemory"], [], memory])
    // No number of the processors was read, so that nothing is said about them.
    for evaluation in store.evaluations() {
      #expect(!(evaluation.holds + evaluation.clear).contains("PerfHighCPU"))
    }
    #expect(store.read().state.alerts.contains { $0.rule == "PerfHighMemory" && $0.phase == .firing })
  }

  @Test("Two evaluations at once are one after the other: nothing is lost, and nothing is sent twice")
  func concurrent() async throws {
    let folder = try TemporaryFolder()
    let sent = SentNotifications()
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask {
          let store = AlertStore(folder: folder.url)
          let check = AlertCheck(Self.settings, store, sent.delivery)
          for step in 0..<5 {
            _ = try? check.run(Self.input(at: 1_800_000_000 + Double(worker * 5 + step)))
          }
        }
      }
    }
    let state = AlertStore(folder: folder.url).read().state
    #expect(state.evaluations == 40)
    #expect(sent.keys.count == 1)
  }

  @Test("A command that waits for too long says which process evaluates")
  func busy() throws {
    let folder = try TemporaryFolder()
    let store = AlertStore(folder: folder.url, patience: 0)
    _ = try AlertStore(folder: folder.url).locked {
      #expect(throws: AlertStore.Busy.self) { try store.locked {} }
    }
    // A process that another test is starting holds this process's files between `fork` and `exec`.
    try Patience.block { (try? store.locked {}) != nil }
  }

  @Test("A process that dies between the state and the notification has not lost it: the next one sends it")
  func diesBeforeSending() throws {
    let (folder, rest) = (try TemporaryFolder(), try TemporaryFolder())
    let copy = rest.file("alerts")
    let first = SentNotifications()
    try Self.fire(AlertStore(folder: folder.url)) { notification in
      // What a process that is killed here leaves: the files as they are now.
      first.add(notification)
      try? FileManager.default.copyItem(at: folder.url, to: copy)
    }
    let second = SentNotifications()
    _ = try AlertCheck(Self.settings, AlertStore(folder: copy), second.delivery).run(Self.input(at: 1_800_000_120))
    // The group is the same and so are its alerts; who got the first one sees that the second one says nothing new.
    #expect(first.keys.count == 1 && second.keys == first.keys)
  }

  @Test("One that dies between the notification and what it writes of it sends it again, with the same key")
  func diesAfterSending() throws {
    let folder = try TemporaryFolder()
    let store = AlertStore(folder: folder.url)
    let sent = SentNotifications()
    try Self.fire(store) { sent.add($0) }
    // The state without what was sent is what it was when the notification had left.
    try store.locked {
      var state = store.read().state
      state.sent = [:]
      try store.write(state)
    }
    _ = try AlertCheck(Self.settings, store, sent.delivery).run(Self.input(at: 1_800_000_180))
    #expect(sent.keys.count == 2 && sent.keys[0] == sent.keys[1])
  }

  @Test("A receiver that fails is notified at the next evaluation, and the others at once")
  func failing() throws {
    let folder = try TemporaryFolder()
    let store = AlertStore(folder: folder.url)
    var settings = Self.settings
    settings.receivers.append(AlertReceiver(name: "away", kind: .slack(SlackReceiver(url: .environment("X")))))
    settings.routes = [AlertRoute(receivers: ["away", "file"])]
    let isAway = Mutex(true)
    let sent = SentNotifications()
    let delivery = NotificationDelivery { (notification, _) throws(DeliveryFailure) in
      if notification.receiver == "away", isAway.withLock({ $0 }) { throw .noAnswer("refused", tries: 3) }
      sent.add(notification)
    }
    let check = AlertCheck(settings, store, delivery)
    _ = try check.run(Self.input(at: 1_800_000_000))
    let result = try check.run(Self.input(at: 1_800_000_060))
    #expect(result.failures.map(\.receiver) == ["away"] && sent.receivers == ["file"])
    isAway.withLock { $0 = false }
    _ = try check.run(Self.input(at: 1_800_000_120))
    #expect(sent.receivers == ["file", "away"])
    _ = try check.run(Self.input(at: 1_800_000_180))
    #expect(sent.receivers.count == 2)
  }
}
