extension Double {
  /// The number as all readers take it: in the digits of no locale, and without a fraction where it is whole.
  var written: String { Int(exactly: self).map { String($0) } ?? description }
}
