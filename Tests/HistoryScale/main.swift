import Foundation

// The parts of `Scripts/measure-history`: each is a process of its own, so that its memory is its own too.
//
//   HistoryScale points FOLDER RUNS [samples]   make an index of runs with 400 points each
//   HistoryScale last FOLDER QUERIES            ask for the last 200 points of as many series
//   HistoryScale logs FOLDER MEGABYTES          make event logs
//   HistoryScale suite FOLDER BENCHMARKS        make the event logs of two runs
//   HistoryScale runs FOLDER BENCHMARKS RUNS    make the event log of a run, and an index with as many runs before it
//   HistoryScale exports FOLDER [DOCUMENTS]     make every document of that run, and keep them in a folder
//   HistoryScale rebuild FOLDER                 make the index of all logs
//   HistoryScale merge FOLDER MEGABYTES         make the event logs of two shards, and join them
let arguments = CommandLine.arguments
guard arguments.count >= 3 else { exit(64) }
let folder = URL(fileURLWithPath: arguments[2], isDirectory: true)
let number = arguments.count > 3 ? Int(arguments[3]) ?? 0 : 0

switch arguments[1] {
case "points": try ScaleStore(folder: folder, keepsSamples: arguments.count > 4).make(runs: number)
case "last": try ScaleStore(folder: folder, keepsSamples: false).askForLastPoints(queries: number)
case "logs": try ScaleLogs(folder: folder).make(megabytes: number)
case "suite": try ScaleLogs(folder: folder).make(suite: number)
case "runs": try ScaleSuite(folder: folder).make(benchmarks: number, runs: Int(arguments.last ?? "") ?? 0)
case "exports":
  let documents = arguments.count > 3 ? URL(fileURLWithPath: arguments[3], isDirectory: true) : nil
  exit(try ScaleExports(folder: folder, documents: documents).make() ? 0 : 1)
case "rebuild": ScaleLogs(folder: folder).rebuild()
case "merge": try ScaleLogs(folder: folder).merge(megabytes: number)
default: exit(64)
}
