import CNVML

extension GPUDevice {
  /// Whether the memory detects and corrects errors.
  public var isECCEnabled: Reading<Bool> {
    get async { await read { $0.isECCEnabled($1) } }
  }

  /// The memory errors since the driver was loaded.
  public func eccErrors(_ kind: GPUECCError) async -> Reading<Int> {
    await read { $0.eccErrors(kind, of: $1).map { Int(clamping: $0) } }
  }
}

/// A kind of memory error.
public struct GPUECCError: Hashable, Sendable {
  /// A corrected error, which changed no result.
  public static let corrected = GPUECCError(number: CNVML_ECC_CORRECTED)
  /// An uncorrected error: results computed with the memory are wrong.
  public static let uncorrected = GPUECCError(number: CNVML_ECC_UNCORRECTED)

  fileprivate let number: Int
}

extension NVMLCalls {
  /// Whether the memory detects and corrects errors.
  package func isECCEnabled(_ device: NVMLHandle) -> Reading<Bool> {
    ask(symbols.eccMode, of: device) { call in
      var current: Int32 = 0
      var pending: Int32 = 0
      return (call(device.pointer, &current, &pending), current != 0)
    }
  }

  /// The memory errors since the driver was loaded.
  package func eccErrors(_ kind: GPUECCError, of device: NVMLHandle) -> Reading<UInt64> {
    ask(symbols.eccErrors, of: device, about: kind.number) { call in
      var count: UInt64 = 0
      return (call(device.pointer, Int32(kind.number), Int32(CNVML_ECC_VOLATILE), &count), count)
    }
  }
}
