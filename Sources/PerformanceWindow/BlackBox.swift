public import CPerformanceProbe

/// Returns a value, hiding its origin from the optimiser.
///
/// Use it for inputs of a body that the compiler would otherwise evaluate at compile time: `measure {
/// parse(blackBox("12")) }`. The result of the closure of `measure` is consumed anyway.
@inlinable
@inline(never)
public func blackBox<Value>(_ value: Value) -> Value {
  var copy = value
  withUnsafeMutablePointer(to: &copy) { perf_launder($0) }
  return copy
}

/// Returns a value, hiding its origin from the optimiser.
@available(*, deprecated, renamed: "blackBox(_:)")
@inlinable
@inline(__always)
public func opaque<Value>(_ value: Value) -> Value { blackBox(value) }
