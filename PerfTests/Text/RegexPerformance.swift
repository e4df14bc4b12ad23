import PerformanceTesting
import RegexBuilder
import Testing

/// Regular expressions over prose.
///
/// A regression means that matching takes more steps or allocates for each attempt: a search over a log file or a
/// validation of input becomes slower in the same measure.
@Suite(.performance, .duration(.milliseconds(40)))
struct RegexPerformance {
  @Test func literalFindsDates() {
    let date = /(\d{4})-(\d{2})-(\d{2})/
    measure { Prose.text.matches(of: date).count }
  }

  @Test func builderFindsAddresses() {
    let part = OneOrMore { CharacterClass(.word, .anyOf(".-")) }
    let address = Regex {
      Capture { part }
      "@"
      Capture {
        part
        ".example"
      }
    }
    let paragraph = String(Prose.text.split(separator: "\n\n")[5])
    measure { paragraph.firstMatch(of: address)?.output.1.count }
  }

  @Test func matchWholeTexts() {
    let number = /\+?[0-9][0-9 ]+[0-9]/
    let texts = ["+47 555 0143", "555 0143", "47-555", "+1 200 300 400 500", "call 555"]
    measure { texts.count { $0.wholeMatch(of: number) != nil } }
  }
}
