/// The text of `--help`, generated from the declarations of a command.
struct Help {
  private let name: String
  private let abstract: String
  private let syntax: Syntax
  private let width: Int

  /// - Parameter width: the width of the text in columns.
  init(_ command: any Command.Type, width: Int) {
    name = command.name
    abstract = command.abstract
    syntax = command.syntax
    self.width = max(width, 60)
  }

  var text: String {
    ([paragraph(abstract), usage.joined(separator: "\n"), list.joined(separator: "\n")]
      + syntax.remarks.split(separator: "\n\n").map { paragraph(String($0)) })
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func paragraph(_ text: String) -> String {
    Self.wrapped(text, width: width).joined(separator: "\n")
  }

  // MARK: - Usage

  private var usage: [String] {
    syntax.forms.enumerated().flatMap { index, form in
      let head = (index == 0 ? "Usage: perftest " : "       perftest ") + name + " "
      return Self.lines(of: words(of: form), width: width - head.count).enumerated().map { number, line in
        (number == 0 ? head : String(repeating: " ", count: head.count)) + line
      }
    }
  }

  /// The arguments of a form. Consecutive ones that exclude each other share brackets.
  private func words(of form: Syntax.Form) -> [String] {
    let required =
      form.required.map { $0.typed + ($0.isRepeated ? "…" : "") } + (form.selector.map { [$0.typed] } ?? [])
    var groups: [[Declaration]] = []
    for declaration in form.optional {
      if let last = groups.last, last.allSatisfy({ excludes($0, declaration) }) {
        groups[groups.count - 1].append(declaration)
      } else {
        groups.append([declaration])
      }
    }
    return required
      + groups.map { group in
        "[" + group.map(\.typed).joined(separator: " | ") + "]" + (group[0].isRepeated ? "…" : "")
      }
  }

  private func excludes(_ first: Declaration, _ second: Declaration) -> Bool {
    syntax.exclusions.contains { $0.isBetween(first, second) }
  }

  // MARK: - Options

  private var list: [String] {
    let column = (syntax.declarations.map(\.typed.count).max() ?? 0) + 4
    return syntax.declarations.flatMap { declaration in
      let title = "  " + declaration.typed
      let lines = Self.wrapped(declaration.help, width: width - column)
      return lines.enumerated().map { index, line in
        let head = index == 0 ? title : ""
        return head + String(repeating: " ", count: column - head.count) + line
      }
    }
  }

  // MARK: - Wrapping

  private static func wrapped(_ text: String, width: Int) -> [String] {
    lines(of: text.split(whereSeparator: \.isWhitespace).map { String($0) }, width: width)
  }

  /// Words filled into lines of at most the width.
  private static func lines(of words: [String], width: Int) -> [String] {
    words.reduce(into: []) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
  }
}
