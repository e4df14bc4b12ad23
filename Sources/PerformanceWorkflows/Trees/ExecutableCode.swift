import Foundation

/// The loaded content of an ELF file, without parts that differ between builds of the same code.
package struct ExecutableCode {
  private struct Section {
    var name: String
    var kind: UInt32
    var address: UInt64
    var size: UInt64
    /// The range of its bytes in the file; `nil` when it has none.
    var range: Range<Int>?
  }

  private let data: Data
  private let sections: [Section]

  /// Loaded sections that always differ: a hash of the whole file, and one of interfaces.
  private static let ignored: Set = [".note.gnu.build-id", ".swift_modhash"]

  /// Reads a file; `nil` unless it is a 64-bit ELF file in the byte order of this machine.
  package init?(_ file: URL) {
    guard let data = try? Data(contentsOf: file, options: .mappedIfSafe), data.count >= 64,
      data.prefix(5) == Data([0x7f, 0x45, 0x4c, 0x46, 2]),
      let sections = Self.sections(Bytes(data))
    else { return nil }
    self.data = data
    self.sections = sections
  }

  /// Whether both load the same content. Builds in different folders do not, since paths are compiled in.
  package func loadsTheSame(as other: ExecutableCode) -> Bool {
    sections.count == other.sections.count
      && zip(sections, other.sections).allSatisfy { mine, others in
        mine.name == others.name && mine.kind == others.kind && mine.address == others.address
          && mine.size == others.size && bytes(of: mine) == other.bytes(of: others)
      }
  }

  private func bytes(of section: Section) -> Data? { section.range.map { data[$0] } }

  /// The loaded sections, by the section table of the ELF header (System V ABI, chapter 4).
  private static func sections(_ bytes: Bytes) -> [Section]? {
    guard let table = bytes.number(UInt64.self, at: 0x28), let entrySize = bytes.number(UInt16.self, at: 0x3a),
      let count = bytes.number(UInt16.self, at: 0x3c), let nameIndex = bytes.number(UInt16.self, at: 0x3e),
      entrySize >= 64, nameIndex < count,
      let names = bytes.number(UInt64.self, at: table, plus: UInt64(nameIndex) * UInt64(entrySize) + 0x18)
    else { return nil }
    var sections: [Section] = []
    for index in 0..<UInt64(count) {
      let entry = index * UInt64(entrySize)
      guard let nameOffset = bytes.number(UInt32.self, at: table, plus: entry),
        let kind = bytes.number(UInt32.self, at: table, plus: entry + 4),
        let flags = bytes.number(UInt64.self, at: table, plus: entry + 8),
        let address = bytes.number(UInt64.self, at: table, plus: entry + 0x10),
        let offset = bytes.number(UInt64.self, at: table, plus: entry + 0x18),
        let size = bytes.number(UInt64.self, at: table, plus: entry + 0x20),
        let name = bytes.text(at: names, plus: UInt64(nameOffset))
      else { return nil }
      guard flags & isLoaded != 0, !ignored.contains(name) else { continue }
      let range = kind == hasNoBytes ? nil : bytes.range(at: offset, count: size)
      guard kind == hasNoBytes || range != nil else { return nil }
      sections.append(Section(name: name, kind: kind, address: address, size: size, range: range))
    }
    return sections
  }

  /// `SHF_ALLOC`.
  private static let isLoaded: UInt64 = 2
  /// `SHT_NOBITS`.
  private static let hasNoBytes: UInt32 = 8

  /// Reads numbers at offsets that a broken file may set arbitrarily.
  private struct Bytes {
    let data: Data

    init(_ data: Data) { self.data = data }

    func number<Number: FixedWidthInteger>(_: Number.Type, at location: UInt64, plus offset: UInt64 = 0) -> Number? {
      guard let range = range(at: location, plus: offset, count: UInt64(MemoryLayout<Number>.size)) else { return nil }
      return data[range].withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
    }

    func range(at location: UInt64, plus offset: UInt64 = 0, count: UInt64) -> Range<Int>? {
      let (begin, isOver) = location.addingReportingOverflow(offset)
      let (end, isFarOver) = begin.addingReportingOverflow(count)
      guard !isOver, !isFarOver, end <= UInt64(data.count) else { return nil }
      return Int(begin)..<Int(end)
    }

    func text(at location: UInt64, plus offset: UInt64) -> String? {
      guard let begin = range(at: location, plus: offset, count: 0)?.lowerBound,
        let end = data[begin...].firstIndex(of: 0)
      else { return nil }
      return String(decoding: data[begin..<end], as: UTF8.self)
    }
  }
}
