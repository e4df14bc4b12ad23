/// HTML under construction.
///
/// Names of elements and attributes are literals, and all text is escaped here: nothing that a run contains becomes
/// markup.
package struct Markup {
  /// The names and values of attributes; one without a value is left out.
  package typealias Attributes = KeyValuePairs<StaticString, String?>

  /// The markup so far.
  package private(set) var text: String

  package init() { text = "" }

  /// The number of bytes so far.
  var size: Int { text.utf8.count }

  /// Adds an element with what `content` adds.
  package mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: (inout Markup) -> Void
  ) {
    open(name, attributes)
    content(&self)
    close(name)
  }

  /// Adds an element with text.
  package mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
    open(name, attributes)
    add(text)
    close(name)
  }

  /// Adds an element without content and end tag, such as `meta`.
  mutating func void(_ name: StaticString, _ attributes: Attributes = [:]) { open(name, attributes) }

  /// Adds text.
  mutating func add(_ text: String) { self.text += MarkupText.escaped(text) }

  /// Adds what was made apart, to know its size.
  mutating func add(_ part: Markup) { text += part.text }

  /// Adds a part of the page that contains nothing of a run.
  mutating func add(verbatim part: StaticString) { text += part.description }

  /// Adds a line feed between elements, so that the document has lines.
  mutating func lineFeed() { text += "\n" }

  /// Adds a JSON document as data for scripts.
  package mutating func data(id: String, json: String) {
    open("script", ["type": "application/json", "id": id])
    text += MarkupText.script(json: json)
    close("script")
  }

  private mutating func open(_ name: StaticString, _ attributes: Attributes) {
    text += "<"
    text += name.description
    for (attribute, value) in attributes {
      guard let value else { continue }
      text += " "
      text += attribute.description
      guard !value.isEmpty else { continue }
      text += "=\""
      text += MarkupText.escaped(value)
      text += "\""
    }
    text += ">"
  }

  private mutating func close(_ name: StaticString) {
    text += "</"
    text += name.description
    text += ">"
  }
}
