import CNVML

extension NVMLCalls {
  /// Reads several fields of a device with one call; the driver uses a single reading where it can.
  ///
  /// Each field succeeds or fails on its own. If a driver fails the whole call because of one of them, they are read
  /// individually, once: fields that the device then refuses are not requested again.
  package func fields(_ fields: [NVMLField], of device: NVMLHandle) -> NVMLFieldReadings {
    var readings = NVMLFieldReadings()
    var open: [NVMLField] = []
    for field in fields {
      if let failure = knownFailure(of: field, of: device) { readings[field] = failure } else { open.append(field) }
    }
    guard !open.isEmpty else { return readings }
    let entries = fieldEntries(open, of: device)
    for (index, field) in open.enumerated() {
      readings[field] = entries.flatMap { answer in
        switch answer {
        case .entries(let entries): judge(entries[index], of: field, of: device)
        case .failed(let code) where open.count == 1: judge(code, of: field, of: device)
        case .failed: self.fields([field], of: device)[field]
        }
      }
    }
    return readings
  }

  /// A field read by itself, as a number.
  func quantity(_ field: NVMLField, of device: NVMLHandle) -> Reading<Double> {
    fields([field], of: device).quantity(field)
  }
}

extension NVMLCalls {
  private enum FieldAnswer {
    case entries([cnvml_field_value])
    case failed(NVMLCode)
  }

  /// The entries as filled in by the driver. A failure of the whole call is returned instead of judged, unless the
  /// device is lost: it may concern one field only, and would otherwise be remembered for all.
  private func fieldEntries(_ fields: [NVMLField], of device: NVMLHandle) -> Reading<FieldAnswer> {
    var entries = fields.map { field in
      var entry = cnvml_field_value()
      entry.field = field.id
      entry.scope = field.scope
      return entry
    }
    return ask(symbols.fieldValues, of: device) { call in
      let code = entries.withUnsafeMutableBufferPointer { entries in
        entries.baseAddress.map { call(device.pointer, Int32(entries.count), $0) } ?? Int32(CNVML_INVALID_ARGUMENT)
      }
      let meaning = NVMLCode(rawValue: code)
      switch meaning.meaning {
      case .answered: return (code, .entries(entries))
      case .unavailable, .refused: return (Int32(CNVML_SUCCESS), .failed(meaning))
      case .invalid, .deviceLost, .libraryLost: return (code, .failed(meaning))
      }
    }
  }

  private func judge(
    _ entry: cnvml_field_value, of field: NVMLField, of device: NVMLHandle
  ) -> Reading<NVMLFieldValue> {
    judge(NVMLCode(rawValue: entry.code), entry, of: question(field, device)).flatMap { entry in
      guard let number = NVMLNumber(entry.value, type: entry.type) else {
        return .unavailable("field \(field.id) has a value of a type that this package does not know: \(entry.type)")
      }
      guard number.quantity.isFinite else { return .unavailable("field \(field.id) has a value that is no number") }
      return .value(NVMLFieldValue(number: number, timestamp: entry.timestamp))
    }
  }

  private func judge(_ code: NVMLCode, of field: NVMLField, of device: NVMLHandle) -> Reading<NVMLFieldValue> {
    judge(code, (), of: question(field, device)).flatMap { .unavailable("field \(field.id) was not filled in") }
  }

  private func knownFailure(of field: NVMLField, of device: NVMLHandle) -> Reading<NVMLFieldValue>? {
    if let first = field.firstDriver, (driverMajor ?? 0) < first {
      return .unavailable("field \(field.id) means something else before driver \(first)")
    }
    return knownFailure(of: question(field, device), as: NVMLFieldValue.self)
  }

  private func question(_ field: NVMLField, _ device: NVMLHandle) -> Question {
    Question(function: symbols.fieldValues.name, device: device, subject: field.subject)
  }
}
