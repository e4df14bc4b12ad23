import Foundation
import PerformanceProfiles
import PerformanceRecords

/// Parses the output of `perf script -F ip,sym,dso`: a block of lines for each sample, the innermost function first.
package enum PerfScript {
  /// The samples below the measuring loop, beginning with its body; other samples of the process are ignored.
  /// - Throws: ``InputError`` when the file cannot be read.
  package static func stacks(in file: URL) throws -> FoldedStacks {
    var lines = try DumpLines(file)
    var stacks = FoldedStacks(unit: .samples, costs: [:])
    var frames: [String] = []
    while let line = try lines.next() {
      if let frame = frame(String(decoding: line, as: UTF8.self)) {
        frames.append(frame)
      } else {
        record(frames, in: &stacks)
        frames = []
      }
    }
    record(frames, in: &stacks)
    return stacks
  }

  private static func record(_ frames: [String], in stacks: inout FoldedStacks) {
    if let body = FoldedStacks.body(of: frames.reversed()) { stacks.costs[body, default: 0] += 1 }
  }

  /// The function of a line such as `    1de39 $s4mainyyF (/home/me/app)`; `nil` for a line without a frame.
  private static func frame(_ line: String) -> String? {
    let fields = line.drop { $0 == " " || $0 == "\t" }
    guard let space = fields.firstIndex(of: " "), fields[..<space].allSatisfy(\.isHexDigit) else { return nil }
    let rest = fields[space...].dropFirst()
    // A path or `[kernel.kallsyms]`; symbols of C++ have brackets as well, and so may a path.
    guard let bracket = [" (/", " (["].lazy.compactMap({ rest.range(of: $0, options: .backwards) }).first else {
      return FunctionName.readable(String(rest))
    }
    let (symbol, object) = (rest[..<bracket.lowerBound], rest[bracket.lowerBound...].dropFirst(2).dropLast())
    // perf's own word for code without a symbol.
    return FunctionName.readable(symbol == "[unknown]" ? "0x0" : String(symbol), object: String(object))
  }
}
