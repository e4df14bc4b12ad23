/// The fields of a line of comma-separated values (RFC 4180): a quoted field may have commas and doubled quotes.
enum CSVFields {
  /// The fields; `nil` where a quote is not closed.
  static func fields(of line: ArraySlice<UInt8>) -> [String]? {
    let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      index += 1
      if isQuoted {
        if byte != quote {
          field.append(byte)
        } else if index < line.endIndex, line[index] == quote {
          field.append(quote)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == quote, field.isEmpty {
        isQuoted = true
      } else if byte == comma {
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
      } else {
        field.append(byte)
      }
    }
    guard !isQuoted else { return nil }
    return fields + [String(decoding: field, as: UTF8.self)]
  }
}
