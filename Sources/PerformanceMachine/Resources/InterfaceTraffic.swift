/// What a network interface has carried since it was created, in bytes.
package struct InterfaceTraffic: Equatable, Sendable {
  /// The name of the interface, such as `eth0`.
  package var interface: String
  package var received: Double
  package var sent: Double

  package init(interface: String, received: Double, sent: Double) {
    self.interface = interface
    self.received = received
    self.sent = sent
  }
}

extension MachineReader {
  private static let interfaces = "/proc/net/dev"

  /// The traffic of each interface, in the order of the kernel.
  ///
  /// Two lines of titles, then `name: bytes packets errs drop fifo frame compressed multicast bytes …` (proc_pid_net(5)).
  /// The name and a long number touch: `eth0:12345678`.
  package var network: MachineReading<[InterfaceTraffic]> {
    files.text(Self.interfaces).flatMap { text in
      var traffic: [InterfaceTraffic] = []
      for line in text.split(separator: "\n") where !line.contains("|") {
        let parts = line.split(separator: ":", maxSplits: 1)
        let fields = parts.last?.split(separator: " ") ?? []
        guard parts.count == 2, fields.count > 8, let received = MachineFiles.number(fields[0]),
          let sent = MachineFiles.number(fields[8])
        else { return .failure(.malformed(Self.interfaces)) }
        let name = parts[0].drop { $0 == " " }
        traffic.append(InterfaceTraffic(interface: String(name), received: received, sent: sent))
      }
      return .success(traffic)
    }
  }
}
