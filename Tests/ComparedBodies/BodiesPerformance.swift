import PerformanceTesting
import Testing

/// The bodies as benchmarks.
@Suite(.performance, .metrics(.allocations, .allocatedBytes), .samples(1), .duration(.zero), .warmup(.milliseconds(2)))
struct BodiesPerformance {
  @Test func synchronous() throws {
    for (name, body) in Bodies.synchronous { try measure(name) { try body() } }
  }

  @Test func asynchronous() async throws {
    for (name, body) in Bodies.asynchronous { try await measure(name) { try await body() } }
  }
}
