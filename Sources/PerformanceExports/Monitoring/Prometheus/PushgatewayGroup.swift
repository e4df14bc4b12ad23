import Foundation

/// The group of metrics that a push to a Pushgateway replaces.
struct PushgatewayGroup {
  /// The path of the group: `/metrics/job/perftest/branch/main/machine/…`.
  let path: String

  init(_ run: ReportedRun) {
    path = "/metrics/job/\(ReportedRun.monitoringJob)" + run.monitoringGroup.map(Self.segments).joined()
  }

  /// A name and a value; with `@base64` behind the name for a value that a path could change (pushgateway, README.md).
  private static func segments(of label: MetricLabel) -> String {
    let isPlain = label.value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    // A dot alone is a folder.
    if isPlain, label.value != ".", label.value != ".." { return "/\(label.name)/\(label.value)" }
    let encoded = Data(label.value.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    return "/\(label.name)@base64/\(encoded)"
  }
}
