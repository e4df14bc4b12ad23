/// The lines of a text, without their ends.
struct TextLines: Sequence, IteratorProtocol {
  /// A line with its number, counted from 1.
  struct Line {
    var number: Int
    var bytes: ArraySlice<UInt8>

    /// The line as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether the line begins with this text.
    func hasPrefix(_ text: StaticString) -> Bool {
      bytes.starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
  }

  private let bytes: [UInt8]
  private var position = 0
  private var number = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Line? {
    guard position < bytes.count else { return nil }
    let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
    var line = bytes[position..<end]
    if line.last == 0x0D { line.removeLast() }
    position = end + 1
    number += 1
    return Line(number: number, bytes: line)
  }
}
