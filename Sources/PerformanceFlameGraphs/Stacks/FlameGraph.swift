import PerformanceProfiles
import PerformanceRecords

/// Folded stacks as a picture: a box for each function below one chain of callers, whose width is the cost of the
/// function and its callees; callers are below. A self-contained SVG without scripts; a tooltip shows the numbers of a
/// box.
package struct FlameGraph: Sendable {
  /// The meaning of the boxes' colours.
  package enum Colouring: Sendable {
    /// The owner of the code.
    case kind
    /// The change of each function's own cost against the baseline, by name.
    case change([String: Int])
  }

  private let stacks: FoldedStacks
  private let title: String
  private let colouring: Colouring

  /// A picture of stacks.
  package init(_ stacks: FoldedStacks, title: String, colouring: Colouring = .kind) {
    self.stacks = stacks
    self.title = title
    self.colouring = colouring
  }

  private enum Size {
    static let width = 1200.0
    static let margin = 10.0
    static let row = 17.0
    static let head = 56.0
    /// The width of a character of 11 px in the monospaced fonts of all systems, rounded up.
    static let character = 6.7
    /// The width below which a box is invisible.
    static let narrowest = 0.2
  }

  /// The picture as text.
  package var svg: String {
    let tree = CallTree(stacks)
    let depth = max(tree.depth - 1, 1)
    let height = Size.head + Double(depth) * Size.row + Size.margin
    let palette = Palette(colouring)
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<svg xmlns="http://www.w3.org/2000/svg" width="\#(number(Size.width))" height="\#(number(height))" "#
        + #"viewBox="0 0 \#(number(Size.width)) \#(number(height))">"#,
      "<title>\(title.printable.escapedForXML)</title>",
      "<style>text{font:11px Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#1a1a1a;pointer-events:none}"
        + ".title{font-size:15px}rect{stroke:#ffffff;stroke-width:.5}g:hover&gt;rect{stroke:#000000;stroke-width:1}</style>",
      ##"<rect width="100%" height="100%" fill="#ffffff" stroke="none"/>"##,
      #"<text class="title" x="10" y="22">\#(title.cut(to: 120).escapedForXML)</text>"#,
      legend(palette),
    ]
    var graph = Boxes(total: tree.total, unit: stacks.unit, bottom: height - Size.margin, palette: palette)
    graph.add(tree.children, left: Size.margin, depth: 0)
    lines += graph.lines
    lines.append("</svg>\n")
    return lines.joined(separator: "\n")
  }

  private func legend(_ palette: Palette) -> String {
    var x = Size.margin
    return palette.legend.map { colour, text in
      defer { x += 22 + Double(text.count) * Size.character + 18 }
      return #"<rect x="\#(number(x))" y="34" width="14" height="12" fill="\#(colour)"/>"#
        + #"<text x="\#(number(x + 19))" y="44">\#(text.escapedForXML)</text>"#
    }.joined(separator: "\n")
  }

  /// The boxes, from the callers to the callees.
  private struct Boxes {
    let total: Int
    let unit: FoldedStacks.Unit
    let bottom: Double
    let palette: Palette
    var lines: [String] = []

    private var scale: Double { total > 0 ? (Size.width - 2 * Size.margin) / Double(total) : 0 }

    mutating func add(_ children: [String: CallTree], left: Double, depth: Int) {
      var x = left
      // By name, so that two pictures of one program can be compared.
      for (_, node) in children.sorted(by: { $0.key < $1.key }) {
        let width = Double(node.total) * scale
        if width >= Size.narrowest {
          add(node, x: x, width: width, y: bottom - Double(depth + 1) * Size.row)
          add(node.children, left: x, depth: depth + 1)
        }
        x += width
      }
    }

    private mutating func add(_ node: CallTree, x: Double, width: Double, y: Double) {
      let room = Int((width - 6) / Size.character)
      let text =
        room < 3
        ? ""
        : #"<text x="\#(number(x + 3))" y="\#(number(y + 12.5))">\#(node.name.cut(to: room).escapedForXML)</text>"#
      lines.append(
        "<g><title>\(tooltip(node).escapedForXML)</title>"
          + #"<rect x="\#(number(x))" y="\#(number(y))" width="\#(number(width))" height="16" rx="1" "#
          + #"fill="\#(palette.colour(of: node.name))"/>\#(text)</g>"#)
    }

    private func tooltip(_ node: CallTree) -> String {
      let share = Double(node.total) / Double(max(total, 1)) * 100
      let change = palette.change(of: node.name).map { ", itself \($0 > 0 ? "+" : "")\($0) against the baseline" } ?? ""
      return "\(node.name.cut(to: 500)): \(node.total) \(unit.rawValue), \(number((share * 10).rounded() / 10)) %, "
        + "of which \(node.own) in itself\(change)"
    }
  }
}

/// Two digits after the point are a hundredth of a pixel.
private func number(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  guard hundredths % 100 != 0 else { return "\(hundredths / 100)" }
  return "\(Double(hundredths) / 100)"
}

extension String {
  /// The text cut at its end to this length.
  fileprivate func cut(to length: Int) -> String {
    let text = printable
    return text.count > length ? text.prefix(max(length - 1, 0)) + "…" : text
  }
}
