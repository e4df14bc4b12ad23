import PerformanceRecords

extension RunSummary {
  /// The functions that measured nothing, those of one cause in one line.
  var unmeasuredLines: [String] {
    [UnmeasuredFunction.Cause.noCases, .notReached].compactMap { cause in
      let functions = unmeasured.filter { $0.cause == cause }.map(\.function)
      guard !functions.isEmpty else { return nil }
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
    }
  }
}
