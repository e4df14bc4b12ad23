/// A result: `Name iterations value unit [value unit …]`.
struct GoResultLine {
  let name: String
  let values: [(value: Double, unit: String)]

  /// Reads a line; `nil` where it is none.
  init?(_ text: String) {
    let fields = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard fields.count >= 4, fields.count.isMultiple(of: 2), fields[0].hasPrefix("Benchmark"),
      fields[0].dropFirst(9).first.map({ !$0.isLowercase }) ?? true, let iterations = Int(fields[1]), iterations > 0
    else { return nil }
    var values: [(Double, String)] = []
    for index in stride(from: 2, to: fields.count, by: 2) {
      guard let value = Double(fields[index]) else { return nil }
      values.append((value, String(fields[index + 1])))
    }
    self.values = values
    name = String(fields[0])
  }

  /// The name, and the number of processors that Go appends to it unless it is one.
  var parts: (name: String, processors: Int?) {
    guard let dash = name.lastIndex(of: "-"), let number = Int(name[name.index(after: dash)...]), number > 0 else {
      return (name, nil)
    }
    return (String(name[..<dash]), number)
  }
}
