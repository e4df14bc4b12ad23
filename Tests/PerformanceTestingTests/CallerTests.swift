import CallersAsIs
import CallersBoth
import CallersMainActor
import CallersNonsending
import Testing

/// Whether a call leaves its actor is counted by executors, not timed.
@Suite("Asynchronous measurements stay where their callers are", .serialized)
struct CallerTests {
  @Test("as the language has it by default")
  func asIs() async throws {
    for caller in CallersAsIs.Callers.all { #expect(try await caller.hops() == 0, "\(caller.name)") }
  }

  @Test("in a module that is the main actor's by default")
  func mainActor() async throws {
    for caller in CallersMainActor.Callers.all { #expect(try await caller.hops() == 0, "\(caller.name)") }
  }

  @Test("in a module whose functions stay with their callers by default")
  func nonsending() async throws {
    for caller in CallersNonsending.Callers.all { #expect(try await caller.hops() == 0, "\(caller.name)") }
  }

  @Test("in a module with both defaults")
  func both() async throws {
    for caller in CallersBoth.Callers.all { #expect(try await caller.hops() == 0, "\(caller.name)") }
  }

  @Test("and hop as often as the body does, where the body leaves its actor itself")
  func leaving() async {
    func check(_ hops: (measured: Int, byHand: Int), _ name: String) {
      #expect(hops.measured == hops.byHand && hops.byHand > 0, "\(name): \(hops)")
    }
    for caller in CallersAsIs.Callers.leaving { check(await caller.hops(), caller.name) }
    for caller in CallersMainActor.Callers.leaving { check(await caller.hops(), caller.name) }
    for caller in CallersNonsending.Callers.leaving { check(await caller.hops(), caller.name) }
    for caller in CallersBoth.Callers.leaving { check(await caller.hops(), caller.name) }
  }
}
