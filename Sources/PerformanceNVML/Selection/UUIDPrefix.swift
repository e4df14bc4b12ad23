/// UUIDs that are cut short, as CUDA and this package allow them.
enum UUIDPrefix {
  /// The one element with this UUID, or else the one whose UUID begins so; `nil` when there are none or several.
  ///
  /// Letters may be of either case. At least one digit has to follow `GPU-` or `MIG-`.
  static func only<Element>(
    _ text: String, in elements: some Collection<Element>, _ uuid: (Element) -> String
  ) -> Element? {
    let fitting = all(text, in: elements, uuid)
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// The elements with this UUID, or else those whose UUIDs begin so.
  static func all<Element>(
    _ text: String, in elements: some Collection<Element>, _ uuid: (Element) -> String
  ) -> [Element] {
    let text = text.lowercased()
    let exact = elements.filter { uuid($0).lowercased() == text }
    guard exact.isEmpty, text.count > "GPU-".count else { return Array(exact) }
    return elements.filter { uuid($0).lowercased().hasPrefix(text) }
  }
}
