import PerformanceLog
import PerformanceSystem
import PerformanceTestSupport
import Testing

@Suite("Secrets in the log")
struct RedactionTests {
  @Test("are replaced by a mark, and nothing else is")
  func examples() {
    let examples = [
      "postgresql://me:se%40cret@db.example/perf": "postgresql://[redacted]@db.example/perf",
      "https://ghp_token@github.com/a/b?x=1": "https://[redacted]@github.com/a/b?x=1",
      "https://me:pass/word@host/a": "https://[redacted]@host/a",
      "GITHUB_TOKEN=abc swift build": "GITHUB_TOKEN=[redacted] swift build",
      #"{"password": "a \"b\" c", "user": "me"}"#: #"{"password": "[redacted]", "user": "me"}"#,
      #"{\"api_key\":\"abc\",\"n\":1}"#: #"{\"api_key\":\"[redacted]\",\"n\":1}"#,
      "Authorization: Basic dXNlcjpwYXNz and more\nnext": "Authorization: [redacted]\nnext",
      "curl -H 'Authorization: Bearer abcdef' x": "curl -H 'Authorization: [redacted]' x",
      "push --access-token abc --all": "push --access-token [redacted] --all",
      "https://host/x?token=abc&n=1": "https://host/x?token=[redacted]&n=1",
      "found AKIAIOSFODNN7EXAMPLE here": "found [redacted] here",
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln!": "[redacted]!",
      "https://hooks.slack.com/services/T0/B0/abcdefgh": "https://[redacted]",
      "-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----":
        "-----BEGIN RSA PRIVATE KEY-----[redacted]-----END RSA PRIVATE KEY-----",
    ]
    for (text, expected) in examples { #expect(Redaction.text(text) == expected) }
  }

  @Test(
    "are not seen in ordinary texts",
    arguments: [
      "ssh://git@github.com/a/b.git", "https://host:8080/a@b", "https://host/mail?to=a@b", "git rev-parse HEAD",
      "commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "baselines.json, key: is missing", "author: me",
      "swift build --swift-build-arg -v", "http://[::1]:80/x@y", "sk-short", "JSONPerformance/decode(): same",
      "tokens", "the token", "a secret", "--token", "passing=3", "path: /tmp", "compass=n",
    ])
  func ordinary(text: String) {
    #expect(Redaction.text(text) == text)
  }

  @Test("are replaced by the name of a detail, and after the option of a command line")
  func details() {
    let record = LogRecord(
      time: LogTime(microseconds: 0), level: .info, category: .application, id: .commandStarted, process: 1,
      message: "PASSWORD='a b'",
      attributes: [
        "auth.token": "abc", "git": .object(["credential": "abc"]), "command.name": "gate",
        "pin.secret": .integer(1234),
        "arguments": .array(["--token", "abc", "--password=abc", "--all"]), "GITHUB_TOKEN=abc": .bool(true),
      ])
    let line = String(decoding: record.line, as: UTF8.self)
    #expect(!line.contains("abc") && !line.contains("a b") && !line.contains("1234"))
    #expect(record.text("command.name") == "gate")
    #expect(
      record.attributes["arguments"] == .array(["--token", "[redacted]", "--password=[redacted]", "--all"]))
  }

  @Test("never survive, whatever is around them")
  func property() {
    var random = SplitMix64(seed: 14)
    for index in 0..<4000 {
      let generated = GeneratedSecret(using: &random)
      let text = generated.surrounded(using: &random)
      let redacted = Redaction.text(text)
      #expect(!redacted.contains(generated.secret), "\(index): \(text)")
      #expect(Redaction.text(redacted) == redacted, "\(index): \(text)")
      let record = LogRecord(
        time: LogTime(microseconds: 0), level: .info, category: .application, id: .errorShown, process: 1,
        message: text, attributes: ["error.message": .string(text), "words": .array([.string(text)])])
      #expect(!String(decoding: record.line, as: UTF8.self).contains(generated.secret), "\(index): \(text)")
    }
  }
}
