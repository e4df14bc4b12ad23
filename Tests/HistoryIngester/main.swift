import Foundation
import PerformanceHistory
import PerformanceRecords

// Takes the logs of a state folder into its index, as often as the second argument says. Others that do the same at once
// are waited for as long as a slow and busy machine needs.
let folder = URL(fileURLWithPath: CommandLine.arguments[1])
let state = StateFolder(package: folder, environment: [:])
for _ in 0..<(Int(CommandLine.arguments[2]) ?? 1) {
  let history = HistoryStore(state: state, patience: 600)
  for message in history.messages { print(message) }
}
