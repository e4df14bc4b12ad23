import Foundation
import PerformanceLiveCommands
import PerformanceWorkflows

exit(CommandRunner.live.run(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
