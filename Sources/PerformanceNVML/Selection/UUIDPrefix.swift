/// Abbreviated UUIDs, as CUDA and this package allow them.
enum UUIDPrefix {
  /// The only element with this UUID, or else with this prefix; `nil` when there are none or several.
  ///
  /// Ignores case. At least one digit must follow `GPU-` or `MIG-`.
  static func only<Element>(
    _ text: String, in elements: some Collection<Element>, _ uuid: (Element) -> String
  ) -> Element? {
    let fitting = all(text, in: elements, uuid)
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// The elements with this UUID, or else with this prefix.
  static func all<Element>(
    _ text: String, in elements: some Collection<Element>, _ uuid: (Element) -> String
  ) -> [Element] {
    let text = text.lowercased()
    let exact = elements.filter { uuid($0).lowercased() == text }
    guard exact.isEmpty, text.count > "GPU-".count else { return Array(exact) }
    return elements.filter { uuid($0).lowercased().hasPrefix(text) }
  }
}
