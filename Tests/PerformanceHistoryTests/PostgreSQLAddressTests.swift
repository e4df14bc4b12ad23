import PerformanceHistory
import Testing

@Suite("Addresses of databases")
struct PostgreSQLAddressTests {
  @Test(
    "An address is accepted",
    arguments: [
      "postgresql://host/db", "postgres://me@host:5432/db", "postgresql://me:pa%40ss@a:1,b:2/db?sslmode=require",
      "postgresql://", "postgresql:///db?host=/tmp/socket&password=x", "postgresql://me@[::1]:5432/db",
    ])
  func accepted(text: String) { #expect(throws: Never.self) { _ = try PostgreSQLAddress(text) } }

  @Test("A text that the client might quote with a part of a password is refused, without a part of it")
  func refused() {
    let cases: [(String, PostgreSQLAddress.Problem)] = [
      ("host=h password=hunter2", .otherScheme), ("mysql://u:hunter2@h/d", .otherScheme),
      ("postgresql://u:hun@ter2@h/d", .unencoded), ("postgresql://u:hun/ter2@h/d", .unencoded),
      ("postgresql://u:hun?ter2@h/d", .unencoded), ("postgresql://u:hunter2", .invalidPort),
      ("postgresql://u:hunter2%zz@h/d", .invalidEscape), ("postgresql://h/d?password=%4", .invalidEscape),
    ]
    for (text, problem) in cases { #expect(throws: problem) { _ = try PostgreSQLAddress(text) } }
  }

  @Test("It prints nothing of itself")
  func printing() throws {
    let address = try PostgreSQLAddress("postgresql://me:hunter2@h/d?sslpassword=hunter3")
    var dumped = ""
    dump(address, to: &dumped)
    #expect(!"\(address) \(String(reflecting: address)) \(dumped)".contains("hunter"))
  }
}
