import PerformanceText

/// An HTML file that loads nothing: the frame of each page, with the style sheet that all of them share.
struct PageDocument {
  let title: String
  /// The style whose colour the icon has.
  let style: Style
  /// The scripts that the page may run, as its policy names them.
  var scripts = "'none'"

  /// The document with what `body` adds.
  func text(_ body: (inout Markup) -> Void) -> String {
    var page = Markup()
    page.add(verbatim: "<!DOCTYPE html>\n")
    page.element("html", ["lang": "en"]) { html in
      html.element("head") { head(to: &$0) }
      html.lineFeed()
      html.element("body") { body(&$0) }
    }
    page.lineFeed()
    return page.text
  }

  private func head(to head: inout Markup) {
    head.void("meta", ["charset": "utf-8"])
    head.void("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
    head.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    head.void("meta", ["name": "color-scheme", "content": "light dark"])
    head.void("meta", ["name": "referrer", "content": "no-referrer"])
    head.element("title", text: title)
    head.void("link", ["rel": "icon", "href": icon])
    head.lineFeed()
    head.element("style") { $0.add(verbatim: PageStyle.text) }
  }

  /// Nothing is loaded, and only the style sheet and the script of the page itself apply.
  private var policy: String {
    "default-src 'none'; style-src '\(PageStyle.hash)'; script-src \(scripts); img-src data:; "
      + "base-uri 'none'; form-action 'none'"
  }

  /// A dot in the colour of the verdict.
  private var icon: String {
    let colour =
      switch style {
      case .red: "%23c5221f"
      case .green: "%231e8e3e"
      case .yellow, .dim, .plain, .bold: "%23e8a200"
      }
    return "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
      + "%3Ccircle cx='8' cy='8' r='7' fill='\(colour)'/%3E%3C/svg%3E"
  }
}
