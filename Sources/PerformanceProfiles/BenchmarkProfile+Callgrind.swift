import PerformanceRecords

extension CallgrindProfile {
  /// The costs of functions whose cost repeats exactly, by name; `nil` when instructions were not counted.
  ///
  /// Functions with one name, such as the specialisations of a generic one, are summed.
  /// - Parameter names: functions to keep regardless of their costs, so that they can be compared.
  package func benchmarkProfile(keeping names: Set<String> = []) -> BenchmarkProfile? {
    guard let event = index(of: "Ir"), let total = totalInstructions else { return nil }
    var costs: [String: BenchmarkProfile.Cost] = [:]
    for function in functions where ExactCost.repeats(object: function.object, name: function.name) {
      var cost = costs[function.readableName] ?? .init(own: 0, inclusive: 0)
      cost.own += function.ownCost[event]
      // One specialisation may call another; all together cost no more than the program.
      cost.inclusive = min(cost.inclusive + function.inclusiveCost[event], total)
      costs[function.readableName] = cost
    }
    return BenchmarkProfile(all: costs, keeping: names)
  }
}

extension CallgrindProfile.Function {
  /// The demangled, simplified name.
  package var readableName: String { FunctionName.readable(name, object: object) }
}
