/// The declared growth of a function's costs, and the size of one of its benchmarks.
package struct DeclaredGrowth: Equatable, Sendable, Codable {
  /// The fastest growth that is allowed.
  package var growth: GrowthClass
  /// The size of this benchmark's input; `nil` where none of its arguments has a size.
  package var size: Double?
  /// The other arguments, which the benchmarks of a series share; `nil` without any.
  package var others: String?

  package init(_ growth: GrowthClass, size: Double?, others: String? = nil) {
    self.growth = growth
    self.size = size
    self.others = others
  }
}
