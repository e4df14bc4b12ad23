import PerformanceOperations

extension CapacityForecast.Subject {
  /// It in words, as in a table and in an alert.
  var text: String {
    switch self {
    case .state: "state folder without builds"
    case .disk: "its disk, by this package alone"
    case .series: "series of the history"
    }
  }
}
