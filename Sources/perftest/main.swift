import Foundation

let failure = Launcher(arguments: Array(CommandLine.arguments.dropFirst())).replaceProcess()
FileHandle.standardError.write(Data("perftest: \(failure.message)\n".utf8))
exit(failure.status.rawValue)
