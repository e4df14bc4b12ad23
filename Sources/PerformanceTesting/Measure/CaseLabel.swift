import Testing

/// The label of a parameterised test's case whose `measure` call has none.
///
/// Swift Testing does not expose the arguments of a case; only a mirror shows their description. Where it shows
/// nothing, the cases share one id, which is reported as an error that requests labels.
package enum CaseLabel {
  /// The arguments of the current case, `1000` or `1000, fast`; `nil` in a test without parameters.
  package static var current: String? {
    guard let testCase = Test.Case.current, testCase.isParameterized else { return nil }
    return label(of: testCase)
  }

  private static func label(of testCase: Any) -> String? {
    guard let kind = child("_kind", of: testCase), let payload = Mirror(reflecting: kind).children.first?.value,
      let arguments = child("arguments", of: payload)
    else { return nil }
    let values = Mirror(reflecting: arguments).children.compactMap { child("value", of: $0.value) }
    return values.isEmpty ? nil : values.map { "\($0)" }.joined(separator: ", ")
  }

  private static func child(_ label: String, of value: Any) -> Any? {
    Mirror(reflecting: value).children.first { $0.label == label }?.value
  }
}
