import Foundation
import PerformanceBuild
import PerformanceDiagnostics
import PerformanceHistoryCommands
import PerformanceInvestigation
import PerformanceLiveCommands
import PerformanceOperationsCommands
import PerformanceReportCommands
import PerformanceWorkflows
import Testing

@Suite("The table of commands")
struct CommandTableTests {
  @Test("Each executable has a type for each of its commands, and no other")
  func types() throws {
    let runners: [String: CommandRunner] = [
      "perftest-gate": .gate, "perftest-tools": .investigation, "perftest-history": .history,
      "perftest-machine": .diagnostics, "perftest-reports": .reports, "perftest-live": .live,
      "perftest-operations": .operations,
    ]
    let products = CommandTable.products
    #expect(Set(products.map(\.name)) == Set(runners.keys))
    for product in products {
      let runner = try #require(runners[product.name])
      let single = product.commands.filter(\.parts.isEmpty)
      #expect(Set(runner.commands.map { $0.name }) == Set(single.map(\.name)))
      for row in product.commands where !row.parts.isEmpty {
        let group = try #require(runner.groups.first { $0.name == row.name })
        #expect(group.commands.map { $0.name } == row.parts.map(\.name))
        #expect(row.parts.allSatisfy { $0.name.hasPrefix(row.name + " ") })
      }
      for type in runner.commands + runner.groups.flatMap(\.commands) { #expect(!type.abstract.isEmpty) }
    }
  }

  @Test("Every command has an executable, and unknown ones have that of a gate, which reports them")
  func names() {
    for command in CommandTable.gate.commands {
      #expect(CommandTable.product(of: command.name).name == "perftest-gate")
    }
    #expect(CommandTable.product(of: "show").name == "perftest-tools")
    #expect(CommandTable.product(of: "history").name == "perftest-history")
    #expect(CommandTable.product(of: "export").name == "perftest-reports")
    for command in ["follow", "watch", "status"] {
      #expect(CommandTable.product(of: command).name == "perftest-live")
    }
    #expect(CommandTable.product(of: "budget").name == "perftest-operations")
    #expect(CommandTable.product(of: "doctor").name == "perftest-machine")
    #expect(CommandTable.product(of: "shwo").name == "perftest-gate")
    #expect(CommandTable.product(of: nil).name == "perftest-gate")
  }

  @Test("The overview lists all of them")
  func overview() async throws {
    let overview = try await BuiltCommand.run("--help")
    #expect(overview.status == 0)
    for command in CommandTable.products.flatMap(\.commands) {
      #expect(overview.output.contains("\n  \(command.name) ") && overview.output.contains(command.abstract))
    }
  }
}
