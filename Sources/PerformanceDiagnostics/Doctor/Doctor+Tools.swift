import Foundation
import PerformanceBuild
import PerformanceHealth
import PerformanceRecords
import PerformanceSystem
import PerformanceText
import PerformanceWorkflows

extension Doctor {
  /// The oldest Swift that can build a gate.
  private static let oldestSwift = (6, 3)

  var swift: HealthFinding {
    let name = "swift"
    guard let path = probe.executable("swift") else {
      return .problem(name, "not on the PATH", "install Swift 6.3 (swift.org/install) or extend PATH")
    }
    guard let text = probe.output([path, "--version"]), let version = Self.swiftVersion(in: text) else {
      return .problem(name, "'\(path) --version' gives no version", "run it and read its message")
    }
    let found = "\(version.text) at \(path)"
    guard (version.major, version.minor) >= Self.oldestSwift else {
      return .problem(name, found, "the package needs Swift 6.3 or newer")
    }
    return .ok(name, found)
  }

  /// The version in `Swift version 6.3.1 (swift-6.3.1-RELEASE)`, with its first two numbers.
  private static func swiftVersion(in text: String) -> (text: String, major: Int, minor: Int)? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "\n" })
    guard let index = words.firstIndex(of: "version"), index + 1 < words.count else { return nil }
    let numbers = words[index + 1].split(separator: ".").map { $0.prefix { ("0"..."9").contains($0) } }
    guard let major = numbers.first.flatMap({ Int($0) }) else { return nil }
    return (String(words[index + 1]), major, numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0)
  }

  var valgrind: HealthFinding {
    probe.executable("valgrind").map { .ok("valgrind", $0) }
      ?? .ok(
        "valgrind", "not installed, it is optional",
        "the gate counts instructions where it is: apt-get install valgrind")
  }

  // MARK: - Environment variables

  var variables: HealthFinding {
    let name = "variables"
    let set = probe.environment.filter { $0.key.hasPrefix(PerftestVariable.prefix) }.sorted { $0.key < $1.key }
    guard !set.isEmpty else { return .ok(name, "no PERFTEST_… variable is set") }
    let found = set.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    do {
      let folder = URL(fileURLWithPath: probe.package?.folder ?? "/")
      if try !RunConfiguration(environment: probe.environment, package: folder).slowdown.isNone {
        return .warning(name, found, "every body is made slower on purpose; unset PERFTEST_SLOWDOWN")
      }
      _ = try SwiftBuildArguments(environment: probe.environment)
    } catch let error as InputError {
      return .problem(name, "\(error.file) \(error.problem)", error.remedy)
    } catch {
      return .problem(name, "\(error)", "unset unintended variables")
    }
    if set.contains(where: { $0.key == PerftestVariable.clock.rawValue }) {
      return .warning(
        name, found,
        "every time is that of a script, not of this machine; unset \(PerftestVariable.clock.rawValue)")
    }
    for key in set.map(\.key) {
      switch PerftestVariable(rawValue: key)?.setter {
      case .user, .test: continue
      case .parent: return .warning(name, found, "perftest sets \(key) for processes it starts; unset it")
      case nil: return .warning(name, found, "\(key) means nothing here; unset it")
      }
    }
    for (key, value) in set where value.isEmpty {
      return .problem(name, "\(key) is empty", "unset it, or give it a value")
    }
    return .ok(name, found)
  }
}
