import Foundation
import PerformanceDelivery
import PerformanceExports
import PerformanceSystem
import PerformanceWorkflows

/// Where a document goes.
struct ExportDestination {
  private enum Place {
    case results
    case file(URL)
    case server(URL, HTTPDelivery, HTTPHeaders)
  }

  private let place: Place
  private let context: CommandContext

  /// - Parameter text: the path of a file or the URL of a server; `nil` for standard output.
  /// - Throws: ``UsageError`` for a URL of a format that no server takes, ``InputError`` for malformed headers.
  init(_ text: String?, for format: ExportFormat, in context: CommandContext) throws {
    self.context = context
    guard let text, text != "-" else {
      place = .results
      return
    }
    guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
      place = .file(context.file(text))
      return
    }
    guard let url = URL(string: text), url.host?.isEmpty == false else {
      // The text may have a password.
      throw UsageError("what --output has is no URL")
    }
    guard let delivery = format.delivery else {
      let others = ExportFormat.all.filter { $0.delivery != nil }.map(\.name).joined(separator: ", ")
      throw UsageError("no server takes '\(format.name)'; servers take \(others.isEmpty ? "none" : others)")
    }
    place = .server(url, delivery, try HTTPHeaders(delivery.headers, in: context.environment))
  }

  /// Checks what can be checked before there is a document.
  /// - Throws: ``InputError`` when the file cannot be written.
  func check() throws {
    guard case .file(let url) = place else { return }
    let folder = url.deletingLastPathComponent().path
    guard access(folder, W_OK) == 0 else {
      throw InputError(
        file: url.path, problem: "cannot be written (\(folder): \(String(cString: strerror(errno))))",
        remedy: "Create the folder, or name another file.")
    }
  }

  /// Writes a document.
  /// - Throws: ``InputError``, or ``CommandFailure`` where a server does not take it.
  func write(_ text: String, of run: ReportedRun) throws {
    switch place {
    case .results: context.output.results.write(text)
    case .file(let url): try JSONFile.write(Data(text.utf8), to: url)
    case .server(let url, let delivery, let headers):
      let answer = try HTTPRequest(
        method: delivery.method, contentType: delivery.contentType, headers: headers, body: Data(text.utf8)
      ).send(to: url, path: delivery.path(run), report: context.output.error)
      if let warning = delivery.warning(answer) {
        context.output.error("warning: the server did not keep everything: \(warning)")
      }
    }
  }
}
