extension [String] {
  /// The names in their order, each one that occurred before made distinct with a number from 2 on.
  func madeDistinct(_ numbered: (String, Int) -> String) -> [String] {
    var used = Set(self)
    var seen: Set<String> = []
    return map { name in
      if seen.insert(name).inserted { return name }
      var number = 2
      while !used.insert(numbered(name, number)).inserted { number += 1 }
      return numbered(name, number)
    }
  }
}
