import PerformanceLive
import PerformanceTerminal

extension DashboardView {
  /// The verdicts that a page key scrolls over.
  private static let page = 10
  /// The most characters of a filter.
  private static let longestFilter = 60
  /// More verdicts than any run has.
  private static let mostOffset = 1_000_000

  /// Changes the view by a key.
  /// - Returns: Whether the display goes on.
  mutating func handle(_ key: Key) -> Bool {
    if isTyping {
      type(key)
      return true
    }
    switch key {
    case .interrupt, .character("q"): return false
    case .character("?"): showsHelp.toggle()
    case .character("1"): mode = .full
    case .character("2"): mode = .compact
    case .character("3"): mode = .minimal
    case .character("0"): mode = nil
    case .character("p"): isPaused.toggle()
    case .character("/"): (isTyping, showsHelp) = (true, false)
    case .escape: (filter, showsHelp, offset) = ("", false, 0)
    case .up: scroll(-1)
    case .down: scroll(1)
    case .pageUp: scroll(-Self.page)
    case .pageDown: scroll(Self.page)
    case .character, .enter, .backspace: break
    }
    return true
  }

  private mutating func scroll(_ rows: Int) { offset = min(max(offset + rows, 0), Self.mostOffset) }

  private mutating func type(_ key: Key) {
    offset = 0
    switch key {
    case .enter: isTyping = false
    case .escape, .interrupt: (isTyping, filter) = (false, "")
    case .backspace: if !filter.isEmpty { filter.removeLast() }
    case .character(let character) where filter.count < Self.longestFilter: filter.append(character)
    case .character, .up, .down, .pageUp, .pageDown: break
    }
  }
}
