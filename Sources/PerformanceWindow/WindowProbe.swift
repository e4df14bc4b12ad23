/// Reads at the begin and the end of a window, instead of the clock.
///
/// It consists of two C functions and their memory. Closures, objects and existentials would be retained and released
/// around each call, and a pass that counts retains and releases would count those as well.
package struct WindowProbe {
  package typealias Function = @convention(c) (_ memory: UnsafeMutableRawPointer?) -> Void

  let start: Function
  let stop: Function
  let memory: UnsafeMutableRawPointer?

  /// A probe of two functions without memory.
  /// - Parameters:
  ///   - start: called last before the body.
  ///   - stop: called first after the body.
  package init(start: @escaping Function, stop: @escaping Function) {
    self.init(memory: nil, start: start, stop: stop)
  }

  init(memory: UnsafeMutableRawPointer?, start: @escaping Function, stop: @escaping Function) {
    self.memory = memory
    self.start = start
    self.stop = stop
  }
}
