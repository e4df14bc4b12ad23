import Foundation
import PerformanceAlerts
import PerformanceDelivery

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

extension HTTPDispatch {
  /// Waits long enough for a server on a busy machine, where Alertmanager once took more than the usual twenty seconds.
  static func patient(_ retries: DeliveryRetries = DeliveryRetries()) -> HTTPDispatch {
    HTTPDispatch(retries: retries) { (request) throws(HTTPExchange.Failure) in
      var request = request
      request.timeoutInterval = 600
      return try HTTPExchange.perform(request, within: 600)
    }
  }
}
