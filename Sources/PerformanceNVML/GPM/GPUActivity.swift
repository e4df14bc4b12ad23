/// How much of a GPU was at work between two samples, each as a ratio 0…1.
package struct GPUActivity: Hashable, Sendable {
  /// The time in which the graphics or compute engines did anything.
  package var graphics: Reading<Double>
  /// The time in which a streaming multiprocessor had at least one warp, averaged over all of them.
  package var sm: Reading<Double>
  /// The warps that were resident, of those that fit.
  package var smOccupancy: Reading<Double>
  /// The time in which the tensor cores computed.
  package var tensor: Reading<Double>
  /// The bandwidth of the memory that was used, of what there is.
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

  /// An activity of which nothing is known, for one reason.
  package init(without reading: Reading<Double>) {
    self.init(graphics: reading, sm: reading, smOccupancy: reading, tensor: reading, dram: reading)
  }
}
