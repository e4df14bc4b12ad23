/// The order of names as people read them: `Suite2` before `Suite10`.
struct NaturalOrder: Comparable {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  static func < (first: NaturalOrder, second: NaturalOrder) -> Bool {
    let (first, second) = (first.bytes, second.bytes)
    var (index, other) = (0, 0)
    while index < first.count, other < second.count {
      if isDigit(first[index]), isDigit(second[other]) {
        let (number, otherNumber) = (number(in: first, from: &index), number(in: second, from: &other))
        // Without leading zeros the longer number is the greater one, whatever its size.
        if number.count != otherNumber.count { return number.count < otherNumber.count }
        if number != otherNumber { return number.lexicographicallyPrecedes(otherNumber) }
      } else {
        if first[index] != second[other] { return first[index] < second[other] }
        (index, other) = (index + 1, other + 1)
      }
    }
    let (rest, otherRest) = (first.count - index, second.count - other)
    return rest == otherRest ? first.lexicographicallyPrecedes(second) : rest < otherRest
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// The digits from an index on without leading zeros; the index is behind them afterwards.
  private static func number(in bytes: [UInt8], from index: inout Int) -> ArraySlice<UInt8> {
    let digits = bytes[index...].prefix(while: isDigit)
    index = digits.endIndex
    return digits.drop { $0 == UInt8(ascii: "0") }
  }
}

extension Sequence {
  /// The elements in the natural order of their names.
  func inNaturalOrder(of name: (Element) -> String) -> [Element] {
    map { (NaturalOrder(name($0)), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
