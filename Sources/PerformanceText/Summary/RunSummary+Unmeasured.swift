import PerformanceRecords

extension RunSummary {
  /// The functions that measured nothing, those of one cause in one line.
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
  /// Why a function of a performance suite gave no number, where none of it is on file.
  package var text: String {
    switch self {
    case .noCases: "no cases, so nothing was measured: the list of arguments is empty"
    case .notReached: "nothing was measured: no 'measure' call was reached"
    case .other(let cause): "nothing was measured (\(cause.text.shown(atMost: 60)))"
    }
  }
}
