/// A value that nothing prints: no message, log, state or error shows it.
package struct Secret: Equatable, Sendable {
  private let value: String

  package init(_ value: String) { self.value = value }

  /// The value itself, for the receiver alone.
  package func revealed() -> String { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "[secret]" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
