import PerformanceSystem

/// The arguments of a command. Drives parsing, the usage and the list of options.
package struct Syntax: Sendable {
  /// One form of the command.
  package struct Form: Sendable {
    /// The flag that selects it; `nil` for the default form.
    package let selector: Declaration?
    /// The required operands and options.
    package let required: [Declaration]
    /// The optional flags and options.
    package let optional: [Declaration]

    package init(
      _ selector: Argument<Bool>? = nil, required: [any Declared] = [], optional: [any Declared] = []
    ) {
      self.selector = selector?.declaration
      self.required = required.map(\.declaration)
      self.optional = optional.map(\.declaration)
    }

    /// All arguments, in the order of the usage.
    package var all: [Declaration] { required + (selector.map { [$0] } ?? []) + optional }
    /// The values without a name, in their order; the last may be a repeated one.
    var operands: [Declaration] { (required + optional).filter(\.isOperand) }
  }

  /// Two arguments that must not be given together.
  package struct Exclusion: Sendable {
    let names: [String]
    let reason: String?

    /// - Parameter reason: the reason, where it is not obvious.
    package init(_ first: any Declared, _ second: any Declared, because reason: String? = nil) {
      names = [first.declaration.name, second.declaration.name]
      self.reason = reason
    }

    func isBetween(_ first: Declaration, _ second: Declaration) -> Bool {
      Set(names) == [first.name, second.name]
    }
  }

  /// The forms of the command, the default form first.
  package let forms: [Form]
  let exclusions: [Exclusion]
  /// Paragraphs below the list of options, separated by empty lines.
  let remarks: String

  package init(forms: [Form], exclusions: [Exclusion] = [], remarks: String = "") {
    self.forms = forms
    self.exclusions = exclusions
    self.remarks = remarks
  }

  package init(
    required: [any Declared] = [], optional: [any Declared] = [], exclusions: [Exclusion] = [], remarks: String = ""
  ) {
    self.init(
      forms: [Form(required: required, optional: optional)], exclusions: exclusions, remarks: remarks)
  }

  /// All arguments without duplicates, in the order of the usage.
  package var declarations: [Declaration] {
    var seen: Set<String> = []
    return forms.flatMap(\.all).filter { seen.insert($0.name).inserted }
  }
}

// MARK: - Parsing

extension Syntax {
  /// Parses the words after the command's name.
  /// - Throws: ``UsageError`` for the first invalid argument.
  package func parse(_ words: [String]) throws(UsageError) -> Arguments {
    var (values, operands) = try read(words)
    let form = try form(of: values)
    try assign(operands, to: form, in: &values)
    for exclusion in exclusions where exclusion.names.allSatisfy({ values[$0] != nil }) {
      throw Self.excluded(exclusion.names, because: exclusion.reason)
    }
    for declaration in form.required {
      guard let given = values[declaration.name] else { throw Self.missing(declaration) }
      if declaration.isOperand { for text in given { try declaration.check(text) } }
    }
    return Arguments(values: values)
  }

  private func assign(
    _ operands: [String], to form: Form, in values: inout [String: [String]]
  ) throws(UsageError) {
    var rest = operands[...]
    for declaration in form.operands where !rest.isEmpty {
      let count = declaration.isRepeated ? rest.count : 1
      values[declaration.name] = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    if let unexpected = rest.first { throw UsageError("unexpected argument '\(unexpected)'") }
  }

  /// The error for a missing required argument.
  static func missing(_ declaration: Declaration) -> UsageError {
    UsageError(
      declaration.isOperand
        ? "missing argument \(declaration.name)" : "missing \(declaration.typed): \(declaration.help)")
  }

  private static func excluded(_ names: [String], because reason: String? = nil) -> UsageError {
    UsageError(names.joined(separator: " and ") + " exclude each other" + (reason.map { ": " + $0 } ?? ""))
  }

  /// The values of options by their names, and the operands.
  private func read(_ words: [String]) throws(UsageError) -> ([String: [String]], operands: [String]) {
    let options = declarations.filter { !$0.isOperand }
    var values: [String: [String]] = [:]
    var operands: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let name = word.prefix { $0 != "=" }
      let attached = name.endIndex == word.endIndex ? nil : String(word[name.endIndex...].dropFirst())
      guard let option = options.first(where: { $0.name == name }) else {
        throw UsageError("unknown option \(word)" + NearestNames(to: String(name), among: options.map(\.name)).question)
      }
      let value: String
      if option.kind == .flag {
        guard attached == nil else { throw UsageError("\(option.name) takes no value") }
        value = ""
      } else if let attached {
        value = attached
      } else if let next = rest.first, option.takesDashes || !next.hasPrefix("--") {
        value = next
        rest.removeFirst()
      } else {
        throw UsageError("\(option.name) needs a value")
      }
      guard values[option.name] == nil || option.isRepeated else {
        throw UsageError("\(option.name) is given more than once")
      }
      if option.kind != .flag { try option.check(value) }
      values[option.name, default: []].append(value)
    }
    return (values, operands)
  }

  /// The form that the options select.
  private func form(of values: [String: [String]]) throws(UsageError) -> Form {
    let selected = forms.filter { form in form.selector.map { values[$0.name] != nil } ?? false }
    guard selected.count < 2 else { throw Self.excluded(selected.compactMap(\.selector?.name)) }
    let form = selected.first ?? forms[0]
    let allowed = Set(form.all.map(\.name))
    guard let other = declarations.first(where: { values[$0.name] != nil && !allowed.contains($0.name) }) else {
      return form
    }
    if let selector = form.selector { throw UsageError("\(other.name) does not go with \(selector.name)") }
    let home = forms.first { $0.all.contains { $0.name == other.name } }?.selector
    throw UsageError("\(other.name) goes with \(home?.name ?? "another form")")
  }
}
