import Foundation
import PerformanceHistory
import PerformanceRecords

// Takes the logs of a state folder into its index, as often as the second argument says.
let folder = URL(fileURLWithPath: CommandLine.arguments[1])
let state = StateFolder(package: folder, environment: [:])
for _ in 0..<(Int(CommandLine.arguments[2]) ?? 1) {
  let history = HistoryStore(state: state)
  for message in history.messages { print(message) }
}
