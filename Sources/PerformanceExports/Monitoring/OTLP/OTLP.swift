import PerformanceRecords

/// The parts that the three documents of OpenTelemetry have in common, in the JSON of Protocol Buffers
/// (opentelemetry-proto, specification.md): names in lowerCamelCase, enumerations as integers, identifiers as
/// hexadecimal digits, and integers of 64 bits as strings.
enum OTLP {
  /// A name and a value of an attribute.
  struct Attribute {
    enum Value {
      case string(String)
      case integer(Int)
      case number(Double)
    }

    let name: String
    let value: Value

    init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }

    /// An attribute with a text; `nil` without one.
    init?(_ name: String, _ text: String?) {
      guard let text, !text.isEmpty else { return nil }
      self.init(name, .string(text))
    }
  }

  /// How a collector takes a document.
  static func delivery(path: String) -> HTTPDelivery {
    HTTPDelivery(
      method: "POST", contentType: "application/json", path: { _ in path }, headers: "OTEL_EXPORTER_OTLP_HEADERS",
      warning: OTLPPartialSuccess.warning)
  }

  /// A document of one resource and one scope.
  /// - Parameter signal: `metrics`, `logs` or `spans`.
  static func document(of run: ReportedRun, _ signal: Signal, _ elements: (inout JSONText) -> Void) -> String {
    JSONText.document(.compact) { json in
      json.array(signal.resources) { json in
        json.object { json in
          json.object("resource") { json in write(resource(of: run), to: &json) }
          json.array(signal.scopes) { json in
            json.object { json in
              json.object("scope") { json in
                json.member("name", "perftest")
                if let version = run.summary.start?.tool { json.member("version", version) }
              }
              json.array(signal.elements, elements)
            }
          }
        }
      }
    }
  }

  /// The names of the lists of a document.
  struct Signal {
    let resources: String
    let scopes: String
    let elements: String

    static let metrics = Signal(resources: "resourceMetrics", scopes: "scopeMetrics", elements: "metrics")
    static let logs = Signal(resources: "resourceLogs", scopes: "scopeLogs", elements: "logRecords")
    static let traces = Signal(resources: "resourceSpans", scopes: "scopeSpans", elements: "spans")
  }

  /// What was measured where, by the semantic conventions where they have a name.
  ///
  /// The instance is the machine class, so that runs do not become instances. The labels of the family `perf_target` are
  /// attributes as well.
  private static func resource(of run: ReportedRun) -> [Attribute] {
    var attributes = [Attribute("service.name", .string("perftest"))]
    guard let start = run.summary.start else { return attributes }
    let (provenance, environment) = (start.provenance, start.environment)
    attributes += [
      Attribute("service.version", start.tool), Attribute("service.instance.id", environment.machine.folderName),
      Attribute("host.arch", environment.toolchain.architecture), Attribute("os.type", environment.toolchain.system),
      Attribute("os.name", environment.toolchain.distribution),
      Attribute("host.cpu.model.name", environment.machine.name),
      Attribute("host.cpu.vendor.id", environment.machine.vendor),
      Attribute("process.runtime.name", "swift"), Attribute("process.runtime.version", environment.toolchain.swift),
      Attribute("perf.machine", environment.machine.folderName),
      Attribute("perf.toolchain", environment.toolchain.folderName),
      Attribute("vcs.ref.head.name", provenance.branch), Attribute("vcs.ref.head.revision", provenance.revision),
      Attribute("vcs.change.id", provenance.change), Attribute("cicd.pipeline.run.url.full", provenance.buildURL),
    ].compactMap { $0 }
    return attributes
  }

  /// Writes attributes as the member of the current object.
  static func write(_ attributes: [Attribute], to json: inout JSONText) {
    guard !attributes.isEmpty else { return }
    json.array("attributes") { json in
      for attribute in attributes {
        json.object { json in
          json.member("key", attribute.name)
          json.object("value") { json in
            switch attribute.value {
            case .string(let text): json.member("stringValue", text)
            case .integer(let number): json.member("intValue", String(number))
            case .number(let number): json.member("doubleValue", number)
            }
          }
        }
      }
    }
  }

  /// Nanoseconds since 1970 of a time in seconds; 0, which stands for an unknown time, where there is no such number.
  static func nanoseconds(_ seconds: Double) -> String {
    // A product would be rounded to 256 nanoseconds.
    let whole = seconds.rounded(.down)
    guard let whole = UInt64(exactly: whole), whole < 1 << 33 else { return "0" }
    return String(whole * 1_000_000_000 + UInt64(((seconds - seconds.rounded(.down)) * 1e9).rounded()))
  }
}
