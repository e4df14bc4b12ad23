import Foundation
import PerformanceOperationsCommands
import PerformanceWorkflows

exit(CommandRunner.operations.run(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
