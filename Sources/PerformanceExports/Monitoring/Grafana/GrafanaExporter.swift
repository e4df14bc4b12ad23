import PerformanceRecords

/// A dashboard of Grafana for the metrics of a run.
///
/// The classic model of dashboards, which Grafana imports since version 8. It has panels for what the run has.
package enum GrafanaExporter: Exporter {
  package static let name = "grafana"
  package static let abstract = "a dashboard for its metrics (Grafana, JSON)"

  package static func text(of run: ReportedRun) throws -> String {
    GrafanaDashboard(run.metricFamilies).text
  }
}

private struct GrafanaDashboard {
  /// At most 40 characters. An import replaces the dashboard with the same one.
  private static let uid = "perftest-benchmarks"
  /// That of Grafana 10, which later versions convert.
  private static let schemaVersion = 38

  private let panels: [GrafanaPanel]
  /// The family by whose series the variables are filled.
  private let benchmarks: String?

  init(_ families: [MetricFamily]) {
    panels = GrafanaPanel.all(for: families)
    benchmarks = families.first { $0.isOfBenchmarks && $0.name != GrafanaPanel.regression }?.name
  }

  var text: String {
    JSONText.document(.indented) { json in
      json.member("title", "Performance tests")
      json.member("uid", Self.uid)
      json.member("description", "Written by '\(PerftestCommand.prefix) export grafana'.")
      json.array("tags") { $0.element("perftest") }
      json.member("schemaVersion", Self.schemaVersion)
      json.member("editable", true)
      json.member("timezone", "browser")
      json.object("time") { json in
        json.member("from", "now-90d")
        json.member("to", "now")
      }
      json.object("annotations") { json in json.array("list") { writeAnnotation(to: &$0) } }
      json.object("templating") { json in json.array("list") { writeVariables(to: &$0) } }
      json.array("panels") { json in
        for (index, (panel, position)) in zip(panels, GrafanaPosition.positions(of: panels)).enumerated() {
          write(panel, id: index + 1, at: position, to: &json)
        }
      }
    }
  }

  // MARK: - Variables

  private static func writeSource(to json: inout JSONText) {
    json.object("datasource") { json in
      json.member("type", "prometheus")
      json.member("uid", "${datasource}")
    }
  }

  private func writeAnnotation(to json: inout JSONText) {
    json.object { json in
      json.member("name", "Red runs")
      Self.writeSource(to: &json)
      json.member("enable", true)
      json.member("iconColor", "red")
      json.member("expr", "max by (branch, machine) (perf_run_verdict{perf_run_verdict=\"red\"}) == 1")
      json.member("titleFormat", "A run is red")
      json.member("textFormat", "{{branch}} {{machine}}")
    }
  }

  private func writeVariables(to json: inout JSONText) {
    json.object { json in
      json.member("name", "datasource")
      json.member("label", "Data source")
      json.member("type", "datasource")
      json.member("query", "prometheus")
    }
    writeVariable("branch", of: "perf_run_timestamp_seconds", to: &json)
    writeVariable("machine", of: "perf_run_timestamp_seconds", to: &json)
    if let benchmarks {
      writeVariable("suite", of: benchmarks, to: &json)
      writeVariable("bench", of: benchmarks + "{suite=~\"$suite\"}", to: &json)
    }
  }

  private func writeVariable(_ name: String, of series: String, to json: inout JSONText) {
    json.object { json in
      json.member("name", name)
      json.member("type", "query")
      Self.writeSource(to: &json)
      json.member("query", "label_values(\(series), \(name))")
      json.member("refresh", 2)
      json.member("sort", 1)
      json.member("multi", true)
      json.member("includeAll", true)
      // A label that is absent matches as well, such as the machine of a textfile.
      json.member("allValue", ".*")
      json.object("current") { json in
        json.array("text") { $0.element("All") }
        json.array("value") { $0.element("$__all") }
      }
    }
  }

  // MARK: - Panels

  private func write(_ panel: GrafanaPanel, id: Int, at position: GrafanaPosition, to json: inout JSONText) {
    json.object { json in
      json.member("id", id)
      json.member("type", panel.kind.rawValue)
      json.member("title", panel.title)
      json.member("description", panel.description)
      Self.writeSource(to: &json)
      json.object("gridPos") { json in
        json.member("x", position.x)
        json.member("y", position.y)
        json.member("w", position.width)
        json.member("h", position.height)
      }
      json.array("targets") { json in
        json.object { json in
          json.member("refId", "A")
          Self.writeSource(to: &json)
          json.member("expr", panel.expression)
          json.member("legendFormat", panel.legend)
          if panel.kind == .timeSeries { json.member("range", true) } else { json.member("instant", true) }
        }
      }
      json.object("fieldConfig") { json in
        json.object("defaults") { json in
          json.member("unit", panel.unit)
          if let decimals = panel.decimals { json.member("decimals", decimals) }
          if panel.kind == .timeSeries {
            // A nightly run is not a gap.
            json.object("custom") { json in json.member("spanNulls", true) }
          }
        }
        json.array("overrides") { _ in }
      }
      json.object("options") { json in
        switch panel.kind {
        case .stat:
          json.member("textMode", "value_and_name")
          json.member("colorMode", "none")
        case .barGauge: json.member("orientation", "horizontal")
        case .timeSeries: json.object("tooltip") { json in json.member("mode", "multi") }
        }
      }
    }
  }
}
