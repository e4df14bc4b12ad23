import PerformanceExports

/// Reads the samples of a text in the syntax that OpenMetrics and Prometheus have in common, byte by byte and by the
/// grammar, without anything of the writer.
struct ExpositionReader {
  struct Sample: Equatable {
    var name: [UInt8]
    var labels: [[UInt8]: [UInt8]]
    var value: String
  }

  struct Failure: Error { var position: Int }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The samples, and the help of each family; comments are skipped.
  mutating func samples() throws -> (samples: [Sample], help: [[UInt8]]) {
    var samples: [Sample] = []
    var help: [[UInt8]] = []
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        let line = rest()
        if line.starts(with: "# HELP ".utf8) {
          help.append(try Self.unescaped(line.dropFirst(7).drop { $0 != UInt8(ascii: " ") }.dropFirst()))
        }
      } else {
        samples.append(try sample())
      }
    }
    return (samples, help)
  }

  /// The bytes up to the end of the line, which are skipped.
  private mutating func rest() -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    defer { position += 1 }
    return bytes[start..<position]
  }

  private mutating func sample() throws -> Sample {
    let name = try word(until: "{ ")
    var labels: [[UInt8]: [UInt8]] = [:]
    if bytes[position] == UInt8(ascii: "{") {
      repeat {
        position += 1
        let label = try word(until: "=")
        position += 1
        guard labels.updateValue(try quoted(), forKey: Array(label)) == nil else { throw Failure(position: position) }
      } while bytes[position] == UInt8(ascii: ",")
      guard bytes[position] == UInt8(ascii: "}") else { throw Failure(position: position) }
      position += 1
    }
    guard bytes[position] == UInt8(ascii: " ") else { throw Failure(position: position) }
    position += 1
    return Sample(name: Array(name), labels: labels, value: String(decoding: rest(), as: UTF8.self))
  }

  private mutating func word(until ends: String) throws -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, !ends.utf8.contains(bytes[position]) { position += 1 }
    guard position < bytes.count else { throw Failure(position: start) }
    return bytes[start..<position]
  }

  /// A value in quotes.
  private mutating func quoted() throws -> [UInt8] {
    guard bytes[position] == UInt8(ascii: "\"") else { throw Failure(position: position) }
    position += 1
    let start = position
    while bytes[position] != UInt8(ascii: "\"") {
      guard bytes[position] != UInt8(ascii: "\n") else { throw Failure(position: position) }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    defer { position += 1 }
    return try Self.unescaped(bytes[start..<position])
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) throws -> [UInt8] {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      switch (isEscaped, byte) {
      case (false, UInt8(ascii: "\\")):
        isEscaped = true
        continue
      case (true, UInt8(ascii: "n")): result.append(UInt8(ascii: "\n"))
      case (true, UInt8(ascii: "\\")), (true, UInt8(ascii: "\"")), (false, _): result.append(byte)
      case (true, _): throw Failure(position: result.count)
      }
      isEscaped = false
    }
    return result
  }
}
