/// The activity of a GPU between two samples, each as a ratio 0…1.
package struct GPUActivity: Hashable, Sendable {
  /// The time in which the graphics or compute engines were active.
  package var graphics: Reading<Double>
  /// The time in which a streaming multiprocessor had at least one warp, averaged over all of them.
  package var sm: Reading<Double>
  /// The share of resident warps in the warps that fit.
  package var smOccupancy: Reading<Double>
  /// The time in which the tensor cores computed.
  package var tensor: Reading<Double>
  /// The used share of the memory bandwidth.
  package var dram: Reading<Double>

  package init(
    graphics: Reading<Double>, sm: Reading<Double>, smOccupancy: Reading<Double>, tensor: Reading<Double>,
    dram: Reading<Double>
  ) {
    self.graphics = graphics
    self.sm = sm
    self.smOccupancy = smOccupancy
    self.tensor = tensor
    self.dram = dram
  }

  /// An activity without numbers, for one reason.
  package init(without reading: Reading<Double>) {
    self.init(graphics: reading, sm: reading, smOccupancy: reading, tensor: reading, dram: reading)
  }
}
