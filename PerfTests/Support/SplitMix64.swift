/// A random generator with a seed, so that every process makes the same inputs (Steele, Lea and Flood 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension SplitMix64 {
  /// Whole numbers in no order.
  static func integers(_ count: Int, seed: UInt64 = 1) -> [Int] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in Int(random.next() >> 1) }
  }

  /// Words such as `rotalemi`, of four to twelve letters, in no order.
  static func words(_ count: Int, seed: UInt64 = 2) -> [String] {
    var random = SplitMix64(seed: seed)
    let consonants = Array("bdfgklmnprstvz")
    let vowels = Array("aeiou")
    return (0..<count).map { _ in
      let syllables = 2 + Int(random.next() % 5)
      var word = ""
      for _ in 0..<syllables {
        word.append(consonants[Int(random.next() % UInt64(consonants.count))])
        word.append(vowels[Int(random.next() % UInt64(vowels.count))])
      }
      return word
    }
  }

  /// Bytes without any structure.
  static func bytes(_ count: Int, seed: UInt64 = 3) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() >> 24) }
  }
}
