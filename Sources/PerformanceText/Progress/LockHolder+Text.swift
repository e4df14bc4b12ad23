import PerformanceSystem

extension LockHolder {
  /// The process that holds the machine's lock: `app (process 123 in /home/me/app, since 14:03:22 UTC)`.
  package var text: String {
    let package = folder.split(separator: "/").last.map { String($0).shown(atMost: 60) } ?? "another package"
    let begin = since.map { ", since \(TimeOfDay.text($0)) UTC" } ?? ""
    return "\(package) (process \(process) in \(folder.shown(atMost: 150))\(begin))"
  }
}
