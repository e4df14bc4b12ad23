import PerformanceRecords
import PerformanceTestSupport
import PerformanceTesting
import Testing

/// An argument without a size of its own.
private struct Page: Sendable {
  var lines: [String]
}

@Suite("The declared growth of a case")
struct GrowthSettingTests {
  /// The declaration of the current case.
  private func declared() throws -> DeclaredGrowth? {
    try BenchmarkSettings(#require(Test.current)).growth?.declared(for: CaseLabel.arguments)
  }

  @Test("has the number itself as its size", .complexity(.linear), arguments: [10, 1_000])
  func number(count: Int) throws {
    #expect(try declared() == DeclaredGrowth(.linear, size: Double(count)))
  }

  @Test("has the count of a collection as its size", .complexity(.logarithmic), arguments: ["four", "a longer text"])
  func text(text: String) throws {
    #expect(try declared() == DeclaredGrowth(.logarithmic, size: Double(text.count)))
  }

  @Test("has fractions, arrays, sets and dictionaries")
  func kinds() {
    let arguments: [Any] = [2.5, [1, 2, 3], Set(["a"]), ["k": 1, "l": 2], 0..<9, UInt8(200), "" as Substring]
    let sizes = arguments.map { GrowthSetting.naturalSize(of: $0) }
    #expect(sizes == [2.5, 3, 1, 2, 9, 200, 0])
    #expect(GrowthSetting.naturalSize(of: Page(lines: [])) == nil)
  }

  @Test("belongs to the series of the other arguments", .complexity(.linear), arguments: [true, false], [5, 50])
  func others(isFast: Bool, count: Int) throws {
    #expect(try declared() == DeclaredGrowth(.linear, size: Double(count), others: "\(isFast)"))
  }

  @Test("names its series as cases are labelled: sets in order, and long texts shortened")
  func namesOfOthers() {
    let setting = GrowthSetting(.linear)
    #expect(setting.declared(for: [10, Set(0..<20)]).others == "\(Array(0..<20))")
    let long = String(repeating: "x", count: 1_000)
    #expect(setting.declared(for: [10, long]).others == BenchmarkLabel.of(long))
  }

  @Test(
    "has a size that is given", .complexity(.quadratic, size: { (page: Page) in page.lines.count }),
    arguments: [Page(lines: ["a", "b"])])
  fileprivate func given(page: Page) throws {
    #expect(try declared() == DeclaredGrowth(.quadratic, size: 2))
  }

  @Test("has no size where no argument has one", .complexity(.constant))
  func unparameterised() throws {
    #expect(try declared() == DeclaredGrowth(.constant, size: nil))
  }

  @Test("is none without the trait", arguments: [10])
  func undeclared(count: Int) throws {
    #expect(try declared() == nil)
  }

  @Suite("of a suite", .complexity(.quadratic))
  struct OfASuite {
    @Test("is that of a test where it has one", .complexity(.linear), arguments: [10])
    func overridden(count: Int) throws {
      #expect(try BenchmarkSettings(#require(Test.current)).growth?.declared(for: [count]).growth == .linear)
    }

    @Test("holds for its tests", arguments: [10])
    func inherited(count: Int) throws {
      #expect(try BenchmarkSettings(#require(Test.current)).growth?.declared(for: [count]).growth == .quadratic)
    }
  }
}
