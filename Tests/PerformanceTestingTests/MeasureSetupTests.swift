import PerformanceTesting
import Testing

/// Other types of errors.
struct Absence: Error, Hashable {}
struct Defect: Error, Hashable {}

/// A noncopyable input that counts those that are alive.
struct Handle: ~Copyable {
  private let count: Alive
  var uses = 0

  init(_ count: Alive) {
    self.count = count
    count.now += 1
    count.most = max(count.most, count.now)
  }

  deinit { count.now -= 1 }
}

/// The number of handles that are alive, and the greatest so far.
final class Alive {
  var now = 0
  var most = 0
}

@Suite("The forms of measure with a set-up", .samples(1), .duration(.zero), .warmup(.zero))
struct MeasureSetupTests {
  @Test("take noncopyable inputs and free them after their window")
  func noncopyable() async throws {
    let alive = Alive()
    var uses: [Int] = []
    measure("plain", setup: { Handle(alive) }) { $0.uses += 1 }
    measure("seen", setup: { Handle(alive) }) { (handle: inout Handle) in
      handle.uses += 1
      uses.append(handle.uses)
    }
    #expect(!uses.isEmpty && uses.allSatisfy { $0 == 1 })
    measure("consumed", setup: { Optional(Handle(alive)) }) { $0.take() }
    try measure("throwing", setup: { () throws(Refusal) in Handle(alive) }) { (handle: inout Handle) throws(Refusal) in
      guard handle.uses == 0 else { throw Refusal() }
    }
    #expect(throws: Refusal()) {
      try measure("thrown", setup: { Handle(alive) }) { (_: inout Handle) in throw Refusal() }
    }
    await measure("async", setup: { Handle(alive) }) { handle in
      await Task.yield()
      handle.uses += 1
    }
    await #expect(throws: Refusal()) {
      try await measure("async thrown", setup: { Handle(alive) }) { (_: inout Handle) in
        await Task.yield()
        throw Refusal()
      }
    }
    #expect(alive.now == 0 && (1...64).contains(alive.most))
    let throughBlackBox = { blackBox(Handle(alive)).uses }
    #expect(throughBlackBox() == 0)
    #expect(alive.now == 0)
  }

  @Test("take closures that throw different types of errors")
  func twoErrors() async throws {
    func input(_ fails: Bool) throws(Absence) -> Int {
      if fails { throw Absence() }
      return 5
    }
    func use(_ input: inout Int, _ fails: Bool) throws(Refusal) -> Int {
      if fails { throw Refusal() }
      return input
    }
    func run(_ setupFails: Bool, _ bodyFails: Bool) throws -> BenchmarkResult {
      try measure(
        setup: { () throws(Absence) in try input(setupFails) },
        { (input: inout Int) throws(Refusal) in try use(&input, bodyFails) })
    }
    #expect(try run(false, false).benchmark.test == "twoErrors()")
    #expect(throws: Absence()) { try run(true, false) }
    #expect(throws: Refusal()) { try run(false, true) }
    await #expect(throws: Refusal()) {
      try await measure(
        "async", setup: { () async throws(Absence) in try input(false) },
        { (input: inout Int) async throws(Refusal) in
          await Task.yield()
          return try use(&input, true)
        })
    }
    // One type, or none: the call has the type of its closures.
    do throws(Refusal) {
      try measure("one type", setup: { () throws(Refusal) in 5 }) { (input: inout Int) throws(Refusal) in
        try use(&input, true)
      }
    } catch {
      #expect(error == Refusal())
    }
    measure("none", setup: { 5 }) { $0 += 1 }
  }

  @Test("compare two bodies, each iteration of either with an input of its own")
  func relative() async throws {
    let alive = Alive()
    var uses: [String: [Int]] = [:]
    func use(_ handle: inout Handle, by body: String) {
      handle.uses += 1
      uses[body, default: []].append(handle.uses)
    }
    func check(_ result: BenchmarkResult, _ label: String?) {
      #expect(result.benchmark.label == label)
      #expect(Set(uses.keys) == ["old", "new"] && uses.values.allSatisfy { $0.allSatisfy { $0 == 1 } })
      #expect(uses.values.allSatisfy { ($0.count > 1) == result.isMeasured })
      #expect(result.isMeasured == (result[.relativeTime] != nil))
      #expect(alive.now == 0 && (1...64).contains(alive.most))
      uses = [:]
    }
    let plain = measure(setup: { Handle(alive) }, relativeTo: { use(&$0, by: "old") }) { use(&$0, by: "new") }
    check(plain, nil)
    let results = measure(
      "results", throughput: .bytes(3), setup: { Handle(alive) },
      relativeTo: { (handle: inout Handle) -> Int in
        use(&handle, by: "old")
        return 5
      }
    ) { (handle: inout Handle) -> Unique in
      use(&handle, by: "new")
      return Unique(value: 1)
    }
    check(results, "results")
    let asynchronous = await measure(
      "asynchronous", setup: { Handle(alive) },
      relativeTo: { handle in
        await Task.yield()
        use(&handle, by: "old")
      }
    ) { handle in
      await Task.yield()
      use(&handle, by: "new")
    }
    check(asynchronous, "asynchronous")
    measure("copyable", setup: { [3, 1, 2] }, relativeTo: { $0.sort() }) { $0.sort(by: <) }
  }

  @Test("compare two bodies up to the error of any closure")
  func relativeErrors() async throws {
    let alive = Alive()
    func run(_ label: String, setup: Bool = false, old: Bool = false, new: Bool = false) throws -> BenchmarkResult {
      try measure(
        label,
        setup: { () throws(Absence) -> Handle in
          if setup { throw Absence() }
          return Handle(alive)
        },
        relativeTo: { (_: inout Handle) throws(Refusal) in if old { throw Refusal() } },
        { (_: inout Handle) throws(Defect) in if new { throw Defect() } })
    }
    #expect(try run("none").benchmark.label == "none")
    #expect(throws: Absence()) { try run("setup", setup: true) }
    #expect(throws: Refusal()) { try run("old", old: true) }
    #expect(throws: Defect()) { try run("new", new: true) }
    #expect(throws: Refusal()) {
      try measure("without inputs", relativeTo: { () throws(Absence) in }, { () throws(Refusal) in throw Refusal() })
    }
    await #expect(throws: Absence()) {
      try await measure(
        "async", setup: { () async throws(Defect) in Handle(alive) },
        relativeTo: { (_: inout Handle) async throws(Absence) in
          await Task.yield()
          throw Absence()
        }, { (_: inout Handle) async throws(Refusal) in })
    }
    await #expect(throws: Absence()) {
      try await measure(
        "async without inputs",
        relativeTo: { () async throws(Absence) in
          await Task.yield()
          throw Absence()
        }, { () async throws(Refusal) in })
    }
    do throws(Refusal) {
      try measure(
        "one type", setup: { () throws(Refusal) in Handle(alive) },
        relativeTo: { (_: inout Handle) throws(Refusal) in }, { (_: inout Handle) throws(Refusal) in throw Refusal() })
      Issue.record("did not throw")
    } catch {
      #expect(error == Refusal())
    }
    #expect(alive.now == 0)
  }

  @Test("pass every input to one iteration only, and each iteration its own")
  func inputs() {
    var made = 0
    var seen: [Int] = []
    measure(setup: { () -> Int in
      made += 1
      return made
    }) { input in
      seen.append(input)
    }
    let isOneForEach = seen.elementsEqual(1...made)  // showing the difference of long arrays would take minutes
    #expect(isOneForEach)
  }
}
