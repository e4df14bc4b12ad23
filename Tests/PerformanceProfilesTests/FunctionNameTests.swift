import PerformanceProfiles
import Testing

@Suite("A function's name is written as in its source")
struct FunctionNameTests {
  @Test(
    "Symbols have readable names",
    arguments: [
      ("$s5small7ScannerV14skipWhitespaceyyF", "Scanner.skipWhitespace()"),
      ("$s5small3oddySbSi_AA7ScannerVtF", "odd(_:_:)"), ("$s5small4TreeO3sumSiyFTm", "Tree.sum()"),
      ("$s5small1xSivg", "x.getter"), ("$sSS5writeyySSF", "String.write(_:)"),
      ("$s9PerfTests4JSONV6decodeyyFyyXEfU_", "closure #1 in JSON.decode()"),
      ("$s9PerfTests4JSONV6decodeyyKFyyKXEfU_TA", "partial apply for closure #1 in JSON.decode()"),
      ("$s4prog7genericyxSgSayxGSLRzlFSS_Tg5", "specialized generic<A>(_:)"),
      ("$s5small3oddySbSi_AA7ScannerVtFTf4nx_n", "specialized odd(_:_:)"),
      (
        "$ss22_ContiguousArrayBufferV13_copyContents8subRange12initializingSpyxGSnySiG_AFtFs6UInt32V_Tg5Tf4nng_n",
        "specialized _ContiguousArrayBuffer._copyContents(subRange:initializing:)"
      ),
      (
        "$sSTsE6sorted2bySay7ElementQzGSbAD_ADtKXE_tKFSaySiG_Tg508$sSTsSL7c33RpzrlE6sortedSayABGyFSbAB_ABtcfu_I9SiG_"
          + "Tt1G5Tf1cn_n", "specialized Sequence.sorted(by:)"
      ),
      (
        "$sSis23CustomStringConvertiblessAAP11descriptionSSvgTW",
        "protocol witness for CustomStringConvertible.description.getter in conformance Int"
      ),
      ("$sSS18_fromUTF8RepairingySS6result_Sb11repairsMadetSRys5UInt8VGFZ", "static String._fromUTF8Repairing(_:)"),
      ("$sSD17dictionaryLiteralSDyxq_Gx_q_td_tcfCSS_SiTt0g5Tf4g_n", "specialized Dictionary.init(dictionaryLiteral:)"),
      ("$sSi2eeoiySbSi_SitFZ", "static Int.== infix(_:_:)"), ("$sSi1loiySbSi_SitFZ", "static Int.< infix(_:_:)"),
      ("$sSiMa", "type metadata accessor for Int"), ("$ss18_DictionaryStorageCfd", "_DictionaryStorage.deinit"),
      ("$s5small4growyAA4TreeOSiFTY0_", "grow(_:)"), ("$s5small4growyAA4TreeOSiFTQ1_", "grow(_:)"),
      ("$s5small4growyAA4TreeOSiF.resume.0", "grow(_:)"), ("$sxIgr_xs5NeverOIegrzr_lTRTA", "reabstraction thunk"),
      (
        "$s18PerformanceRecords13TestSelectionV7selectsySbAA0C10FunctionIDVF7matchesL_ySbSSF",
        "matches #1 in TestSelection.selects(_:)"
      ),
      (
        "$s26PerformanceRegressionTests0050Eachoutcomeisreachedforitsreason_kEahchddADBFGsdbaV5check33_A51FAF406ED5174B"
          + "D87555632505239FLLyyAA4LineVKF", "`Each outcome is reached for its reason`.check(_:)"
      ),
      ("$s4prog7genericyxSgSayxGSLRzlFSS_Tg5TA", "partial apply for specialized generic<A>(_:)"),
      ("swift_retain", "swift_retain"), ("main", "main"), ("(below main)", "(below main)"), ("", ""),
      (
        "std::vector<int, std::allocator<int> >::push_back(int&&)",
        "std::vector<int, std::allocator<int> >::push_back(int&&)"
      ),
      ("dfs_traversal.part.0", "dfs_traversal"), ("get_common_indices.constprop.0", "get_common_indices"),
      ("a.out", "a.out"), (".cold", ".cold"), ("0x", "0x"), ("$s", "$s"), ("$s4prog", "prog"),
    ])
  func names(symbol: String, name: String) { #expect(FunctionName.readable(symbol) == name) }

  @Test("Code without a symbol has no address in its name, which the next build would change")
  func noSymbol() {
    #expect(FunctionName.readable("0x0000000000001910", object: "/home/me/small") == "code without a name in small")
    #expect(FunctionName.readable("0x0000000000001910") == "code without a name")
  }

  @Test("Every name of a real dump is complete, also names that were cut off")
  func complete() throws {
    for function in try Fixture.plain.profile().functions + Fixture.callers.profile().functions {
      for length in stride(from: 0, through: function.name.count, by: 3) {
        #expect(FunctionName.readable(String(function.name.prefix(length))).count < 2000)
      }
    }
  }
}
