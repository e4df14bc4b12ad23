import PerformanceRecords
import Testing

/// The text of an argument, the same in every process.
///
/// It is Swift's own description of the value with three exceptions: a type's `testDescription` takes precedence, the
/// elements of sets and dictionaries are sorted, and addresses are left out.
package enum ArgumentText {
  /// The text of a value.
  package static func of(_ value: Any) -> String {
    withoutContexts(text(value, as: .argument, depth: 0))
  }

  /// The position of a value in the argument, by which Swift selects its description.
  fileprivate enum Position {
    /// The value is the argument.
    case argument
    /// The argument is an optional that wraps the value.
    case wrapped
    /// The value is a part of another one, so Swift writes its debug description.
    case part

    /// Swift's own description of a value in this position.
    func description<Value>(of value: Value) -> String {
      self == .argument ? "\(value)" : String(reflecting: value)
    }
  }

  /// Values that are nested deeper get Swift's own description: a list of a thousand links would overflow the stack.
  private static let deepest = 32

  private static func text(_ value: Any, as position: Position, depth: Int) -> String {
    ownText(value, as: position, depth: depth) ?? position.description(of: value)
  }

  /// The text of a value where it differs from Swift's own description; `nil` where it does not.
  private static func ownText(_ value: Any, as position: Position, depth: Int) -> String? {
    let type = type(of: value)
    guard depth < deepest, !isPlain(type) else { return nil }
    // A cast sees through optionals and `AnyHashable`, so these come before all others.
    if let optional = value as? any OptionalValue {
      return optional.wrapped.flatMap { ownText($0, as: position == .part ? .part : .wrapped, depth: depth + 1) }
        .map { "Optional(\($0))" }
    }
    if type == AnyHashable.self, let hashable = value as? AnyHashable {
      return ownText(hashable.base, as: position, depth: depth + 1)
        .map { position == .argument ? $0 : "AnyHashable(\($0))" }
    }
    if position != .part, !(value is any SwiftTestingDescribed),
      let described = value as? any CustomTestStringConvertible
    {
      return described.testDescription
    }
    if value is any Address { return "\(type)" }
    if type is AnyClass { return textOfObject(value as AnyObject, as: position) }
    if let unordered = value as? any UnorderedValue {
      return unordered.text(as: position) { text($0, as: .part, depth: depth + 1) }
    }
    if let sequence = value as? any OrderedValue {
      guard !isPlain(sequence.elementType) else { return nil }
      return sequence.text(as: position, of: parts(sequence.elements, depth: depth))
    }
    if value is any CustomStringConvertible || value is any CustomDebugStringConvertible
      || value is any TextOutputStreamable
    {
      return nil
    }
    return textOfParts(value, type, as: position, depth: depth)
  }

  /// Whether a type's values have no parts, and a description that is the same in every process.
  private static func isPlain(_ type: Any.Type) -> Bool {
    type is any BinaryInteger.Type || type is any BinaryFloatingPoint.Type || type is any StringProtocol.Type
      || type == Bool.self
  }

  /// The texts of parts; `nil` where Swift's own descriptions serve for all of them.
  private static func parts(_ values: some Sequence<Any>, depth: Int) -> [String]? {
    let values = Array(values)
    let own = values.map { ownText($0, as: .part, depth: depth + 1) }
    guard own.contains(where: { $0 != nil }) else { return nil }
    return zip(values, own).map { $1 ?? Position.part.description(of: $0) }
  }

  // MARK: - Values that Swift takes apart

  /// A structure, an enumeration's case or a tuple as Swift writes it, but with the texts of this type for its parts.
  private static func textOfParts(_ value: Any, _ type: Any.Type, as position: Position, depth: Int) -> String? {
    let mirror = Mirror(reflecting: value)
    let children = Array(mirror.children)
    guard let texts = parts(children.map(\.value), depth: depth) else { return nil }
    let typeName = position.description(of: type)
    func labelled(_ isWritten: (String) -> Bool) -> String {
      let parts = zip(children, texts).map { child, text in
        if let label = child.label, isWritten(label) { "\(label): \(text)" } else { text }
      }
      return "(" + parts.joined(separator: ", ") + ")"
    }
    switch mirror.displayStyle {
    // The parts of a tuple without names are called ".0" and ".1".
    case .tuple: return labelled { !$0.isEmpty && !$0.hasPrefix(".") }
    case .struct: return typeName + labelled { _ in true }
    case .enum:
      guard let child = children.first, let text = texts.first else { return nil }
      let isTuple = Mirror(reflecting: child.value).displayStyle == .tuple
      return (position == .argument ? "" : typeName + ".") + (child.label ?? "") + (isTuple ? text : "(\(text))")
    default: return nil
    }
  }

  // MARK: - Addresses

  /// The description of an object without its address; `nil` where it has none. That of `NSObject` has one.
  private static func textOfObject(_ object: AnyObject, as position: Position) -> String? {
    let text = position.description(of: object)
    let address = String(UInt(bitPattern: Unmanaged.passUnretained(object).toOpaque()), radix: 16)
    let padding = String(repeating: "0", count: max(0, 16 - address.count))
    for digits in [padding + address, address] where text.contains("0x" + digits) {
      return text.replacing("0x" + digits, with: "0x…")
    }
    return nil
  }

  /// The text without the addresses in the names of private and local types: `M.(unknown context at $5f0c3a1e).T`.
  private static func withoutContexts(_ text: String) -> String {
    let beginning = "(unknown context at $"
    guard text.contains(beginning) else { return text }
    let pieces = text.split(separator: beginning, omittingEmptySubsequences: false)
    return pieces.dropFirst().reduce(String(pieces[0])) { text, piece in
      let rest = piece.drop(while: \.isHexDigit)
      return text + (rest.hasPrefix(").") ? String(rest.dropFirst(2)) : beginning + piece)
    }
  }
}

// MARK: - Kinds of values

/// An optional, whatever it wraps.
private protocol OptionalValue {
  var wrapped: Any? { get }
}

extension Optional: OptionalValue {
  var wrapped: Any? { self }
}

/// A type whose `testDescription` comes from Swift Testing, with quotes and spaces that labels do not have.
private protocol SwiftTestingDescribed {}

extension String: SwiftTestingDescribed {}
extension Substring: SwiftTestingDescribed {}
extension Range: SwiftTestingDescribed {}
extension ClosedRange: SwiftTestingDescribed {}
extension PartialRangeFrom: SwiftTestingDescribed {}
extension PartialRangeThrough: SwiftTestingDescribed {}
extension PartialRangeUpTo: SwiftTestingDescribed {}

/// A type whose values are addresses, which differ from process to process.
private protocol Address {}

extension ObjectIdentifier: Address {}
extension OpaquePointer: Address {}
extension UnsafeRawPointer: Address {}
extension UnsafeMutableRawPointer: Address {}
extension UnsafePointer: Address {}
extension UnsafeMutablePointer: Address {}
extension UnsafeRawBufferPointer: Address {}
extension UnsafeMutableRawBufferPointer: Address {}
extension UnsafeBufferPointer: Address {}
extension UnsafeMutableBufferPointer: Address {}

/// A collection whose elements have an order of their own.
private protocol OrderedValue {
  var elementType: Any.Type { get }
  var elements: [Any] { get }
  /// The name that Swift writes before the elements of a collection that is a part of another value; `nil` for none.
  static var debugName: String? { get }
}

extension OrderedValue {
  fileprivate func text(as position: ArgumentText.Position, of elements: [String]?) -> String? {
    elements.map { ArgumentText.listed($0, position == .argument ? nil : Self.debugName) }
  }
}

extension Array: OrderedValue {
  var elementType: Any.Type { Element.self }
  var elements: [Any] { self }
  static var debugName: String? { nil }
}

extension ArraySlice: OrderedValue {
  var elementType: Any.Type { Element.self }
  var elements: [Any] { Array(self) }
  static var debugName: String? { "ArraySlice" }
}

extension ContiguousArray: OrderedValue {
  var elementType: Any.Type { Element.self }
  var elements: [Any] { Array(self) }
  static var debugName: String? { "ContiguousArray" }
}

/// A collection whose elements have a different order in each process.
private protocol UnorderedValue {
  /// The text with the elements in the order of their texts.
  func text(as position: ArgumentText.Position, of part: (Any) -> String) -> String
}

extension Set: UnorderedValue {
  fileprivate func text(as position: ArgumentText.Position, of part: (Any) -> String) -> String {
    ArgumentText.listed(ArgumentText.sorted(map(part)), position == .argument ? nil : "Set")
  }
}

extension Dictionary: UnorderedValue {
  fileprivate func text(as position: ArgumentText.Position, of part: (Any) -> String) -> String {
    let entries = map { (key: NumericOrder(part($0.key)), value: NumericOrder(part($0.value))) }
    let texts = entries.sorted { ($0.key, $0.value) < ($1.key, $1.value) }.map { "\($0.key.text): \($0.value.text)" }
    return texts.isEmpty ? "[:]" : ArgumentText.listed(texts, nil)
  }
}

extension Dictionary.Keys: UnorderedValue {
  fileprivate func text(as position: ArgumentText.Position, of part: (Any) -> String) -> String {
    ArgumentText.listed(ArgumentText.sorted(map(part)), position == .argument ? nil : "Dictionary.Keys")
  }
}

extension Dictionary.Values: UnorderedValue {
  fileprivate func text(as position: ArgumentText.Position, of part: (Any) -> String) -> String {
    ArgumentText.listed(ArgumentText.sorted(map(part)), position == .argument ? nil : "Dictionary.Values")
  }
}

extension ArgumentText {
  /// The elements of a collection as Swift writes them, after the name of its type if one is given.
  fileprivate static func listed(_ elements: [String], _ name: String?) -> String {
    let list = "[" + elements.joined(separator: ", ") + "]"
    return name.map { "\($0)(\(list))" } ?? list
  }

  fileprivate static func sorted(_ texts: [String]) -> [String] { texts.map(NumericOrder.init).sorted().map(\.text) }
}
