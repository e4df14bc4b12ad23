/// Makes the runtime's full form of a Swift name as short as `swift-demangle --simplified` does, which the runtime cannot:
/// no modules, no types of parameters and results, no attributes.
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
  private var place = 0
  private var output = ""

  private init(_ text: Substring) { self.text = Array(text) }

  // MARK: - What stands before a name

  /// Takes off what the optimiser did to a function; of several specialisations one word is left.
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

  /// `generic specialization <Swift.Int> of f` and its relatives; the angle brackets may be missing.
  private static func withoutSpecialisation(_ text: Substring) -> Substring? {
    let kinds = [
      "function signature specialization", "generic specialization", "generic partial specialization",
      "generic not re-abstracted specialization", "generic not re-abstracted partial specialization",
      "generic pre-specialization", "inlined generic function",
    ]
    guard let kind = kinds.first(where: { text.hasPrefix($0) }) else { return nil }
    let rest = text.dropFirst(kind.count)
    if rest.hasPrefix(" of ") { return rest.dropFirst(" of ".count) }
    // Not by matching brackets: those of a propagated closure never close.
    return rest.range(of: "> of ").map { rest[$0.upperBound...] }
  }

  /// `(2) await resume partial function for f`: a piece of an asynchronous function between two suspensions.
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
    while place < text.count {
      if starts(with: "(extension in "), let end = text[place...].firstIndex(of: ":") {
        place = end + 1
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
      // A raw identifier has its spaces as U+00A0 in a symbol.
      .replacing("\u{A0}", with: " ")
  }

  /// A name with its contexts, `Module.Type.function`, and what belongs to it.
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

  /// `@Sendable ` between a function and its parameters.
  private mutating func skipAttributes() {
    while starts(with: "@"), let space = text[place...].firstIndex(of: " ") { place = space + 1 }
  }

  /// `in conformance Type : Protocol in Module` ends with the type.
  private mutating func takeConformance(behind components: [String]) {
    if components == ["conformance"], let colon = range(of: " : ") {
      var type = SwiftName(Substring(String(text[place..<colon])))
      output += type.simplified()
      place = text.count
    }
  }

  /// One part of a path: an identifier, a private one `(name in _1234)`, or an operator; with its generic parameters.
  private mutating func component() -> String {
    var name = ""
    if starts(with: "(") {
      let group = group()
      name = group.components(until: " in ")
    } else if starts(with: "`"), let end = text[(place + 1)...].firstIndex(of: "`") {
      name = String(text[place...end])
      place = end + 1
    } else if let first = current, first.isNamePart {
      while let character = current, character.isNamePart {
        name.append(character)
        place += 1
      }
    } else {
      while let character = current, character != " ", character != "(" {
        name.append(character)
        place += 1
      }
      return name
    }
    if starts(with: "<") { name += Self.generics(group()) }
    return name
  }

  /// `A, B` of `<A, B where A: P>`; nothing of conditions alone.
  private static func generics(_ group: String) -> String {
    let parameters = Substring(group).components(until: " where ")
    if parameters.isEmpty { return "" }
    var name = SwiftName(parameters[...])
    return "<\(name.simplified())>"
  }

  /// `(by:_:)` of `by: (A) -> B, Swift.Int`.
  private func labels(of parameters: String) -> String {
    guard !parameters.isEmpty else { return "()" }
    var name = SwiftName(parameters[...])
    var labels = ""
    while name.place < name.text.count {
      let begin = name.place
      name.skip(until: ", ")
      let parameter = String(name.text[begin..<name.place])
      let label = parameter.prefix { $0.isNamePart }
      labels += parameter.dropFirst(label.count).hasPrefix(": ") ? "\(label):" : "_:"
      name.place += ", ".count
    }
    return "(\(labels))"
  }

  // MARK: - Characters

  private var current: Character? { place < text.count ? text[place] : nil }

  private func starts(with prefix: String) -> Bool { text[place...].starts(with: prefix) }

  private var isPathStart: Bool {
    guard let current, place == 0 || !text[place - 1].isNamePart else { return false }
    return current.isNamePart && !current.isNumber || current == "`" || isPrivateName
  }

  /// `(name in _0123456789ABCDEF…)`.
  private var isPrivateName: Bool {
    guard current == "(", let end = text[place...].firstIndex(of: ")") else { return false }
    return text[place..<end].split(separator: " ").suffix(2).first == ["i", "n"] && text[place..<end].contains("_")
  }

  /// The types of `closure #1 (A) -> B in f()`.
  private var isSignatureOfClosure: Bool {
    guard current == " ", place > 0, text[place - 1].isNumber, !starts(with: " in "), range(of: " in ") != nil
    else { return false }
    return output.reversed().drop(while: \.isNumber).first == "#"
  }

  @discardableResult
  private mutating func advance() -> Bool {
    place += 1
    return true
  }

  private mutating func take() {
    output.append(text[place])
    place += 1
  }

  /// The inside of the brackets that begin here.
  private mutating func group() -> String {
    let begin = place + 1
    let end = self.end(ofGroupAt: place)
    place = min(end + 1, text.count)
    return begin <= end ? String(text[begin..<end]) : ""
  }

  /// Goes to where a separator stands outside of all brackets, or to the end.
  private mutating func skip(until separator: String) { place = range(of: separator) ?? text.count }

  private func range(of separator: String) -> Int? {
    var index = place
    while index < text.count {
      if text[index...].starts(with: separator) { return index }
      index = "([<".contains(text[index]) ? end(ofGroupAt: index) + 1 : index + 1
    }
    return nil
  }

  /// Where the brackets close, or the end of the text; the `>` of an arrow closes nothing.
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

  /// `A`, `B1`: no module but the name of a generic parameter.
  private static func isGenericParameter(_ component: String) -> Bool {
    guard let first = component.first, ("A"..."Z").contains(first) else { return false }
    return component.dropFirst().allSatisfy(\.isNumber)
  }
}

extension Character {
  /// Whether identifiers have it; raw ones, which may have anything, stand between backticks.
  fileprivate var isNamePart: Bool { isLetter || isNumber || self == "_" || self == "$" }
}

extension StringProtocol {
  /// What stands before a separator, or everything.
  fileprivate func components(until separator: String) -> String {
    range(of: separator).map { String(self[..<$0.lowerBound]) } ?? String(self)
  }
}
