import CNVML

/// A number with the type reported by NVML.
package enum NVMLNumber: Hashable, Sendable {
  case unsigned(UInt64)
  case signed(Int64)
  case real(Double)

  /// The number in a value of NVML; `nil` when its type is newer than this package.
  init?(_ value: cnvml_value, type: Int32) {
    switch Int(type) {
    case CNVML_VALUE_DOUBLE: self = .real(value.real)
    case CNVML_VALUE_UINT32: self = .unsigned(UInt64(value.uint32))
    case CNVML_VALUE_ULONG: self = .unsigned(UInt64(value.ulong))
    case CNVML_VALUE_UINT64: self = .unsigned(value.uint64)
    case CNVML_VALUE_INT64: self = .signed(value.int64)
    case CNVML_VALUE_INT32: self = .signed(Int64(value.int32))
    case CNVML_VALUE_UINT16: self = .unsigned(UInt64(value.uint16))
    default: return nil
    }
  }

  /// The number as a count; `nil` when it is negative or not a whole number.
  package var counter: UInt64? {
    switch self {
    case .unsigned(let value): value
    case .signed(let value): UInt64(exactly: value)
    case .real: nil
    }
  }

  /// The number, rounded where it has more than 53 bits.
  package var quantity: Double {
    switch self {
    case .unsigned(let value): Double(value)
    case .signed(let value): Double(value)
    case .real(let value): value
    }
  }
}
