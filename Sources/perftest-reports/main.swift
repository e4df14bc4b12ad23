import Foundation
import PerformanceReportCommands
import PerformanceWorkflows

exit(CommandRunner.reports.run(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
