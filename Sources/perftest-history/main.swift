import Foundation
import PerformanceHistoryCommands
import PerformanceWorkflows

exit(CommandRunner.history.run(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
