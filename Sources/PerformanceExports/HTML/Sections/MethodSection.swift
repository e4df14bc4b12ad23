import PerformanceRecords
import PerformanceText

/// The environment, how a verdict is reached, and what the verdicts mean.
struct MethodSection {
  let content: PageContent

  func write(to page: inout Markup) {
    page.section(.method, in: content) { section in
      section.element("dl", ["class": "facts"]) { environment(to: &$0) }
      section.lineFeed()
      section.list(Self.method)
    }
    page.section(.glossary, in: content) { section in
      section.element("dl", ["class": "glossary"]) { list in
        for outcome in Self.outcomes {
          list.element("div") { pair in
            pair.element("dt") { term in
              term.element("span", ["class": "badge " + Style.of(outcome).pageClass], text: outcome.text)
            }
            pair.element("dd", text: outcome.meaning)
          }
        }
      }
    }
  }

  private func environment(to list: inout Markup) {
    guard let start = content.summary.start else { return list.fact("environment", "not in the log") }
    let (toolchain, machine) = (start.environment.toolchain, start.environment.machine)
    list.fact("processor", machine.name.shown(atMost: 100))
    list.fact("logical processors", "\(machine.processors)")
    list.fact("hypervisor", machine.hypervisor.isEmpty ? "none" : machine.hypervisor.shown(atMost: 60))
    list.fact(
      "system",
      [toolchain.system, toolchain.distribution, toolchain.library].joined(separator: ", ").shown(atMost: 100))
    list.fact(
      "Swift",
      "\(toolchain.swift), \(toolchain.configuration)\(toolchain.isTestable ? ", testable" : "")".shown(atMost: 60))
    list.fact("build arguments", toolchain.buildArguments?.joined(separator: " ").shown(atMost: 200))
    let selection = TestSelection(filters: start.configuration.filters, skips: start.configuration.skips)
    list.fact("command", "\(PerftestCommand.prefix) \(start.mode.shown(atMost: 20))\(selection.typed)")
    list.fact("perftest", start.tool.shown(atMost: 60))
  }

  /// How a verdict is reached, one step a line.
  private static let method = [
    "Each session is a fresh process. The best sample of a session stands for it, since a disturbance only makes a time "
      + "worse; of a ratio it is the median.",
    "Counts, such as allocations and instructions, repeat or vary little: a difference beyond the tolerance is final, on "
      + "every machine with the same toolchain.",
    "A time is 'same' as soon as sessions come near the baseline. It becomes a candidate for red only when none does, in "
      + "enough sessions to make chance unlikely.",
    "A candidate is red when the old and the new build, measured in turn on this machine, differ as well. Without a pair "
      + "of builds the baseline decides, and the verdict says so.",
    "The interval after a change covers the true ratio of the two sides with the stated probability.",
  ]

  private static let outcomes: [Verdict.Outcome] = [
    .regressed, .improved, .same, .accepted, .overBudget, .failed, .missing, .new, .ambiguous, .contaminated,
    .incomparable, .disabled,
  ]
}

extension Verdict.Outcome {
  /// What the outcome means, in one sentence.
  fileprivate var meaning: String {
    switch self {
    case .same: "Within the tolerance."
    case .improved: "Better by more than the tolerance; record it, so that it cannot be lost unseen."
    case .regressed: "Worse by more than the tolerance. Turns the build red."
    case .accepted: "Regressed, but accepted until a given day, for a stated reason."
    case .ambiguous: "The data do not decide; the smallest change they could have shown is given."
    case .incomparable: "The baseline is of another machine, toolchain or method, or a value is not available here."
    case .missing: "On file and selected, but not in the run. Turns the build red."
    case .new: "Not on file yet. Turns the build red in continuous integration, where nobody would judge it."
    case .contaminated:
      "No regression once the machine's share is subtracted: the machine was busy, or slower than at the recording."
    case .failed: "The test threw, crashed, did not end, or gave no usable number. Turns the build red."
    case .overBudget: "Beyond a limit. Turns the build red, unless an older build is beyond it by the same amount."
    case .disabled: "The test disables itself."
    case .other(let name): name.text.shown(atMost: 60)
    }
  }
}
