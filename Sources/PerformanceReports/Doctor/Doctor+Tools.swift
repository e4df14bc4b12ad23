extension Doctor {
  /// The oldest Swift that builds a gate.
  private static let oldestSwift = (6, 3)

  /// What must be installed, and what may be.
  var tools: [DoctorFinding] { [swift, git, valgrind, variables] }

  var swift: DoctorFinding {
    let name = "swift"
    guard let path = probe.executable("swift") else {
      return .problem(name, "not on the PATH", "install Swift 6.3 (swift.org/install) or extend PATH")
    }
    guard let text = probe.output([path, "--version"]), let version = Self.swiftVersion(in: text) else {
      return .problem(name, "'\(path) --version' gives no version", "see what it says")
    }
    let found = "\(version.text) at \(path)"
    guard (version.major, version.minor) >= Self.oldestSwift else {
      return .problem(name, found, "the package needs Swift 6.3 or newer")
    }
    return .ok(name, found)
  }

  /// `6.3.1` of `Swift version 6.3.1 (swift-6.3.1-RELEASE)`, with its first two numbers.
  private static func swiftVersion(in text: String) -> (text: String, major: Int, minor: Int)? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "\n" })
    guard let index = words.firstIndex(of: "version"), index + 1 < words.count else { return nil }
    let numbers = words[index + 1].split(separator: ".").map { $0.prefix { ("0"..."9").contains($0) } }
    guard let major = numbers.first.flatMap({ Int($0) }) else { return nil }
    return (String(words[index + 1]), major, numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0)
  }

  var git: DoctorFinding {
    guard let path = probe.executable("git") else {
      return .warning("git", "not on the PATH", "baselines will not say which commit they are from; install git")
    }
    guard let package = probe.package else { return .ok("git", path) }
    guard let root = probe.output([path, "-C", package.folder, "rev-parse", "--show-toplevel"]) else {
      return .warning("git", "the package is in no repository", "baselines will not say which commit they are from")
    }
    return .ok("git", "repository \(root)")
  }

  var valgrind: DoctorFinding {
    probe.executable("valgrind").map { .ok("valgrind", $0) }
      ?? .ok("valgrind", "not installed, it is optional", "counting instructions needs it: apt-get install valgrind")
  }

  // MARK: - Environment variables

  /// Names that users may set, with what is wrong with a value.
  private static let known: [String: @Sendable (String) -> String?] = [
    "PERFTEST_MODE": { ["smoke", "gate", "record"].contains($0) ? nil : "allowed: smoke, gate, record" },
    "PERFTEST_GPU": { ["auto", "off", "required"].contains($0) ? nil : "allowed: auto, off, required" },
    "PERFTEST_SLOWDOWN": { text in
      Double(text).map { (1...100).contains($0) } ?? false ? nil : "allowed: a factor from 1 to 100"
    },
    "PERFTEST_BASELINES": { $0.isEmpty ? "it is empty; unset it or name a folder" : nil },
    "PERFTEST_STATE": { $0.isEmpty ? "it is empty; unset it or name a folder" : nil },
  ]
  /// Names that the command sets for the processes it starts; `PERFTEST` itself is for manifests.
  private static let ours: Set<String> = ["PERFTEST_RUN", "PERFTEST_ROUNDS", "PERFTEST_SELECTION"]

  var variables: DoctorFinding {
    let name = "variables"
    let set = probe.environment.filter { $0.key.hasPrefix("PERFTEST_") }.sorted { $0.key < $1.key }
    guard !set.isEmpty else { return .ok(name, "no PERFTEST_… variable is set") }
    let found = set.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    for (key, value) in set {
      if let wrong = Self.known[key]?(value) { return .problem(name, "\(key)=\(value)", wrong) }
    }
    for (key, _) in set where Self.known[key] == nil {
      let isOurs = Self.ours.contains(key) || key.hasPrefix("PERFTEST_CHILD")
      let advice = isOurs ? "perftest sets \(key) for processes it starts" : "\(key) means nothing here"
      return .warning(name, found, advice + "; unset it")
    }
    if let slowdown = probe.environment["PERFTEST_SLOWDOWN"].flatMap({ Double($0) }), slowdown > 1 {
      return .warning(name, found, "every body is made slower on purpose; unset PERFTEST_SLOWDOWN")
    }
    return .ok(name, found)
  }
}
