import Foundation

/// Samples as bytes: whole multiples of a step, as differences from one to the next.
///
/// The step is the largest power of two with which the smallest sample keeps 20 significant bits, or 1 where all samples
/// are whole numbers, which are then exact. A sample takes one to three bytes instead of eight; an error of 10⁻⁶ is a
/// thousandth of the quietest noise.
package enum CompactSamples {
  /// The significant bits of the smallest sample.
  private static let precision = 20
  /// The largest multiple; above it a sum of differences might overflow.
  private static let largest = 0x1p60

  /// The bytes of the samples of sessions; `nil` where a sample is not finite or the samples differ too much in size.
  package static func bytes(of sessions: [[Double]]) -> [UInt8]? {
    guard let exponent = exponent(for: sessions.joined()) else { return nil }
    var writer = ByteWriter()
    writer.add(signed: Int64(exponent))
    for samples in sessions {
      writer.add(count: samples.count)
      var last: Int64 = 0
      for sample in samples {
        let multiple = Int64(scalbn(sample, -exponent).rounded())
        writer.add(signed: multiple - last)
        last = multiple
      }
    }
    return writer.bytes
  }

  /// The samples of each session; `nil` where the bytes are damaged.
  static func sessions(in bytes: [UInt8]) -> [[Double]]? {
    var reader = ByteReader(bytes)
    guard let exponent = reader.signed().flatMap({ Int(exactly: $0) }), (-1200...1200).contains(exponent) else {
      return nil
    }
    var sessions: [[Double]] = []
    while !reader.isAtEnd {
      guard let count = reader.integer(), count <= reader.count else { return nil }
      var samples: [Double] = []
      samples.reserveCapacity(count)
      var last: Int64 = 0
      for _ in 0..<count {
        guard let difference = reader.signed() else { return nil }
        last &+= difference
        samples.append(scalbn(Double(last), exponent))
      }
      sessions.append(samples)
    }
    return sessions
  }

  private static func exponent(for samples: some Sequence<Double>) -> Int? {
    var smallest = Double.infinity
    var greatest = 0.0
    var areWhole = true
    for sample in samples {
      guard sample.isFinite else { return nil }
      let size = abs(sample)
      greatest = max(greatest, size)
      if size > 0 { smallest = min(smallest, size) }
      areWhole = areWhole && sample == sample.rounded()
    }
    if areWhole, greatest < largest { return 0 }
    let exponent = Int(smallest.exponent) - precision
    return scalbn(greatest, -exponent) < largest ? exponent : nil
  }
}
