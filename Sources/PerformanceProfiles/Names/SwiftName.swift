/// Shortens the runtime's full form of a Swift name as `swift-demangle --simplified` does: no modules, no types of
/// parameters and results, no attributes. The runtime itself has no such form.
struct SwiftName {
  /// The short form.
  static func simplified(_ full: String) -> String {
    let (kind, rest) = kind(of: full[...])
    if kind == .thunk { return "reabstraction thunk" }
    if rest.hasPrefix(partialApply) {
      let applied = simplified(String(rest.dropFirst(partialApply.count)))
      return applied == "reabstraction thunk" ? applied : "partial apply for " + applied
    }
    var name = SwiftName(rest)
    let text = name.simplified()
    return kind == .specialised ? "specialized " + text : text
  }

  private static let partialApply = "partial apply forwarder for "

  private enum Kind { case ordinary, specialised, thunk }

  private let text: [Character]
  private var position = 0
  private var output = ""

  private init(_ text: Substring) { self.text = Array(text) }

  // MARK: - Prefixes

  /// Removes the prefixes of the optimiser; several specialisations are reduced to one word.
  private static func kind(of full: Substring) -> (Kind, Substring) {
    var rest = full
    if let suffix = rest.range(of: " with unmangled suffix ") { rest = rest[..<suffix.lowerBound] }
    var kind = Kind.ordinary
    while true {
      if let shorter = withoutSpecialisation(rest) {
        kind = .specialised
        rest = shorter
      } else if rest.hasPrefix("merged ") {
        rest = rest.dropFirst("merged ".count)
      } else if let shorter = withoutResumption(rest) {
        rest = shorter
      } else if rest.hasPrefix("reabstraction thunk ") {
        return (.thunk, rest)
      } else {
        return (kind, rest)
      }
    }
  }

  /// The name in `generic specialization <Swift.Int> of f` and similar forms; the angle brackets may be missing.
  private static func withoutSpecialisation(_ text: Substring) -> Substring? {
    let kinds = [
      "function signature specialization", "generic specialization", "generic partial specialization",
      "generic not re-abstracted specialization", "generic not re-abstracted partial specialization",
      "generic pre-specialization", "inlined generic function",
    ]
    guard let kind = kinds.first(where: { text.hasPrefix($0) }) else { return nil }
    let rest = text.dropFirst(kind.count)
    if rest.hasPrefix(" of ") { return rest.dropFirst(" of ".count) }
    // Brackets are not matched: those of a propagated closure never close.
    return rest.range(of: "> of ").map { rest[$0.upperBound...] }
  }

  /// The name in `(2) await resume partial function for f`: a part of an asynchronous function between two suspensions.
  private static func withoutResumption(_ text: Substring) -> Substring? {
    guard text.hasPrefix("("), let end = text.firstIndex(of: ")"), Int(text[..<end].dropFirst()) != nil else {
      return nil
    }
    let rest = text[text.index(after: end)...]
    return [" suspend resume partial function for ", " await resume partial function for "]
      .first { rest.hasPrefix($0) }.map { rest.dropFirst($0.count) }
  }

  // MARK: - The name

  private mutating func simplified() -> String {
    while position < text.count {
      if starts(with: "(extension in "), let end = text[position...].firstIndex(of: ":") {
        position = end + 1
      } else if isPathStart {
        takePath()
      } else if starts(with: " : ") {
        skip(until: " in ")
      } else if isSignatureOfClosure {
        skip(until: " in ")
      } else {
        take()
      }
    }
    return output.replacing(" value witness for ", with: " for ")
      // Symbols contain the spaces of raw identifiers as U+00A0.
      .replacing("\u{A0}", with: " ")
  }

  /// Parses a name with its contexts, `Module.Type.function`, and its suffixes.
  private mutating func takePath() {
    var components: [String] = []
    repeat {
      components.append(component())
    } while starts(with: ".") && advance()
    let isModuleFirst = components.count > 1 && !Self.isGenericParameter(components[0])
    output += (isModuleFirst ? components[1...] : components[...]).joined(separator: ".")
    if starts(with: " infix(") || starts(with: " prefix(") || starts(with: " postfix(") {
      while !starts(with: "(") { take() }
    }
    skipAttributes()
    guard starts(with: "("), !components.isEmpty else { return takeConformance(behind: components) }
    output += labels(of: group())
    if starts(with: " async") || starts(with: " throws") || starts(with: " -> ") { skip(until: " in ") }
  }

  /// Skips `@Sendable ` between a function and its parameters.
  private mutating func skipAttributes() {
    while starts(with: "@"), let space = text[position...].firstIndex(of: " ") { position = space + 1 }
  }

  /// Parses `in conformance Type : Protocol in Module` up to the type.
  private mutating func takeConformance(behind components: [String]) {
    if components == ["conformance"], let colon = range(of: " : ") {
      var type = SwiftName(Substring(String(text[position..<colon])))
      output += type.simplified()
      position = text.count
    }
  }

  /// A component of a path: an identifier, a private one `(name in _1234)`, or an operator; with its generic
  /// parameters.
  private mutating func component() -> String {
    var name = ""
    if starts(with: "(") {
      let group = group()
      name = group.components(until: " in ")
    } else if starts(with: "`"), let end = text[(position + 1)...].firstIndex(of: "`") {
      name = String(text[position...end])
      position = end + 1
    } else if let first = current, first.isNamePart {
      while let character = current, character.isNamePart {
        name.append(character)
        position += 1
      }
    } else {
      while let character = current, character != " ", character != "(" {
        name.append(character)
        position += 1
      }
      return name
    }
    if starts(with: "<") { name += Self.generics(group()) }
    return name
  }

  /// `A, B` for `<A, B where A: P>`; empty for conditions only.
  private static func generics(_ group: String) -> String {
    let parameters = Substring(group).components(until: " where ")
    if parameters.isEmpty { return "" }
    var name = SwiftName(parameters[...])
    return "<\(name.simplified())>"
  }

  /// `(by:_:)` for `by: (A) -> B, Swift.Int`.
  private func labels(of parameters: String) -> String {
    guard !parameters.isEmpty else { return "()" }
    var name = SwiftName(parameters[...])
    var labels = ""
    while name.position < name.text.count {
      let begin = name.position
      name.skip(until: ", ")
      let parameter = String(name.text[begin..<name.position])
      let label = parameter.prefix { $0.isNamePart }
      labels += parameter.dropFirst(label.count).hasPrefix(": ") ? "\(label):" : "_:"
      name.position += ", ".count
    }
    return "(\(labels))"
  }

  // MARK: - Characters

  private var current: Character? { position < text.count ? text[position] : nil }

  private func starts(with prefix: String) -> Bool { text[position...].starts(with: prefix) }

  private var isPathStart: Bool {
    guard let current, position == 0 || !text[position - 1].isNamePart else { return false }
    return current.isNamePart && !current.isNumber || current == "`" || isPrivateName
  }

  /// Whether a private name follows: `(name in _0123456789ABCDEF…)`.
  private var isPrivateName: Bool {
    guard current == "(", let end = text[position...].firstIndex(of: ")") else { return false }
    return text[position..<end].split(separator: " ").suffix(2).first == ["i", "n"]
      && text[position..<end].contains("_")
  }

  /// Whether the types of a closure follow: `closure #1 (A) -> B in f()`.
  private var isSignatureOfClosure: Bool {
    guard current == " ", position > 0, text[position - 1].isNumber, !starts(with: " in "), range(of: " in ") != nil
    else { return false }
    return output.reversed().drop(while: \.isNumber).first == "#"
  }

  @discardableResult
  private mutating func advance() -> Bool {
    position += 1
    return true
  }

  private mutating func take() {
    output.append(text[position])
    position += 1
  }

  /// The content of the brackets that begin here.
  private mutating func group() -> String {
    let begin = position + 1
    let end = self.end(ofGroupAt: position)
    position = min(end + 1, text.count)
    return begin <= end ? String(text[begin..<end]) : ""
  }

  /// Skips to a separator outside of all brackets, or to the end.
  private mutating func skip(until separator: String) { position = range(of: separator) ?? text.count }

  private func range(of separator: String) -> Int? {
    var index = position
    while index < text.count {
      if text[index...].starts(with: separator) { return index }
      index = "([<".contains(text[index]) ? end(ofGroupAt: index) + 1 : index + 1
    }
    return nil
  }

  /// The closing position of the brackets, or the end of the text; the `>` of an arrow does not close.
  private func end(ofGroupAt begin: Int) -> Int {
    var depth = 0
    for index in begin..<text.count {
      switch text[index] {
      case "(", "[", "<": depth += 1
      case ">" where index > 0 && text[index - 1] == "-": break
      case ")", "]", ">":
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return text.count
  }

  /// Whether a component such as `A` or `B1` is the name of a generic parameter, not of a module.
  private static func isGenericParameter(_ component: String) -> Bool {
    guard let first = component.first, ("A"..."Z").contains(first) else { return false }
    return component.dropFirst().allSatisfy(\.isNumber)
  }
}

extension Character {
  /// Whether identifiers contain it; raw ones may contain any character, but are in backticks.
  fileprivate var isNamePart: Bool { isLetter || isNumber || self == "_" || self == "$" }
}

extension StringProtocol {
  /// The part before a separator, or everything.
  fileprivate func components(until separator: String) -> String {
    range(of: separator).map { String(self[..<$0.lowerBound]) } ?? String(self)
  }
}
