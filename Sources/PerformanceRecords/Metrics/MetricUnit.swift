/// The unit of a metric, as it is written in files.
public struct MetricUnit: RawRepresentable, Hashable, Sendable, Codable {
  /// The name, as written in files and after numbers.
  public let rawValue: String

  /// A unit with a name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A custom unit, shown after the number as it is.
  public init(_ name: String) { self.rawValue = name }

  /// Nanoseconds, shown as ns, µs, ms or s.
  public static let nanoseconds = MetricUnit("ns")
  /// Bytes.
  public static let bytes = MetricUnit("B")
  /// A number of occurrences.
  public static let count = MetricUnit("count")
  /// Bytes per second.
  public static let bytesPerSecond = MetricUnit("B/s")
  /// Elements per second.
  public static let elementsPerSecond = MetricUnit("elements/s")
  /// A share in 0…1.
  public static let ratio = MetricUnit("ratio")
  /// Joules.
  public static let joules = MetricUnit("J")
  /// Watts.
  public static let watts = MetricUnit("W")
  /// Megahertz.
  public static let megahertz = MetricUnit("MHz")
  /// Degrees Celsius.
  public static let celsius = MetricUnit("°C")
}
