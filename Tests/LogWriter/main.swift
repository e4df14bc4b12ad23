import Foundation
import PerformanceLog

// Writes records to a folder of logs, to be killed meanwhile or to find no space: the folder, the number of records, and
// the size in bytes from which a file is renamed; a number after that is the most bytes that a file may have.
let arguments = CommandLine.arguments
let count = Int(arguments[2]) ?? 0
var settings = LogOutlet.Settings()
settings.mostBytes = Int(arguments[3]) ?? 0
if arguments.count > 4, let most = UInt64(arguments[4]) {
  var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
  #if canImport(Glibc)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  #else
    setrlimit(RLIMIT_FSIZE, &limit)
  #endif
}
let process = ProcessInfo.processInfo.processIdentifier
let log = RunLog(
  LogOutlet(LogFolder(URL(fileURLWithPath: arguments[1])), settings: settings, process: process) { _ in
  } report: {
    print($0)
  })
for number in 0..<count {
  log.record(.info, .commandStarted, "record \(number)", ["number": .integer(number)], for: .file)
}
