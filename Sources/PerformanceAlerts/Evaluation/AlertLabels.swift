/// What identifies an alert: `alertname` and the labels of its rule and its samples.
package enum AlertLabels {
  /// The label with the name of the rule.
  package static let name = "alertname"
  package static let severity = "severity"
  package static let category = "category"
  /// The label of notifications that test a receiver.
  package static let test = "test"

  /// The labels as text, the same for the same labels.
  package static func text(_ labels: [String: String]) -> String {
    labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }

  /// The fingerprint of labels as Alertmanager has it: FNV-1a, 64 bits, over the sorted names and values, each followed
  /// by the byte 255 (`prometheus/common:model/signature.go`, labelSetToFingerprint).
  package static func fingerprint(_ labels: [String: String]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    for (name, value) in labels.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      add(name.utf8)
      add([255])
      add(value.utf8)
      add([255])
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
