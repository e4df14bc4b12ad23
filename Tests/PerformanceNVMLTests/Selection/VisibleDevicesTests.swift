import PerformanceGPU
import PerformanceNVML
import PerformanceTestSupport
import Testing

@Suite("CUDA_VISIBLE_DEVICES has CUDA's meaning")
struct VisibleDevicesTests {
  static let gpus = [
    GPUCandidate(index: 0, uuid: "GPU-8932f937-d72c-4106-c12f-20bd9faed9f6"),
    GPUCandidate(index: 1, uuid: "GPU-8932ffff-0000-0000-0000-000000000000"),
    GPUCandidate(index: 2, uuid: "GPU-aaaa1111-2222-3333-4444-555555555555"),
  ]

  static let lists: [(value: String?, visible: [Int])] = [
    (nil, [0, 1, 2]), ("", []), (" ", []),
    // The examples of the CUDA Programming Guide.
    ("2,1", [2, 1]), ("0,2,-1,1", [0, 2]), ("GPU-8932f937", [0]),
    ("0", [0]), (" 1 , 0 ", [1, 0]), ("3", []), ("0,7,1", [0]), ("0,,1", [0]), (",0", []), ("-1", []),
    ("NoDevFiles", []),
    ("all", []), ("0,0", []), ("1,2,1", []),
    ("GPU-aaaa1111-2222-3333-4444-555555555555,GPU-8932f937-d72c-4106-c12f-20bd9faed9f6", [2, 0]),
    // A prefix that fits two, none, or any.
    ("GPU-8932", []), ("GPU-aaaa,GPU-8932,GPU-8932f937", [2]), ("GPU-bbbb", []), ("GPU-", []), ("aaaa1111", []),
    ("GPU-aaaa,GPU-aaaa1111", []),
    // Entries of both kinds.
    ("0,GPU-aaaa", [0]), ("GPU-aaaa,0", [2]), ("MIG-1234", []), ("MIG-GPU-aaaa/1/0", []),
  ]

  @Test("It lists indices or UUIDs, up to the first that is invalid", arguments: lists)
  func listedDevices(value: String?, visible: [Int]) {
    let devices = devices(value, Self.gpus)
    #expect(devices.map(\.gpu.index) == visible)
    #expect(devices.allSatisfy { $0.instance == nil })
  }

  static let divided = [
    GPUCandidate(index: 0, uuid: "GPU-aaaa"),
    GPUCandidate(index: 1, uuid: "GPU-bbbb", instances: ["MIG-1111-1", "MIG-2222-2"]),
    GPUCandidate(index: 2, uuid: "GPU-cccc", instances: ["MIG-3333-3"]),
  ]

  static let instances: [(value: String?, gpu: Int?, instance: String?)] = [
    (nil, 1, "MIG-1111-1"), ("0", 0, nil), ("0,2", 2, "MIG-3333-3"), ("MIG-2222-2", 1, "MIG-2222-2"),
    ("MIG-22", 1, "MIG-2222-2"), ("MIG-2222-2,MIG-1111-1", 1, "MIG-2222-2"), ("MIG-4", nil, nil),
    // The form with the numbers of the instances.
    ("MIG-GPU-cccc/1/0", 2, "MIG-3333-3"), ("MIG-GPU-bbbb/1/0", 1, nil), ("MIG-GPU-aaaa/1/0", nil, nil),
    ("MIG-GPU-cccc/1", nil, nil), ("MIG-GPU-cccc/x/0", nil, nil),
  ]

  @Test("Of a divided GPU one instance is visible and nothing else", arguments: instances)
  func dividedGPU(value: String?, gpu: Int?, instance: String?) {
    let devices = devices(value, Self.divided)
    #expect(devices.map(\.gpu.index) == [gpu].compactMap(\.self))
    #expect(devices.first?.instance == instance)
  }

  @Test("No GPU is visible twice, and one selected by UUID does not depend on the order")
  func unique() {
    var random = SplitMix64(seed: 17)
    let entries = ["0", "1", "2", "3", "-1", "", "GPU-8932f937", "GPU-8932ffff", "GPU-aaaa", "GPU-8932", "x", "MIG-1"]
    for _ in 0..<2000 {
      let list = (0..<(1 + random.next() % 5)).map { _ in entries[Int(random.next() % UInt64(entries.count))] }
      let visible = VisibleDevices(
        environment: ["CUDA_VISIBLE_DEVICES": list.joined(separator: ",")], among: Self.gpus)
      let indices = visible.devices.map(\.gpu.index)
      #expect(Set(indices).count == indices.count)
      #expect(indices.count <= list.count)
      let reversed = VisibleDevices(
        environment: ["CUDA_VISIBLE_DEVICES": list.joined(separator: ",")], among: Self.gpus.reversed())
      #expect(reversed == visible)
      #expect(visible.areNamedByUUID == (Int(list[0]) == nil))
    }
  }

  private func devices(_ value: String?, _ gpus: [GPUCandidate]) -> [VisibleDevices.Device] {
    VisibleDevices(environment: value.map { ["CUDA_VISIBLE_DEVICES": $0] } ?? [:], among: gpus).devices
  }
}
