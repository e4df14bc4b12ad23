import Foundation
import PerformanceAlerts
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("The settings of alerts")
struct AlertSettingsTests {
  private static func read(_ members: String) throws -> AlertSettings {
    let folder = try TemporaryFolder()
    try folder.write(
      "{\"schema\": \"swift-performance-testing/alerts\", \"version\": 1\(members.isEmpty ? "" : ", ")\(members)}",
      to: AlertSettingsFile.name)
    return try AlertSettingsFile(in: folder.url).read()
  }

  @Test("Without a file the rules are those of the table, and the receivers are the console and a file")
  func absent() throws {
    let folder = try TemporaryFolder()
    let settings = try AlertSettingsFile(in: folder.url).read()
    #expect(settings == AlertSettings() && settings.rules == AlertRule.all)
    #expect(settings.receivers.map(\.name) == ["console", "file"])
  }

  @Test("A rule can get another limit, another patience and severity, or be turned off")
  func rules() throws {
    let settings = try Self.read(
      #""rules": {"PerfNoisy": {"limit": 0.3, "for": 7, "keep": 2, "severity": "info"}, "PerfDrift": {"disabled": true}}"#
    )
    let noisy = try #require(settings.rules.first { $0.name == "PerfNoisy" })
    #expect(noisy.condition.limit == 0.3 && noisy.evaluations == 7 && noisy.keep == 2 && noisy.severity == .info)
    #expect(settings.rules.filter { !$0.isEnabled }.map(\.name) == ["PerfDrift"])
  }

  @Test(
    "Anything unknown or out of range is an error that names it",
    arguments: [
      (#""rule": {}"#, "rule"), (#""rules": {"PerfNosy": {}}"#, "PerfNosy"),
      (#""rules": {"PerfNoisy": {"limits": 1}}"#, "limits"), (#""rules": {"PerfNoisy": {"for": 0}}"#, "for"),
      (#""rules": {"PerfNoisy": {"severity": "page"}}"#, "page"), (#""receivers": {"a": {"kind": "fax"}}"#, "fax"),
      (#""receivers": {"a": {"kind": "console", "url": "x"}}"#, "url"),
      (#""receivers": {"a": {"kind": "slack"}}"#, "url"),
      (#""receivers": {"a": {"kind": "slack", "url": {"env": "X"}}}"#, "env"),
      (#""receivers": {"a": {"kind": "mail", "from": "a b@c", "to": ["x@y.z"]}}"#, "from"),
      (#""receivers": {"a": {"kind": "mail", "from": "a@b.c", "to": ["x@y.z\nBcc: q@r.s"]}}"#, "to"),
      (#""routes": [{"to": ["nobody"]}]"#, "nobody"), (#""routes": [{"to": []}]"#, "to"),
      (#""routes": [{"to": ["file"], "severity": ["urgent"]}]"#, "urgent"),
      (#""inhibitions": [{"source": "PerfX", "targets": []}]"#, "PerfX"), (#""cadence": 0"#, "cadence"),
    ])
  func refused(members: String, named: String) {
    #expect { try Self.read(members) } throws: { error in "\(error)".contains(named) && error is InputError }
  }

  @Test("A secret may come from a variable or a file, and where there is none the error names the place")
  func secrets() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("from-a-file\n", to: "secret")
    #expect(try SecretSource.environment("X").secret(in: ["X": " from-a-variable "]).revealed() == "from-a-variable")
    #expect(try SecretSource.file(file.path).secret(in: [:]).revealed() == "from-a-file")
    #expect(throws: InputError.self) { try SecretSource.environment("X").secret(in: [:]) }
    #expect(throws: InputError.self) { try SecretSource.environment("X").secret(in: ["X": "a\r\nb"]) }
    #expect(throws: InputError.self) { try SecretSource.file(folder.file("absent").path).secret(in: [:]) }
  }
}
