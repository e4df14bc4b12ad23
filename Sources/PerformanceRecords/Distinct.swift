extension Sequence where Element: Equatable {
  /// The elements without duplicates, in the order of their first occurrence.
  ///
  /// Compares each element with all others, so it is meant for few elements. Records are not `Hashable`, because the
  /// code to hash them would cost every adopter compile time.
  package var distinct: [Element] {
    reduce(into: []) { found, element in
      if !found.contains(element) { found.append(element) }
    }
  }
}
