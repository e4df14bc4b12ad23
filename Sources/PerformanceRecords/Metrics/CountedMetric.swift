/// The names of the metrics that a counting pass reads, for those who file and compare them without measuring.
package enum CountedMetric {
  /// Instructions that repeat, which are judged.
  package static let instructions = "instructions"
  /// All instructions, which are shown.
  package static let totalInstructions = "instructions.total"

  /// What a counting pass reads, in this order.
  package static let names = [instructions, totalInstructions]
}
