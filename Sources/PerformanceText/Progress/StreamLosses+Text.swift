import Foundation
import PerformanceSystem

extension StreamRelay.Losses {
  /// What readers of the event stream did not get, as warnings; none where they got everything.
  package var warnings: [String] {
    let slow =
      dropped == 0
      ? []
      : ["\(dropped) of \(Plural.text(readers, "reader")) of the events stopped reading and got only a part of them"]
    return slow
      + failures.map {
        "\($0.destination.typed.printable(atMost: 300)) lacks events: \(String(cString: strerror($0.code)))"
      }
  }
}
