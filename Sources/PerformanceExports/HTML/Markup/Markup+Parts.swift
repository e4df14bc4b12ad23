extension Markup {
  /// Adds a name with its value to a list of facts; nothing without a value.
  mutating func fact(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    fact(name) { $0.add(value) }
  }

  /// Adds a name with its value to a list of facts.
  mutating func fact(_ name: String, _ value: (inout Markup) -> Void) {
    element("div") { pair in
      pair.element("dt", text: name)
      pair.element("dd") { value(&$0) }
    }
  }

  /// Adds a link to a page of the web; only its text where there is no such address.
  mutating func link(_ text: String, to address: String?) {
    guard let address = address.flatMap(MarkupText.link) else { return add(text) }
    element("a", ["href": address, "rel": "noreferrer"], text: text)
  }

  /// Adds a command to type.
  mutating func command(_ command: String) { element("code", ["class": "command"], text: command) }

  /// Adds a purpose and its command.
  mutating func advice(_ advice: Advice) {
    if !advice.purpose.isEmpty {
      element("span", text: advice.purpose + (advice.command == nil ? "" : " "))
    }
    if let command = advice.command { self.command(command) }
  }

  /// Adds a list of lines; nothing for none.
  mutating func list(_ lines: [String], class kind: String? = nil) {
    guard !lines.isEmpty else { return }
    element("ul", ["class": kind]) { list in
      for line in lines { list.element("li", text: line) }
    }
    lineFeed()
  }
}
