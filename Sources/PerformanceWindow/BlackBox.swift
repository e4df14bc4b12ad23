public import CPerformanceProbe

/// Returns a value as if it came from code that the optimiser cannot see.
///
/// Pass the inputs of a body through it that the compiler would otherwise compute while compiling:
/// `measure { parse(blackBox("12")) }`. What the closure of `measure` returns is consumed anyway.
@inlinable
@inline(never)
public func blackBox<Value>(_ value: Value) -> Value {
  var copy = value
  withUnsafeMutablePointer(to: &copy) { perf_launder($0) }
  return copy
}

/// Returns a value as if it came from code that the optimiser cannot see.
@available(*, deprecated, renamed: "blackBox(_:)")
@inlinable
@inline(__always)
public func opaque<Value>(_ value: Value) -> Value { blackBox(value) }
