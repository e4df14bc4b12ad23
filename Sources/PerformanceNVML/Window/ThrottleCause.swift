/// A cause that lowers the clocks of a GPU and whose time the driver counts.
package enum ThrottleCause: String, CaseIterable, Hashable, Sendable {
  /// The board draws as much as it may: usual at full load.
  case power
  /// It is too hot.
  case thermal
  /// It waits for another GPU whose clocks it shares.
  case syncBoost
  /// A limit of the board, such as its power supply.
  case board
  /// The voltage is held at what is safe for the chip.
  case reliability
}
