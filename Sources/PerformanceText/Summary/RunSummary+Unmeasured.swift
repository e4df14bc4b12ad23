import PerformanceRecords

extension RunSummary {
  /// The functions that measured nothing, one line for each cause.
  var unmeasuredLines: [String] {
    let functions = Dictionary(grouping: unmeasured, by: \.cause).mapValues { $0.map(\.function) }
    let causes = functions.keys.sorted { $0.name < $1.name }
    return causes.compactMap { cause in
      guard let functions = functions[cause] else { return nil }
      let names = functions.prefix(Self.mostNames).map { name(of: .function($0)) }.joined(separator: ", ")
      return "\(names)\(functions.count > Self.mostNames ? ", …" : ""): \(cause.text)"
    }
  }

  private static let mostNames = 8
}

extension UnmeasuredFunction.Cause {
  /// Why a function of a performance suite without a baseline gave no number.
  package var text: String {
    switch self {
    case .noCases: "no cases, so nothing was measured: the list of arguments is empty"
    case .notReached: "nothing was measured: no 'measure' call was reached"
    case .other(let cause): "nothing was measured (\(cause.text.shown(atMost: 60)))"
    }
  }
}
