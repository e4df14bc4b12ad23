import Foundation
import PerformanceTesting
import Testing

/// JSON of documents from a message to a whole data set.
///
/// A regression means that exchanging and storing data became dearer: more passes over the bytes, containers that are
/// copied, or a path of `Codable` that is no longer specialised.
///
/// A growing array takes all the room that `malloc` happened to give it, so one growth more or less is no change.
@Suite(
  .performance, .duration(.milliseconds(30)), .tolerance(.allocations, Tolerance(relative: 0.001, absolute: 2)),
  .tolerance(.allocatedBytes, .percent(10)))
struct JSONPerformance {
  @Test("Decode a document", arguments: CatalogSize.allCases)
  func decode(_ size: CatalogSize) throws {
    let data = try JSONEncoder().encode(size.catalog)
    try measure("\(size)", throughput: .bytes(data.count)) {
      try JSONDecoder().decode(Catalog.self, from: data)
    }
  }

  @Test("Encode a document", arguments: CatalogSize.allCases)
  func encode(_ size: CatalogSize) throws {
    let catalog = size.catalog
    let count = try JSONEncoder().encode(catalog).count
    try measure("\(size)", throughput: .bytes(count)) {
      try JSONEncoder().encode(catalog)
    }
  }

  @Test func readWithoutAType() throws {
    let data = try JSONEncoder().encode(CatalogSize.kB1.catalog)
    try measure(throughput: .bytes(data.count)) {
      try JSONSerialization.jsonObject(with: data)
    }
  }
}
