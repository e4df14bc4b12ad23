import PerformanceRecords

/// A declared growth, and the way to find the size of a case among its arguments.
package struct GrowthSetting: Sendable {
  private let growth: GrowthClass
  private let size: @Sendable (Any) -> Double?

  /// - Parameter size: gives the size of an argument; `nil` for one that has none.
  package init(_ growth: GrowthClass, size: @escaping @Sendable (Any) -> Double? = Self.naturalSize) {
    self.growth = growth
    self.size = size
  }

  /// The declaration of a case with these arguments: the first one that has a size gives it, and the others name the
  /// series.
  package func declared(for arguments: [Any]) -> DeclaredGrowth {
    for (index, argument) in arguments.enumerated() {
      guard let size = size(argument) else { continue }
      let others = arguments.enumerated().filter { $0.offset != index }.map { ArgumentText.of($0.element) }
      let name = BenchmarkLabel.of(others.joined(separator: ", "))
      return DeclaredGrowth(growth, size: size, others: others.isEmpty ? nil : name)
    }
    return DeclaredGrowth(growth, size: nil)
  }

  /// A number itself, or the count of a collection.
  package static func naturalSize(of argument: Any) -> Double? {
    switch argument {
    case let number as any BinaryInteger: Double(number)
    case let number as any BinaryFloatingPoint: Double(number)
    case let collection as any Collection: Double(collection.count)
    default: nil
    }
  }
}
