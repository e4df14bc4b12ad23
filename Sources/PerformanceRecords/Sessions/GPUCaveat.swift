/// Why the GPU numbers of a session prove less than they seem to.
package struct GPUCaveat: Hashable, Sendable, Codable {
  /// How grave it is.
  package enum Kind: String, Sendable, Codable {
    /// A worse number may be the state of the GPU and not the code.
    case ambiguous
    /// The numbers prove nothing.
    case contaminated
    /// Shown and without consequence.
    case note
  }

  /// How grave it is.
  package var kind: Kind
  /// One sentence with its numbers.
  package var text: String

  /// A doubt from its parts.
  package init(kind: Kind, text: String) {
    self.kind = kind
    self.text = text
  }

  /// The sentence as part of one that names the GPU: `it was slowed down by heat for 30 % of the window`.
  package var shortText: String {
    let clause = text.hasSuffix(".") ? text.dropLast() : text[...]
    let subject = "The GPU "
    if clause.hasPrefix(subject) { return "it " + clause.dropFirst(subject.count) }
    // PCIe and NVML begin with more than one capital.
    guard clause.dropFirst().first?.isUppercase != true else { return String(clause) }
    return clause.prefix(1).lowercased() + clause.dropFirst()
  }
}
