import Foundation
import PerformanceLog
import PerformanceLogReading
import PerformanceSystem
import Testing

@Suite("The audit log")
struct AuditTests {
  private typealias Cause = AuditVerification.Finding.Cause

  private func written(_ count: Int, perDay: Int = .max) throws -> ScriptedLog {
    var actor = LogActor()
    (actor.user, actor.userID, actor.ciActor, actor.host) = ("me", 1000, "bot", "machine")
    let scripted = try ScriptedLog(actor: actor)
    for number in 1...count {
      scripted.log.audit(.baselineRecorded, "change \(number)", ["file.path": "baselines/a.json"])
      if number % perDay == 0, number < count { scripted.advance(days: 1) }
    }
    return scripted
  }

  private func lines(_ scripted: ScriptedLog) throws -> [String] {
    try scripted.text(.audit).split(separator: "\n").map(String.init)
  }

  private func rewrite(_ scripted: ScriptedLog, _ lines: [String]) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: scripted.folder.current(.audit))
  }

  /// The causes with the numbers of their lines.
  private func findings(_ scripted: ScriptedLog, containing hash: String? = nil) throws -> [String] {
    try AuditVerification(scripted.folder, containing: hash).findings.map { finding in
      "\(URL(fileURLWithPath: finding.file).lastPathComponent):\(finding.line ?? 0) \(finding.cause)"
    }
  }

  @Test("says who changed what, where, and is a chain")
  func content() throws {
    let scripted = try written(3)
    let records = try scripted.records(.audit)
    #expect(records.map { $0.link?.sequence } == [1, 2, 3])
    #expect(records[0].link?.previous == AuditLink.beginning)
    for (line, next) in zip(try lines(scripted), records.dropFirst()) {
      #expect(next.link?.previous == SHA256.hexadecimal(of: line.utf8))
    }
    let record = records[0]
    #expect(record.text("user.name") == "me" && record.number("user.id") == 1000 && record.text("ci.actor") == "bot")
    #expect(record.text("host.name") == "machine" && record.text("file.path") == "baselines/a.json")
    let verification = try AuditVerification(scripted.folder)
    #expect(verification.findings.isEmpty && verification.records == 3 && verification.head?.sequence == 3)
  }

  @Test("is not kept back by a threshold")
  func threshold() throws {
    var settings = LogOutlet.Settings()
    settings.fileLevel = .fatal
    let scripted = try ScriptedLog(settings: settings)
    scripted.log.audit(.gateOverridden, "the gate ran with --no-confirm")
    #expect(try scripted.records(.audit).count == 1)
  }

  @Test("continues over renamed and compressed files")
  func renamed() throws {
    let scripted = try written(12, perDay: 2)
    LogSweep(scripted.folder, now: scripted.now).run()
    #expect(scripted.files(.audit).count == 6 && scripted.files(.audit)[0].hasSuffix(".gz"))
    #expect(try findings(scripted).isEmpty)
    #expect(try AuditVerification(scripted.folder).records == 12)
  }

  @Test("is one chain of many processes' records")
  func concurrent() throws {
    let first = try ScriptedLog()
    let logs = try [first] + (0..<3).map { _ in try ScriptedLog(at: first.folder.url) }
    DispatchQueue.concurrentPerform(iterations: 4) { index in
      for number in 0..<25 { logs[index].log.audit(.baselineRecorded, "\(number)") }
    }
    #expect(try findings(first).isEmpty)
    #expect(try AuditVerification(first.folder).records == 100)
  }

  // MARK: - Tampering

  @Test("shows a changed line, wherever it is")
  func changed() throws {
    for index in [0, 2, 4] {
      let scripted = try written(5)
      var lines = try lines(scripted)
      lines[index] = lines[index].replacing("change", with: "chanqe")
      try rewrite(scripted, lines)
      let cause = index == 4 ? "lastChanged" : "changed"
      #expect(try findings(scripted) == ["audit.jsonl:\(index + 1) \(cause)"])
    }
  }

  @Test("shows a line that was made unreadable")
  func unreadable() throws {
    for index in [0, 2, 4] {
      let scripted = try written(5)
      var lines = try lines(scripted)
      lines[index] = "{}"
      try rewrite(scripted, lines)
      #expect(try findings(scripted).contains("audit.jsonl:\(index + 1) unreadable"), "\(index)")
    }
  }

  @Test("shows a removed line, also the first and the last")
  func removed() throws {
    let expected = [0: ["1 beginsLate(2)"], 2: ["3 broken(after: 2, found: 4)"], 4: ["4 endsEarly(last: 4, head: 5)"]]
    for (index, findings) in expected {
      let scripted = try written(5)
      var lines = try lines(scripted)
      lines.remove(at: index)
      try rewrite(scripted, lines)
      #expect(try self.findings(scripted) == findings.map { "audit.jsonl:\($0)" })
    }
  }

  @Test("shows moved and copied lines")
  func moved() throws {
    let scripted = try written(5)
    var lines = try lines(scripted)
    lines.swapAt(1, 2)
    try rewrite(scripted, lines)
    #expect(
      try findings(scripted) == [
        "audit.jsonl:2 broken(after: 1, found: 3)", "audit.jsonl:3 broken(after: 3, found: 2)",
        "audit.jsonl:4 broken(after: 2, found: 4)",
      ])
    lines.swapAt(1, 2)
    lines.insert(lines[1], at: 2)
    try rewrite(scripted, lines)
    #expect(try findings(scripted) == ["audit.jsonl:3 broken(after: 2, found: 2)"])
  }

  @Test("shows the removal of everything, of a file, and of the head")
  func files() throws {
    let scripted = try written(6, perDay: 2)
    let files = scripted.folder.files(.audit)
    let middle = try Data(contentsOf: files[1])
    try FileManager.default.removeItem(at: files[1])
    #expect(try findings(scripted) == ["audit.jsonl:1 broken(after: 2, found: 5)"])
    try middle.write(to: files[1])
    #expect(try findings(scripted).isEmpty)
    let head = AuditHead.file(in: scripted.folder)
    let kept = try Data(contentsOf: head)
    try FileManager.default.removeItem(at: head)
    #expect(try findings(scripted) == ["head.json:0 noHead"])
    try kept.write(to: head)
    for file in files { try FileManager.default.removeItem(at: file) }
    #expect(try findings(scripted) == ["audit.jsonl:0 endsEarly(last: 0, head: 6)"])
  }

  @Test("keeps showing that its last lines were removed, after new ones were written")
  func gapStays() throws {
    let scripted = try written(5)
    try rewrite(scripted, Array(try lines(scripted).dropLast(2)))
    scripted.log.audit(.baselineRecorded, "afterwards")
    #expect(try findings(scripted) == ["audit.jsonl:4 broken(after: 3, found: 6)"])
  }

  @Test("A chain that was calculated anew is found by a head that was kept elsewhere, and by nothing else")
  func forged() throws {
    let scripted = try written(5)
    let hash = try #require(try AuditVerification(scripted.folder).head?.hash)
    #expect(try findings(scripted, containing: hash).isEmpty)
    try FileManager.default.removeItem(at: scripted.folder.folder(of: .audit))
    for number in 1...5 { scripted.log.audit(.baselineRecorded, "another change \(number)") }
    #expect(try findings(scripted).isEmpty)
    #expect(try findings(scripted, containing: hash) == ["audit:0 unknownHead"])
  }

  // MARK: - Accidents

  @Test("A head that was not written any more, or is damaged, does not break the chain")
  func headBehind() throws {
    for damage in ["", "{\"sequence\":2}", nil] {
      let scripted = try written(3)
      let head = AuditHead.file(in: scripted.folder)
      let before = try Data(contentsOf: head)
      scripted.log.audit(.baselineRecorded, "fourth")
      // The process was killed before it wrote the head.
      try (damage.map { Data($0.utf8) } ?? before).write(to: head)
      scripted.log.audit(.baselineRecorded, "fifth")
      #expect(try findings(scripted).isEmpty)
      #expect(try scripted.records(.audit).compactMap { $0.link?.sequence } == [1, 2, 3, 4, 5])
    }
  }

  @Test("A line whose writing was broken off is named, and no change of the chain")
  func brokenOff() throws {
    let scripted = try written(2)
    try scripted.append(#"{"v":1,"time":"20"#, to: .audit)
    scripted.log.audit(.baselineRecorded, "third")
    let verification = try AuditVerification(scripted.folder)
    #expect(verification.findings.isEmpty && verification.records == 3)
    #expect(verification.brokenOff.map(\.line) == [3])
  }

  @Test("may begin later where a record says that older files were removed")
  func pruned() throws {
    let scripted = try written(6, perDay: 2)
    let files = scripted.folder.files(.audit)
    try FileManager.default.removeItem(at: files[0])
    #expect(try findings(scripted) == ["audit-2026-11-30-0001.jsonl:1 beginsLate(3)"])
    scripted.log.audit(.auditPruned, "removed", ["chain.kept.sequence": .integer(3)])
    #expect(try findings(scripted).isEmpty)
    try FileManager.default.removeItem(at: files[1])
    #expect(try findings(scripted) == ["audit.jsonl:1 beginsLate(5)"])
  }
}
