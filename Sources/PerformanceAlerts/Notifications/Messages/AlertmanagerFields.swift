import PerformanceSystem

extension AlertNotification.Entry {
  /// The annotations of the alert: what describes it, and never identifies it.
  func annotations(_ context: MessageContext) -> [String: JSONValue] {
    var annotations: [String: JSONValue] = [
      "summary": .string(summary), "value": .string("\(alert.value)"), "runbook": .string(runbook),
    ]
    annotations["runbook_url"] = context.address(ofRunbook: runbook).map { .string($0) }
    return annotations
  }
}

extension [String: String] {
  /// The members as a JSON object.
  var json: JSONValue { .object(mapValues { .string($0) }) }
}

extension AlertNotification {
  /// What all entries have with the same value.
  func common(_ members: (Entry) -> [String: JSONValue]) -> JSONValue {
    guard let first = entries.first.map(members) else { return .object([:]) }
    let others = entries.dropFirst().map(members)
    return .object(first.filter { name, value in others.allSatisfy { $0[name] == value } })
  }
}
