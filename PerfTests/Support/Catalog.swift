/// A document as an application exchanges it: nested objects, optional values, enumerations, text and numbers.
struct Catalog: Codable, Equatable {
  var name: String
  var revision: Int
  var items: [Item]

  struct Item: Codable, Equatable {
    var id: Int
    var title: String
    var summary: String?
    var price: Double
    var isAvailable: Bool
    var kind: Kind
    var tags: [String]
    var size: Size
  }

  enum Kind: String, Codable { case book, record, print, map }

  struct Size: Codable, Equatable {
    var width: Int
    var height: Int
    var depth: Int?
  }

  /// Items of about 200 bytes of JSON each.
  init(items count: Int) {
    var random = SplitMix64(seed: 4)
    let words = SplitMix64.words(256)
    func word() -> String { words[Int(random.next() % 256)] }
    let kinds: [Kind] = [.book, .record, .print, .map]
    name = "Autumn catalogue – été, größer"
    revision = 17
    items = (0..<count).map { index in
      Item(
        id: 100_000 + index, title: "\(word()) \(word())",
        summary: index % 3 == 0 ? nil : "\(word()) \"\(word())\" \(word())",
        price: Double(random.next() % 100_000) / 100, isAvailable: index % 4 != 1, kind: kinds[index % 4],
        tags: (0..<(index % 4)).map { _ in word() },
        size: Size(width: Int(random.next() % 900), height: Int(random.next() % 900), depth: index % 2 == 0 ? 12 : nil))
    }
  }
}

/// How large a catalogue is, by the size of its JSON.
enum CatalogSize: String, CaseIterable, CustomStringConvertible, Sendable {
  case kB1 = "1 kB"
  case kB10 = "10 kB"
  case kB100 = "100 kB"
  case MB1 = "1 MB"

  var description: String { rawValue }

  var catalog: Catalog {
    switch self {
    case .kB1: Catalog(items: 5)
    case .kB10: Catalog(items: 55)
    case .kB100: Catalog(items: 550)
    case .MB1: Catalog(items: 5_500)
    }
  }
}
