/// The parts of pictures in SVG. Their colours are classes of the style sheet, so that both colour schemes apply.
extension Markup {
  /// Adds the text that stands for a picture.
  mutating func title(_ text: String) {
    element("title", text: text)
    lineFeed()
  }

  /// Adds a text of a picture. A line feed ends it, as browsers without pictures show the texts one after the other.
  mutating func label(_ text: String, x: Int, y: Int, anchor: String, class kind: String? = nil) {
    element("text", ["class": kind, "x": "\(x)", "y": "\(y)", "text-anchor": anchor], text: text)
    lineFeed()
  }

  mutating func line(_ kind: String, from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    element("path", ["class": kind, "d": "M\(start.x) \(start.y)L\(end.x) \(end.y)"], text: "")
  }

  mutating func dot(_ kind: String, x: Int, y: Int) {
    element("circle", ["class": kind, "cx": "\(x)", "cy": "\(y)", "r": "4"], text: "")
  }

  mutating func rectangle(_ kind: String, x: ClosedRange<Int>, y: ClosedRange<Int>) {
    element(
      "rect",
      [
        "class": kind, "x": "\(x.lowerBound)", "y": "\(y.lowerBound)", "width": "\(x.count - 1)",
        "height": "\(max(y.count - 1, 1))",
      ], text: "")
  }
}
