/// A record of some fields, as arrays of records hold them.
struct Place: Hashable, Sendable {
  var name: String
  var region: String
  var height: Int
  var latitude: Double
  var longitude: Double

  /// Places of sixteen regions.
  static func many(_ count: Int) -> [Place] {
    var random = SplitMix64(seed: 5)
    let names = SplitMix64.words(count, seed: 6)
    let regions = SplitMix64.words(16, seed: 7)
    return names.map { name in
      Place(
        name: name, region: regions[Int(random.next() % 16)], height: Int(random.next() % 4_000),
        latitude: Double(random.next() % 180) - 90, longitude: Double(random.next() % 360) - 180)
    }
  }
}
