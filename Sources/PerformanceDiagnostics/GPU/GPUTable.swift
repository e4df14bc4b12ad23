import PerformanceNVML
import PerformanceRecords
import PerformanceText

/// The readings of GPUs as lines for a terminal or a log.
package struct GPUTable {
  /// The readings to show.
  package enum Extent: Sendable {
    case everything
    /// Those that change without a change of the configuration.
    case changing
  }

  /// The greatest width, on wide terminals as well.
  private static let widest = 120
  private static let indentation = 4
  private static let gap = 2
  /// The columns of a value in the narrowest terminal; longer values are cut.
  private static let narrowestValue = 20
  private static let titleWidth = GPUQuantity.allCases.map(\.title.displayWidth).max() ?? 0

  private let snapshots: [GPUSnapshot]
  private let selection: GPUReport.Selection
  private let width: Int
  private let colour: Colour

  /// Creates a table for a terminal of this width.
  package init(_ snapshots: [GPUSnapshot], _ selection: GPUReport.Selection, width: Int, colour: Colour) {
    self.snapshots = snapshots
    self.selection = selection
    self.width = min(width, Self.widest)
    self.colour = colour
  }

  /// One block for each GPU, separated by empty lines; no line exceeds the width.
  package func lines(_ extent: Extent) -> [String] {
    let head = selectionLines
    return Array(([head] + snapshots.map { block($0, extent) }).filter { !$0.isEmpty }.joined(separator: [""]))
  }

  // MARK: - Blocks

  /// The reason why no GPU is measured; the reason for a measured one is in its block.
  private var selectionLines: [String] {
    guard case .none(let reason) = selection else { return [] }
    return wrapped("not measured: " + reason.onOneLine(atMost: 600), indentation: 0).map { styled($0, .yellow) }
  }

  private func block(_ snapshot: GPUSnapshot, _ extent: Extent) -> [String] {
    let shared = sharedReasons(snapshot, extent)
    let head = "\(snapshot.label)  \(snapshot.name)  \(snapshot.uuid)".onOneLine(atMost: 300).cutAtEnd(to: width)
    let rows = quantities(extent).compactMap { quantity in
      snapshot.answers[quantity].map { row(quantity, $0, shared) }
    }
    return [head] + wrapped(snapshot.identity) + measured(snapshot) + rows.flatMap { $0 } + footnotes(shared)
  }

  private func measured(_ snapshot: GPUSnapshot) -> [String] {
    switch selection {
    case .none: return []
    case .measured(snapshot.uuid, let reason, let notes):
      return (["measured: \(reason)"] + notes).flatMap { wrapped($0.onOneLine(atMost: 400)) }
    case .measured: return wrapped("not measured")
    }
  }

  private func quantities(_ extent: Extent) -> [GPUQuantity] {
    switch extent {
    case .everything: GPUQuantity.allCases
    case .changing: GPUQuantity.allCases.filter { !$0.isFixed }
    }
  }

  // MARK: - Rows

  private func row(_ quantity: GPUQuantity, _ answer: GPUSnapshot.Answer, _ shared: [Missing]) -> [String] {
    let (text, style): (String, Style) =
      switch answer {
      case .value(let value): (GPUSnapshot.text(value, of: quantity), .plain)
      case .unavailable, .invalid: missing(Missing(answer), shared)
      }
    let indentation = Self.indentation + Self.titleWidth + Self.gap
    let parts = text.wrapped(to: max(width - indentation, Self.narrowestValue))
    return parts.enumerated().map { index, part in
      let title = index == 0 ? String(repeating: " ", count: Self.indentation) + quantity.title : ""
      let beginning = title.padded(to: indentation, .left).cutAtEnd(to: width)
      return beginning + styled(part.cutAtEnd(to: max(width - beginning.displayWidth, 0)), style)
    }
  }

  private func missing(_ missing: Missing?, _ shared: [Missing]) -> (String, Style) {
    guard let missing else { return ("", .plain) }
    let reason = shared.firstIndex(of: missing).map { " (\($0 + 1))" } ?? ": \(missing.reason)"
    return (missing.kind + reason, missing.style)
  }

  /// Reasons that several quantities share are shown once, below the rows.
  private func footnotes(_ shared: [Missing]) -> [String] {
    shared.enumerated().flatMap { index, missing in
      let number = "(\(index + 1)) "
      let texts = wrapped(missing.reason, indentation: Self.indentation + number.count)
      return texts.enumerated().map { line, text in
        let start = String(repeating: " ", count: Self.indentation) + number
        return styled((line == 0 ? start + text.dropFirst(start.count) : text).cutAtEnd(to: width), missing.style)
      }
    }
  }

  private func sharedReasons(_ snapshot: GPUSnapshot, _ extent: Extent) -> [Missing] {
    let all = quantities(extent).compactMap { snapshot.answers[$0].flatMap(Missing.init) }
    var shared: [Missing] = []
    for missing in all where !shared.contains(missing) && all.count(where: { $0 == missing }) > 1 {
      shared.append(missing)
    }
    return shared
  }

  // MARK: - Text

  private func wrapped(_ text: String, indentation: Int = Self.indentation) -> [String] {
    text.wrapped(to: max(width - indentation, Self.narrowestValue)).map { line in
      (String(repeating: " ", count: indentation) + line).cutAtEnd(to: width)
    }
  }

  private func styled(_ text: String, _ style: Style) -> String {
    text.isEmpty ? text : style.applied(to: text, colour)
  }
}

/// Why a reading is missing.
private struct Missing: Equatable {
  var kind: String
  var reason: String
  var style: Style

  /// The reason of a reading; `nil` for a value.
  init?(_ answer: GPUSnapshot.Answer) {
    switch answer {
    case .value: return nil
    case .unavailable(let reason): (kind, self.reason, style) = ("unavailable", reason.onOneLine(atMost: 400), .dim)
    case .invalid(let reason): (kind, self.reason, style) = ("invalid", reason.onOneLine(atMost: 400), .red)
    }
  }
}
