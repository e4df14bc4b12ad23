import CallersAsIs
import CallersBoth
import CallersMainActor
import CallersNonsending
import Testing

/// Whether a call leaves its actor is counted by executors, not timed.
@Suite("Asynchronous measurements stay on their callers' actors", .serialized)
struct CallerTests {
  @Test("with the language's defaults")
  func defaults() async throws {
    for caller in CallersAsIs.Callers.all { #expect(try await caller.hops() == 0, "\(caller.name)") }
  }

  @Test("in a module that is isolated to the main actor by default")
  func mainActor() async throws {
    for caller in CallersMainActor.Callers.all { #expect(try await caller.hops() == 0, "\(caller.name)") }
  }

  @Test("in a module whose functions are nonsending by default")
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
