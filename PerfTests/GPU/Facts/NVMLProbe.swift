import CNVML
import Foundation
import PerformanceNVML
import PerformanceSystem

/// NVML without interpretation, for examining a driver.
///
/// The measuring library caches refusals, has timeouts and fallbacks, all of which would hide the driver's behaviour. Used
/// by one thread.
final class NVMLProbe {
  private let library: DynamicLibrary
  /// The device that the kernels run on.
  let device: OpaquePointer?

  /// A call that NVML did not answer.
  struct Refusal: Error, CustomStringConvertible {
    let call: String
    let code: Int32
    var description: String { "\(call) returned \(NVMLCode(rawValue: code))" }
  }

  /// A function that the library does not have.
  struct Missing: Error, CustomStringConvertible {
    let name: String
    var description: String { "this driver has no \(name)" }
  }

  /// Opens and starts the library that measuring would open.
  /// - Throws: ``NVMLFailure`` or ``Refusal``.
  init(uuid: String) throws {
    library = try Self.open()
    var device: OpaquePointer?
    let start: cnvml_start = try Self.function("nvmlInit_v2", in: library)
    try Self.check("nvmlInit_v2", start())
    let find: cnvml_device_named = try Self.function("nvmlDeviceGetHandleByUUID", in: library)
    try Self.check("nvmlDeviceGetHandleByUUID", uuid.withCString { find($0, &device) })
    self.device = device
  }

  private static func open() throws -> DynamicLibrary {
    switch NVMLSearch(environment: ProcessInfo.processInfo.environment).location {
    case .nowhere(let system): throw NVMLFailure.unsupportedSystem(system)
    case .exactly(let path): return try DynamicLibrary(path)
    case .firstOf(let names):
      let found = names.lazy.compactMap { try? DynamicLibrary($0) }.first
      guard let found else { throw NVMLFailure.libraryNotFound("it is in none of \(names)") }
      return found
    }
  }

  private static func function<Function>(_ name: String, in library: DynamicLibrary) throws -> Function {
    guard let function = library.symbol(name, as: Function.self) else { throw Missing(name: name) }
    return function
  }

  static func check(_ call: String, _ code: Int32) throws {
    guard code == CNVML_SUCCESS else { throw Refusal(call: call, code: code) }
  }

  /// A function by its exported name.
  func function<Function>(_ name: String, as type: Function.Type = Function.self) throws -> Function {
    try Self.function(name, in: library)
  }

  /// Where the library lies.
  var path: String { library.path(holding: "nvmlInit_v2") ?? "a file that the loader does not name" }

  func text(_ name: String) throws -> String {
    let call: cnvml_text = try function(name)
    return try Self.text(name) { call(device, $0, $1) }
  }

  func systemText(_ name: String) throws -> String {
    let call: cnvml_system_text = try function(name)
    return try Self.text(name) { call($0, $1) }
  }

  private static func text(_ name: String, _ call: (UnsafeMutablePointer<CChar>, UInt32) -> Int32) throws -> String {
    var text = [CChar](repeating: 0, count: Int(CNVML_TEXT_SIZE))
    try check(name, call(&text, UInt32(text.count)))
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func uint32(_ name: String) throws -> UInt32 {
    let call: cnvml_uint32 = try function(name)
    var value: UInt32 = 0
    try Self.check(name, call(device, &value))
    return value
  }

  func uint32(_ name: String, kind: Int) throws -> UInt32 {
    let call: cnvml_uint32_of_kind = try function(name)
    var value: UInt32 = 0
    try Self.check(name, call(device, Int32(kind), &value))
    return value
  }

  func uint64(_ name: String) throws -> UInt64 {
    let call: cnvml_uint64 = try function(name)
    var value: UInt64 = 0
    try Self.check(name, call(device, &value))
    return value
  }

  /// Fields in one call, each with a return code of its own.
  func fields(_ numbers: [Int]) throws -> [cnvml_field_value] {
    let call: cnvml_field_values = try function("nvmlDeviceGetFieldValues")
    var values = numbers.map { number in
      var value = cnvml_field_value()
      value.field = UInt32(number)
      return value
    }
    try Self.check("nvmlDeviceGetFieldValues", call(device, Int32(values.count), &values))
    return values
  }

  /// One field as a whole number.
  func field(_ number: Int) throws -> UInt64 {
    let value = try fields([number])[0]
    try Self.check("field \(number)", value.code)
    return value.whole
  }
}

extension cnvml_field_value {
  /// The value, whatever its type; a fraction is truncated.
  var whole: UInt64 {
    switch Int(type) {
    case CNVML_VALUE_DOUBLE: UInt64(max(value.real, 0))
    case CNVML_VALUE_UINT32: UInt64(value.uint32)
    case CNVML_VALUE_INT32: UInt64(bitPattern: Int64(value.int32))
    case CNVML_VALUE_UINT16: UInt64(value.uint16)
    default: value.uint64
    }
  }
}
