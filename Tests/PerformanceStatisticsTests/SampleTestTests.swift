import PerformanceStatistics
import Testing

@Suite("The significance tests of other tools")
struct SampleTestTests {
  private static let before = [100.0, 101, 103, 99, 102, 100, 105, 98]
  private static let after = [104.0, 103, 106, 101, 109, 104]

  // python3 -c "from scipy.stats import t; print(t.sf(2.5, 7.3))" and so on, SciPy 1.17
  @Test(
    "Student's t agrees with SciPy",
    arguments: [
      (0, 3, 0.5), (1, 1, 0.25), (2.5, 7.3, 0.019825117332800214), (-1.2, 30, 0.8802348245551688),
      (8, 58.5, 2.893640004264592e-11), (40, 120, 1.5668241993082502e-71),
    ])
  func student(t: Double, freedom: Double, expected: Double) {
    #expect(isClose(StudentT.upperTail(t, freedom: freedom), expected, within: 1e-10))
  }

  @Test(
    "The value outside of which Student's t has a probability is the inverse of its tail",
    arguments: [(0.001, 2.0), (0.05, 1), (0.05, 9.5), (0.5, 30), (1e-9, 4)])
  func studentValue(probability: Double, freedom: Double) {
    let value = StudentT.value(outside: probability, freedom: freedom)
    #expect(isClose(2 * StudentT.upperTail(value, freedom: freedom), probability, within: 1e-9))
  }

  // scipy.stats.t.interval(0.999, 7, loc=mean, scale=scipy.stats.sem(before)); python3 -c "import statistics"
  @Test("The interval of a mean is Student's, and one value has none")
  func interval() throws {
    let moments = try #require(SampleMoments(Self.before))
    #expect(isClose(moments.mean, 101) && isClose(moments.variance, 36.0 / 7))
    #expect(isClose(try #require(moments.deviation), (36.0 / 7).squareRoot()))
    // t.ppf(0.975, 7) = 2.3646242510102993
    #expect(
      isClose(
        try #require(moments.halfWidth(confidence: 0.95)), 2.3646242510102993 * (36.0 / 56).squareRoot(),
        within: 1e-9))
    let one = try #require(SampleMoments([3]))
    #expect(one.deviation == nil && one.halfWidth(confidence: 0.95) == nil && SampleMoments([]) == nil)
  }

  // r = scipy.stats.ttest_ind(after, before, equal_var=False, alternative='greater'); r.statistic, r.df, r.pvalue
  @Test("Welch's test agrees with SciPy")
  func welch() throws {
    let test = try #require(WelchTest(first: Self.moments(Self.before), second: Self.moments(Self.after)))
    #expect(isClose(test.t, 2.5439532450907087, within: 1e-12))
    #expect(isClose(test.freedom, 9.643452672878862, within: 1e-12))
    #expect(isClose(test.greater, 0.014969148082745921, within: 1e-11))
  }

  @Test("Welch's test needs two values on each side and some variance")
  func welchWithoutVariance() {
    #expect(WelchTest(first: (1, 1, 1), second: (1, 1, 9)) == nil)
    #expect(WelchTest(first: (1, 0, 9), second: (2, 0, 9)) == nil)
  }

  // scipy.stats.mannwhitneyu(numpy.array(after) * factor, before, alternative='greater', method='asymptotic').pvalue
  @Test(
    "The approximation of Mann and Whitney's test agrees with SciPy",
    arguments: [(1, 0.016194916732129857), (1.02, 0.001800547713464253)])
  func mannWhitney(factor: Double, expected: Double) {
    let p = MannWhitney.greater(ofSorted: Self.before.sorted(), second: Self.after.sorted(), times: factor)
    #expect(isClose(p, expected, within: 1e-10))
  }

  @Test("It is one-sided, and 1 where values are missing or all equal")
  func side() {
    let reversed = MannWhitney.greater(ofSorted: Self.after.sorted(), second: Self.before.sorted())
    #expect(isClose(reversed, 0.9883730404888981, within: 1e-10))
    #expect(MannWhitney.greater(ofSorted: [], second: [1]) == 1)
    #expect(MannWhitney.greater(ofSorted: [1, 1, 1], second: [1, 1]) == 1)
    #expect(MannWhitney.greater(ofSorted: [1, .nan], second: [1, 2]) == 1)
  }

  private static func moments(_ values: [Double]) -> (mean: Double, variance: Double, count: Int) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    return (mean, squares / Double(values.count - 1), values.count)
  }
}
