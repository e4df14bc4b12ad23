import Foundation
import PerformanceTesting
import Testing

/// Text outside of ASCII.
///
/// A regression means that names and languages other than English became slower to compare, to normalise or to fold,
/// which no test with ASCII would show.
@Suite(.performance, .duration(.milliseconds(40)))
struct UnicodePerformance {
  private static let composed = String(
    repeating: "Ångström, Œuvre, naïveté, Straße, Žižek, Ελλάδα, Россия, 日本語, 한국어, e\u{301}t\u{e9} 👩‍👩‍👧 ", count: 8)

  @Test func decompose() {
    measure { Self.composed.decomposedStringWithCanonicalMapping }
  }

  @Test func countGraphemes() {
    measure { Self.composed.count }
  }

  @Test func foldMarksAndCase() {
    measure { Self.composed.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil) }
  }
}
