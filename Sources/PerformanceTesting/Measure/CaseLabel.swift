import Testing

/// The label of a parameterised test's case whose `measure` call has none.
///
/// Swift Testing does not expose the arguments of a case; only a mirror shows them. Where it shows nothing, the cases share
/// one id, which is reported as an error that requests labels.
package enum CaseLabel {
  /// The arguments of the current case, `1000` or `1000, fast`; `nil` in a test without parameters.
  package static var current: String? {
    let values = arguments
    return values.isEmpty ? nil : values.map(ArgumentText.of).joined(separator: ", ")
  }

  /// The arguments of the current case; none in a test without parameters.
  package static var arguments: [Any] {
    guard let testCase = Test.Case.current, testCase.isParameterized, let kind = child("_kind", of: testCase),
      let payload = Mirror(reflecting: kind).children.first?.value, let arguments = child("arguments", of: payload)
    else { return [] }
    return Mirror(reflecting: arguments).children.compactMap { child("value", of: $0.value) }
  }

  private static func child(_ label: String, of value: Any) -> Any? {
    Mirror(reflecting: value).children.first { $0.label == label }?.value
  }
}
