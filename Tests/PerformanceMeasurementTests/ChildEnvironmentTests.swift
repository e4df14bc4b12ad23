import Foundation
import PerformanceBundles
import PerformanceSystem
import Testing

@Suite("The environment of a process that measures")
struct ChildEnvironmentTests {
  private static let usual = ["PATH": "/bin", "HOME": "/root", "TZ": "Etc/UTC", "LANG": "C.UTF-8", "TMPDIR": "/tmp"]

  private func variables(_ parent: [String: String], requested: Set<String> = []) throws -> [String: String] {
    try ChildEnvironment(from: parent, requested: requested).variables
  }

  @Test("has the variables that a process needs, and fixes hashing and backtraces of errors")
  func usual() throws {
    let child = try variables(Self.usual)
    for (name, value) in Self.usual { #expect(child[name] == value) }
    #expect(child["SWIFT_DETERMINISTIC_HASHING"] == "1" && child["SWT_SWIFT_ERROR_BACKTRACING_ENABLED"] == "0")
    #expect(child.count == 13)
  }

  @Test(
    "is the same whatever other variables its parent has",
    arguments: [
      ["CI": "1"], Dictionary(uniqueKeysWithValues: (0..<60).map { ("GITHUB_VAR_\($0)", "x") }),
      ["LARGE": String(repeating: "x", count: 8_192)], ["LINES": "one\ntwo\n"], ["EMPTY": ""],
      ["LD_PRELOAD": "/lib/other.so"], ["MALLOC_ARENA_MAX": "1"], ["GLIBC_TUNABLES": "glibc.malloc.check=3"],
      ["SWIFT_DETERMINISTIC_HASHING": "0"], ["SWT_SWIFT_ERROR_BACKTRACING_ENABLED": "1"], ["PERFTEST": "1"],
      ["PERFTEST_MODE": "record", "PERFTEST_REQUEST": "x", "PERFTEST_CHILD": "list"], ["LC_TERMINAL": "iTerm2"],
      ["LC_ALL": ""], ["SWIFT_BACKTRACE": "enable=yes"], ["größe": "5"],
    ])
  func others(added: [String: String]) throws {
    #expect(try variables(Self.usual.merging(added) { $1 }) == variables(Self.usual))
  }

  @Test("has the same number of variables whichever of them its parent has")
  func number() throws {
    let count = try variables(Self.usual).count
    for name in Self.usual.keys { #expect(try variables(Self.usual.filter { $0.key != name }).count == count) }
    #expect(try variables([:]).count == count)
    #expect(try variables(Self.usual.merging(["LC_ALL": "de_DE.UTF-8", "LC_TIME": "C"]) { $1 }).count == count)
  }

  @Test("names the locale that holds for each category")
  func locale() throws {
    let names = ["LC_COLLATE", "LC_CTYPE", "LC_MESSAGES", "LC_MONETARY", "LC_NUMERIC", "LC_TIME"]
    func locales(_ parent: [String: String]) throws -> [String?] {
      let child = try variables(parent)
      #expect(child["LC_ALL"] == nil)
      return (["LANG"] + names).map { child[$0] }
    }
    #expect(try Set(locales([:])) == ["C"])
    #expect(try Set(locales(["LANG": "de_DE.UTF-8"])) == ["de_DE.UTF-8"])
    #expect(try Set(locales(["LANG": "de_DE.UTF-8", "LC_TIME": "C", "LC_ALL": "fr_FR"])) == ["fr_FR"])
    #expect(
      try locales(["LANG": "de_DE", "LC_TIME": "C"]) == ["de_DE", "de_DE", "de_DE", "de_DE", "de_DE", "de_DE", "C"])
  }

  @Test("has the time zone of its parent, or the system's")
  func timeZone() throws {
    #expect(try variables(["TZ": "Europe/Berlin"])["TZ"] == "Europe/Berlin")
    #expect(try variables(["TZ": ""])["TZ"] == "UTC")
    #expect(try variables([:])["TZ"]?.isEmpty == false)
  }

  @Test("passes on the variables that the loader and a GPU need, and the clock")
  func needed() throws {
    let needed = [
      "LD_LIBRARY_PATH": "/opt/lib", "CUDA_VISIBLE_DEVICES": "1", "NVIDIA_DRIVER_CAPABILITIES": "all",
      "PERFTEST_GPU": "off", "PERFTEST_NVML": "/x.so", "PERFTEST_CLOCK": "/tmp/clock",
    ]
    let child = try variables(Self.usual.merging(needed) { $1 })
    for (name, value) in needed { #expect(child[name] == value) }
  }

  @Test("has the requested variables that are set, with unchanged values")
  func requested() throws {
    let values = ["A": "one\ntwo", "B": String(repeating: "x", count: 8_192), "C": "", "größe": "5", "LC_ALL": "C"]
    let child = try variables(values, requested: Set(values.keys).union(["ABSENT"]))
    for (name, value) in values { #expect(child[name] == value) }
    #expect(child["ABSENT"] == nil)
    let all = try variables(["PERFTEST_ENVIRONMENT": "A, B,C", "A": "1", "B": "2", "C": "3", "D": "4"])
    #expect(all["A"] == "1" && all["B"] == "2" && all["C"] == "3" && all["D"] == nil)
    #expect(all["PERFTEST_ENVIRONMENT"] == nil)
    #expect(try variables(["PERFTEST_ENVIRONMENT": ""]) == variables([:]))
  }

  @Test(
    "rejects variables that cannot be requested, by name",
    arguments: [
      "A=1", "A,,B", ",", "A,", " ", "A B", "A\tB", "A\n", "PERFTEST_MODE", "SWIFT_DETERMINISTIC_HASHING",
      "A,PERFTEST_CHILD",
    ])
  func refused(text: String) {
    let error = #expect(throws: InputError.self) { try ChildEnvironment(from: ["PERFTEST_ENVIRONMENT": text]) }
    #expect(error?.file == "environment variable PERFTEST_ENVIRONMENT")
    #expect(error?.remedy.isEmpty == false)
  }
}
