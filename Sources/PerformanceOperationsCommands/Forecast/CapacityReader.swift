import Foundation
import PerformanceAlerts
import PerformanceHistory
import PerformanceLog
import PerformanceMachine
import PerformanceMetrics
import PerformanceOperations
import PerformanceRecords
import PerformanceWorkflows

/// Reads how large the state of a package is, and since when.
struct CapacityReader {
  /// The rules whose limits count.
  private static let rules: [CapacityForecast.Subject: String] = [
    .state: "PerfStateGrowing", .disk: "PerfDiskLow", .series: "PerfManySeries",
  ]

  private let package: PackageFolder
  private let settings: AlertSettings

  init(_ package: PackageFolder, _ settings: AlertSettings) { (self.package, self.settings) = (package, settings) }

  /// The forecasts at a time, in seconds since 1970, those that reach their limits first.
  /// - Throws: The error of a query.
  func forecasts(of store: HistoryStore, now: Double) throws -> [CapacityForecast] {
    let (contributions, series) = try store.read { (try $0.contributions(), try $0.series(of: nil).count) }
    let space = DiskSpace(ofFileSystemHolding: package.state.url.path)
    return contents(contributions).forecasts(
      limits: limits(space), used: space?.used, series: Double(series), now: now)
  }

  private func limits(_ space: DiskSpace?) -> [CapacityForecast.Subject: Double] {
    let enabled = settings.rules.filter(\.isEnabled)
    var limits = Self.rules.compactMapValues { name in enabled.first { $0.name == name }?.condition.limit }
    // The rule has a share of what a process without privileges can use.
    limits[.disk] = limits[.disk].flatMap { share in space.map { share * ($0.used + $0.available) } }
    return limits
  }

  private func contents(_ contributions: [HistoryContribution]) -> StateContents {
    let state = package.state
    let builds = [state.build, state.pair].reduce(0) { $0 + FolderSize.bytes(of: $1) }
    return StateContents(
      bytes: max(FolderSize.bytes(of: state.url) - builds, 0), eventLogs: eventLogs,
      mostEventLogs: StateFolder.keptRuns, auditLogs: package.logFolder.files(.audit).compactMap(Self.file),
      index: ["", "-wal"].compactMap { Self.file(URL(fileURLWithPath: state.history.path + $0))?.bytes }.reduce(0, +),
      contributions: contributions)
  }

  /// The logs of runs, each with the output of its bundles beside it.
  private var eventLogs: [StateContents.File] {
    let logs = package.state.eventLogs
    guard let folder = logs.first?.deletingLastPathComponent() else { return [] }
    let outputs = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
      $0.hasSuffix(".log")
    }
    return logs.compactMap { log in
      let run = log.deletingPathExtension().lastPathComponent
      let own = outputs.filter { $0.hasPrefix(run) }.compactMap { Self.file(folder.appendingPathComponent($0))?.bytes }
      return Self.file(log).map { StateContents.File(time: $0.time, bytes: own.reduce($0.bytes, +)) }
    }
  }

  private static func file(_ url: URL) -> StateContents.File? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path),
      let date = attributes[.modificationDate] as? Date, let size = attributes[.size] as? NSNumber
    else { return nil }
    return StateContents.File(time: date.timeIntervalSince1970, bytes: size.doubleValue)
  }
}
