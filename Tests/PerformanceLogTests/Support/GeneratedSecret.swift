/// A secret as tools print it, with what shows that it is one.
struct GeneratedSecret {
  /// What must not survive.
  let secret: String
  /// The secret in its place.
  let text: String

  init(using random: inout some RandomNumberGenerator) {
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      secret = Self.word(Self.letters, 20...40, using: &random)
      text = (Self.shapes.randomElement(using: &random) ?? "ghp_") + secret
    case 1:
      secret = Self.word(Self.letters + "-._~%!$*+", 6...30, using: &random)
      let scheme = ["https", "postgresql", "ssh", "redis"].randomElement(using: &random) ?? "https"
      let user = ["me:", "x-access-token:", ":", ""].randomElement(using: &random) ?? ""
      let rest = ["/a/b", ":5432/db?sslmode=require", "", "/x?y=1#z"].randomElement(using: &random) ?? ""
      text = "\(scheme)://\(user)\(secret)@host.example\(rest)"
    case 2:
      secret = Self.word(Self.letters + "-._~%!$*+/=,;:@#()[]", 6...30, using: &random)
      let name = Self.names.randomElement(using: &random) ?? "TOKEN"
      text =
        Self.cased(name, using: &random) + (["=", ": ", " = ", ":"].randomElement(using: &random) ?? "=") + "x" + secret
    case 3:
      secret = Self.word(Self.letters + " -._~%!$*+/=,;:@#()[]&", 6...30, using: &random)
      let name = Self.cased(Self.names.randomElement(using: &random) ?? "TOKEN", using: &random)
      let quote = ["\"", "'", "\\\""].randomElement(using: &random) ?? "\""
      text = "\(quote)\(name)\(quote):\(quote)\(secret)\(quote)"
    case 4:
      secret = Self.word(Self.letters + "+/=", 12...60, using: &random)
      let scheme = ["Basic ", "Bearer ", "token ", ""].randomElement(using: &random) ?? ""
      text = Self.cased("Authorization: ", using: &random) + scheme + secret
    default:
      secret = Self.word(Self.letters + "-_", 30...80, using: &random)
      let header = "eyJ" + Self.word(Self.letters, 10...30, using: &random)
      text = header + "." + secret + "." + Self.word(Self.letters, 10...30, using: &random)
    }
  }

  /// The secret in a text, as a compiler, a server or a shell would print it.
  func surrounded(using random: inout some RandomNumberGenerator) -> String {
    let before = ["", "error: ", "fatal: could not read from ", "(", "line 1\n", "é ", "x=1 "]
    let after = ["", " failed", "\nline 2", "\t: denied", "\r\n"]
    return (before.randomElement(using: &random) ?? "") + text + (after.randomElement(using: &random) ?? "")
  }

  private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
  private static let shapes = [
    "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AKIA", "npm_A123456789", "pypi-",
    "hooks.slack.com/services/", "Bearer ",
  ]
  private static let names = [
    "GITHUB_TOKEN", "password", "db.password", "api-key", "client_secret", "AWS_SECRET_ACCESS_KEY", "accessToken",
    "PGPASSWORD", "private_key", "passphrase", "--token", "X-Api-Key", "slack_webhook_token", "credentials",
  ]

  private static func cased(_ name: String, using random: inout some RandomNumberGenerator) -> String {
    switch Int.random(in: 0..<3, using: &random) {
    case 0: name.lowercased()
    case 1: name.uppercased()
    default: name
    }
  }

  private static func word(
    _ alphabet: String, _ lengths: ClosedRange<Int>, using random: inout some RandomNumberGenerator
  ) -> String {
    let characters = Array(alphabet)
    return String(
      (0..<Int.random(in: lengths, using: &random)).map { _ in characters.randomElement(using: &random) ?? "x" })
  }
}
