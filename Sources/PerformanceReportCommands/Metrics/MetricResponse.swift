import PerformanceExports
import PerformanceHTTP
import PerformanceMetrics
import PerformanceSystem

/// The answer to a scraper, or to a person who looks where the metrics are.
package struct MetricResponse {
  private let path: String
  private let format: MetricFormat

  /// - Parameters:
  ///   - path: the path of the request.
  ///   - accept: its field `Accept`.
  package init(path: String, accept: String?) { (self.path, format) = (path, MetricFormat(accept: accept)) }

  /// The response.
  /// - Parameters:
  ///   - families: collects what a scraper gets.
  ///   - report: called where the families are no document.
  package func response(_ families: () -> [MetricFamily], report: (InputError) -> Void) -> HTTPResponse {
    switch path {
    case "/metrics": return document(of: families(), report)
    case "/": return HTTPResponse(.ok, text: "/metrics\n")
    default: return HTTPResponse(.notFound)
    }
  }

  private func document(of families: [MetricFamily], _ report: (InputError) -> Void) -> HTTPResponse {
    do throws(InputError) {
      return HTTPResponse(.ok, type: format.contentType, text: try format.text(of: families))
    } catch {
      report(error)
      return HTTPResponse(.internalError)
    }
  }
}
