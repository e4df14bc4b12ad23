import Foundation
import PerformanceSystem

/// The label of a benchmark as it is filed: short, and in one Unicode form.
package enum BenchmarkLabel {
  /// The greatest length, in characters, of a label that is kept unchanged.
  package static let longest = 120
  /// The number of characters kept of a longer text; with the hash after them the label fits into a table.
  package static let kept = 60

  /// The label of a text.
  ///
  /// A long text is cut to its beginning, an ellipsis and a hash of the whole text. The hash is the same on every
  /// machine and distinguishes texts that differ only after the cut. Canonically equivalent texts have the same label,
  /// byte for byte.
  package static func of(_ text: String) -> String {
    let text = text.composed
    guard isLong(text) else { return text }
    return beginning(text) + "… #" + FileName.hash(text)
  }

  /// A character can consist of any number of scalars; few have more than four.
  private static let scalarsPerCharacter = 4

  private static func isLong(_ text: String) -> Bool {
    has(text, moreThan: longest) || has(text.unicodeScalars, moreThan: longest * scalarsPerCharacter)
  }

  private static func beginning(_ text: String) -> String {
    let characters = text.prefix(kept)
    guard has(characters.unicodeScalars, moreThan: kept * scalarsPerCharacter) else { return String(characters) }
    return String(String.UnicodeScalarView(characters.unicodeScalars.prefix(kept * scalarsPerCharacter)))
  }

  /// Whether a collection has more elements than this; stops counting as soon as it does.
  private static func has(_ elements: some Collection, moreThan count: Int) -> Bool {
    elements.index(elements.startIndex, offsetBy: count + 1, limitedBy: elements.endIndex) != nil
  }
}

extension String {
  /// The text in Unicode's composed form.
  fileprivate var composed: String {
    // The counts are equal only for ASCII, which has a single form.
    utf8.count == utf16.count ? self : precomposedStringWithCanonicalMapping
  }
}
