import Synchronization

/// A name in a file that this build does not know.
///
/// It is an index into a table of names, so that an enumeration with an unknown case is copied and compared as fast as
/// one without. A stored string made judging ten thousand benchmarks a third slower, since each verdict has several.
package struct UnknownName: Hashable, Sendable {
  private static let seen = Mutex<(texts: [String], indices: [String: UInt32])>(([], [:]))

  private let index: UInt32

  package init(_ text: String) {
    index = Self.seen.withLock { seen in
      if let index = seen.indices[text] { return index }
      let index = UInt32(seen.texts.count)
      seen.texts.append(text)
      seen.indices[text] = index
      return index
    }
  }

  /// The name itself.
  package var text: String { Self.seen.withLock { $0.texts[Int(index)] } }
}

extension UnknownName: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}
