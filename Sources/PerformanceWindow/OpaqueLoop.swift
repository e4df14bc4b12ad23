public import CPerformanceProbe

/// Runs a body repeatedly, hiding it from the optimiser's view of the loop, until it reports a failure.
///
/// Not inlinable, on purpose: a loop that is inlined beside a pure body lets the optimiser hoist the body out of it
/// (measured: 0.23 ns for a function of 130 ns). The price is one indirect call an iteration. A throwing body would
/// cost a second one, through the thunk that makes its error type abstract; instead it stores its error and returns
/// false.
@usableFromInline
@inline(never)
@_semantics("optimize.no.crossmodule")
package func _opaqueLoop(_ count: Int, _ body: () -> Bool) {
  var iteration = 0
  while iteration < count, body() { iteration &+= 1 }
}

/// The asynchronous form of the loop. It stays on the caller's actor, and so does its body.
///
/// The type of the body requires this: a closure that does not capture the caller's actor would otherwise leave the
/// actor and return in every iteration (measured on the main actor: 7 to 30 µs). The loop takes its actor as a
/// parameter: without one, the runtime is not called after an iteration, which would cost 6 ns. Its body throws:
/// asynchronously that costs 20 ns an iteration, while storing the error in a variable cost 50.
@usableFromInline
@inline(never)
@_semantics("optimize.no.crossmodule")
package func _opaqueLoop<Failure: Error>(
  isolation: isolated (any Actor)? = #isolation, _ count: Int,
  _ body: nonisolated(nonsending) () async throws(Failure) -> Void
) async throws(Failure) {
  var iteration = 0
  while iteration < count {
    try await body()
    iteration &+= 1
  }
}

/// Marks a value as used, so that its computation cannot be removed.
@inlinable
@inline(__always)
package func _consume<Value: ~Copyable>(_ value: borrowing Value) {
  withUnsafePointer(to: value) { perf_consume($0) }
}
