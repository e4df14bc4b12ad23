import CNVML

/// A text that NVML writes into a buffer.
enum NVMLText {
  /// Lets `call` fill a buffer that is large enough for every text of every driver. A text that fills the buffer
  /// without a terminator is accepted.
  static func read(_ call: (UnsafeMutablePointer<CChar>, UInt32) -> Int32) -> (code: Int32, value: String) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CNVML_TEXT_SIZE)) { buffer in
      buffer.initialize(repeating: 0)
      guard let start = buffer.baseAddress else { return (Int32(CNVML_INSUFFICIENT_SIZE), "") }
      let code = call(start, UInt32(buffer.count))
      return (code, text(of: UnsafeRawBufferPointer(buffer)))
    }
  }

  /// The text at the beginning of a buffer, up to a zero or the buffer's end.
  static func text(of buffer: UnsafeRawBufferPointer) -> String {
    String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
  }
}
