import PerformanceProfiles

/// The colours of a flame graph: light enough for black text.
struct Palette {
  private let colouring: FlameGraph.Colouring
  private let greatestChange: Double

  init(_ colouring: FlameGraph.Colouring) {
    self.colouring = colouring
    if case .change(let changes) = colouring {
      greatestChange = Double(changes.values.map(\.magnitude).max() ?? 0)
    } else {
      greatestChange = 0
    }
  }

  /// The colours with their meanings.
  var legend: [(colour: String, text: String)] {
    switch colouring {
    case .kind: Kind.allCases.map { ($0.colour(shade: 0.5), $0.rawValue) }
    case .change:
      [
        (Self.red(1), "the function itself costs more than its baseline"), (Self.blue(1), "less"),
        (Self.grey, "the same"),
      ]
    }
  }

  /// The colour of a function's box.
  func colour(of name: String) -> String {
    guard case .change(let changes) = colouring else { return Kind(of: name).colour(shade: Self.shade(of: name)) }
    guard let change = changes[name], change != 0, greatestChange > 0 else { return Self.grey }
    // The square root makes a change of a tenth of the greatest visible.
    let strength = (Double(change.magnitude) / greatestChange).squareRoot()
    return change > 0 ? Self.red(strength) : Self.blue(strength)
  }

  /// The change of a function's own cost against the baseline; `nil` for colours by owner.
  func change(of name: String) -> Int? {
    guard case .change(let changes) = colouring else { return nil }
    return changes[name] ?? 0
  }

  /// The owner of a function's code, as far as its name shows it.
  private enum Kind: String, CaseIterable {
    case swift = "Swift"
    case runtime = "Swift runtime, C++"
    case library = "C"
    case unknown = "no name"

    init(of name: String) {
      if name == FoldedStacks.unknownCallers || name.hasPrefix(FunctionName.nameless) {
        self = .unknown
      } else if name.hasPrefix("swift_") || name.hasPrefix("_swift_") || name.contains("::") {
        self = .runtime
      } else if name.contains(where: { $0 == "(" || $0 == "." || $0 == " " }) {
        self = .swift
      } else {
        self = .library
      }
    }

    /// A shade from 0 to 1 separates neighbours visually.
    func colour(shade: Double) -> String {
      switch self {
      case .swift: Palette.hex(250, 150 + 60 * shade, 60 + 40 * shade)
      case .runtime: Palette.hex(245, 215 + 25 * shade, 90 + 60 * shade)
      case .library: Palette.hex(150 + 40 * shade, 200 + 20 * shade, 150 + 30 * shade)
      case .unknown: Palette.grey
      }
    }
  }

  private static let grey = "#dcdcdc"

  private static func red(_ strength: Double) -> String { hex(255, 225 - 135 * strength, 215 - 135 * strength) }

  private static func blue(_ strength: Double) -> String { hex(215 - 115 * strength, 225 - 85 * strength, 255) }

  private static func hex(_ red: Double, _ green: Double, _ blue: Double) -> String {
    "#"
      + [red, green, blue].map { value in
        let digits = String(Int(min(max(value, 0), 255)), radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  /// A shade that is the same for one name in every picture.
  private static func shade(of name: String) -> Double {
    let hash = name.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return Double(hash % 1000) / 999
  }
}
