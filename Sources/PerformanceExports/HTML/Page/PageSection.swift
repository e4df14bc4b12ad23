/// The sections of a page in their order. A link to a section has the text of its heading.
enum PageSection: String, CaseIterable {
  case evidence, changes, confidence, unjudged, missing, new, disabled, others, benchmarks, trends, comparison, method
  case glossary

  /// The identifier, which links lead to.
  var id: String { rawValue }

  /// The heading.
  func title(in content: PageContent) -> String {
    switch self {
    case .evidence: "Why believe this"
    case .changes: "What changed"
    case .confidence: "The evidence in full"
    case .unjudged: "Could not be judged"
    case .missing: "Missing"
    case .new: "New"
    case .disabled: "Disabled"
    case .others: content.changes.isEmpty ? "All benchmarks" : "All other benchmarks"
    case .benchmarks: "Benchmark by benchmark"
    case .trends: "Trends"
    case .comparison: "Comparison"
    case .method: "Environment and method"
    case .glossary: "What the verdicts mean"
    }
  }

  /// Whether a page has the section.
  func isShown(in content: PageContent, _ plan: PagePlan) -> Bool {
    switch self {
    case .evidence, .changes, .confidence, .trends, .method, .glossary: true
    case .unjudged: !content.unjudged.isEmpty
    case .missing: !content.missing.isEmpty
    case .new: !content.new.isEmpty
    case .disabled: !content.disabled.isEmpty
    case .others: !content.others.isEmpty
    case .benchmarks: !content.changed.isEmpty || plan.hasPartsOfOthers && !content.others.isEmpty
    case .comparison: content.run.comparison != nil
    }
  }
}

extension Markup {
  /// Adds a section with its heading.
  mutating func section(_ section: PageSection, in content: PageContent, _ body: (inout Markup) -> Void) {
    element("section", ["id": section.id, "aria-labelledby": section.id + "-title"]) { markup in
      markup.element("h2", ["id": section.id + "-title"], text: section.title(in: content))
      markup.lineFeed()
      body(&markup)
    }
    lineFeed()
  }
}
