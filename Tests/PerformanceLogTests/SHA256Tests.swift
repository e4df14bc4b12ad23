import PerformanceLog
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test("gives the hashes of NIST's examples and of a million letters")
  func examples() {
    let examples: [(String, String)] = [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]
    for (text, hash) in examples { #expect(SHA256.hexadecimal(of: text.utf8) == hash) }
  }

  @Test("does not depend on how the bytes are divided")
  func parts() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let whole = SHA256.hexadecimal(of: bytes)
    for size in [1, 7, 55, 56, 63, 64, 65, 500] {
      var hash = SHA256()
      for begin in stride(from: 0, to: bytes.count, by: size) {
        Array(bytes[begin..<min(begin + size, bytes.count)]).withUnsafeBytes { hash.add($0) }
      }
      #expect(hash.hexadecimal() == whole, "\(size)")
    }
  }
}
