/// The names of the metrics of the counting pass, for code that files and compares them without measuring.
package enum CountedMetric {
  /// The instructions that repeat exactly; judged.
  package static let instructions = "instructions"
  /// All instructions; shown only.
  package static let totalInstructions = "instructions.total"

  /// The metrics of the counting pass, in this order.
  package static let names = [instructions, totalInstructions]
}
