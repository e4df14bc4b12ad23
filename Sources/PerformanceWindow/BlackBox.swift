public import CPerformanceProbe

/// Returns a value, hiding its origin from the optimiser.
///
/// Use it for inputs of a body that the compiler would otherwise evaluate at compile time: `measure {
/// parse(blackBox("12")) }`. The result of the closure of `measure` is consumed anyway. The type of the value may be
/// noncopyable.
@inlinable
@inline(never)
public func blackBox<Value: ~Copyable>(_ value: consuming Value) -> Value {
  withUnsafeMutablePointer(to: &value) { perf_launder($0) }
  return value
}

/// Returns a value, hiding its origin from the optimiser.
@available(*, deprecated, renamed: "blackBox(_:)")
@inlinable
@inline(__always)
public func opaque<Value>(_ value: Value) -> Value { blackBox(value) }
