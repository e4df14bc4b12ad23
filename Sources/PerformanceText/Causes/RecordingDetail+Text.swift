import PerformanceRecords

extension RecordingDetail {
  /// Why a recording kept, replaced or refused a metric.
  package var text: String {
    switch self {
    case .benchmarkGone: "no 'measure' call produces it any more"
    case .metricGone: "its benchmark no longer measures, records or judges it"
    case .otherMethodology(let recorded, let here):
      "recorded with methodology \(recorded), its file has \(here) now; record it again"
    case .unavailable(let cause): "not available in this recording" + Self.because(cause?.text)
    case .agreesBetter: "its sessions agree better than those on file"
    case .otherTolerance: "its tolerance has changed"
    case .gpuDifferences(let differences): differences.text
    case .gpuMismatch(let mismatch): mismatch.text
    case .gpuUnknown: "its sessions do not name their GPU"
    case .severalGPUs(let boards): "its sessions come from several GPUs: \(boards.joined(separator: ", "))"
    case .withoutValue(let count, let all, let cause):
      "\(count) of \(all) sessions have no value" + Self.because(cause?.text) + Self.tooFew(all - count)
    case .leftOut(let count, let all, let caveat): Self.leftOut(count, all, caveat)
    case .tooFewLeft(let count, let all, let caveat): Self.leftOut(count, all, caveat) + Self.tooFew(all - count)
    }
  }

  private static func leftOut(_ count: Int, _ all: Int, _ caveat: GPUCaveat?) -> String {
    "\(count) of \(all) sessions were left out" + because(caveat?.clause)
  }

  private static func because(_ text: String?) -> String { text.map { ": " + $0 } ?? "" }

  private static func tooFew(_ count: Int) -> String { "; the other \(count) are too few" }
}

extension [RecordingDetail] {
  /// All of them; `nil` without any.
  package var text: String? { isEmpty ? nil : map(\.text).joined(separator: "; ") }
}
