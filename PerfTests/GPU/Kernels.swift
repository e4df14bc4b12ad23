/// The kernels of the benchmarks, as PTX that the driver compiles for the present device.
///
/// PTX ISA 6.0 for `sm_52`: every driver of release 470 or later takes it. Every parameter is 64 bits wide.
enum Kernel: String, CaseIterable, Sendable {
  /// Copies quads of 32-bit words: source, destination, how many quads.
  case copy
  /// Replaces each number x by x² - 1.9, over and over: numbers, how often in sixteens. One thread each.
  ///
  /// The map is chaotic and stays between -2 and 2, so the multipliers never see the same bits for long, and a wrong
  /// rounding anywhere shows in the result.
  case square
  /// Adds 32-bit numbers up, a sum for each block: numbers, how many quads, sums. Blocks of ``sumThreads`` threads.
  case sum

  /// The threads of a block of ``sum``, which its shared memory is made for.
  static let sumThreads = 256
  /// How many steps one round of ``square`` makes.
  static let stepsOfARound = 16
  /// The addend of ``square``: -1.9, with the bits of its text.
  static let summand = Float(bitPattern: 0xBFF3_3333)

  /// All kernels in one module.
  static let module = """
    .version 6.0
    .target sm_52
    .address_size 64

    .visible .entry copy(.param .u64 copy_from, .param .u64 copy_to, .param .u64 copy_quads)
    {
      .reg .pred %end;
      .reg .b32 %block, %threads, %thread, %blocks, %word<4>;
      .reg .b64 %from, %to, %quads, %index, %stride, %lane, %offset, %source, %target;

      ld.param.u64 %from, [copy_from];
      ld.param.u64 %to, [copy_to];
      ld.param.u64 %quads, [copy_quads];
      cvta.to.global.u64 %from, %from;
      cvta.to.global.u64 %to, %to;
      mov.u32 %block, %ctaid.x;
      mov.u32 %threads, %ntid.x;
      mov.u32 %thread, %tid.x;
      mov.u32 %blocks, %nctaid.x;
      cvt.u64.u32 %lane, %thread;
      mul.wide.u32 %index, %block, %threads;
      add.u64 %index, %index, %lane;
      mul.wide.u32 %stride, %blocks, %threads;
    next:
      setp.ge.u64 %end, %index, %quads;
      @%end bra done;
      shl.b64 %offset, %index, 4;
      add.u64 %source, %from, %offset;
      add.u64 %target, %to, %offset;
      ld.global.v4.u32 {%word0, %word1, %word2, %word3}, [%source];
      st.global.v4.u32 [%target], {%word0, %word1, %word2, %word3};
      add.u64 %index, %index, %stride;
      bra next;
    done:
      ret;
    }

    .visible .entry square(.param .u64 square_numbers, .param .u64 square_rounds)
    {
      .reg .pred %none, %more;
      .reg .b32 %block, %threads, %thread, %rounds;
      .reg .b64 %numbers, %wide, %index, %lane, %offset, %place;
      .reg .f32 %x, %c;

      ld.param.u64 %numbers, [square_numbers];
      ld.param.u64 %wide, [square_rounds];
      cvta.to.global.u64 %numbers, %numbers;
      cvt.u32.u64 %rounds, %wide;
      mov.u32 %block, %ctaid.x;
      mov.u32 %threads, %ntid.x;
      mov.u32 %thread, %tid.x;
      cvt.u64.u32 %lane, %thread;
      mul.wide.u32 %index, %block, %threads;
      add.u64 %index, %index, %lane;
      shl.b64 %offset, %index, 2;
      add.u64 %place, %numbers, %offset;
      ld.global.f32 %x, [%place];
      mov.f32 %c, 0fBFF33333;
      setp.eq.u32 %none, %rounds, 0;
      @%none bra done;
    next:
    \(Array(repeating: "  fma.rn.f32 %x, %x, %x, %c;", count: stepsOfARound).joined(separator: "\n"))
      sub.u32 %rounds, %rounds, 1;
      setp.ne.u32 %more, %rounds, 0;
      @%more bra next;
    done:
      st.global.f32 [%place], %x;
      ret;
    }

    .visible .entry sum(.param .u64 sum_numbers, .param .u64 sum_quads, .param .u64 sum_sums)
    .reqntid \(sumThreads), 1, 1
    {
      .reg .pred %end, %idle, %more, %other;
      .reg .b32 %block, %threads, %thread, %blocks, %word<4>, %half, %distance, %here, %there;
      .reg .b64 %numbers, %quads, %sums, %index, %stride, %lane, %offset, %place, %sum, %one;
      .shared .align 8 .b8 partial[\(sumThreads * 8)];

      ld.param.u64 %numbers, [sum_numbers];
      ld.param.u64 %quads, [sum_quads];
      ld.param.u64 %sums, [sum_sums];
      cvta.to.global.u64 %numbers, %numbers;
      cvta.to.global.u64 %sums, %sums;
      mov.u32 %block, %ctaid.x;
      mov.u32 %threads, %ntid.x;
      mov.u32 %thread, %tid.x;
      mov.u32 %blocks, %nctaid.x;
      cvt.u64.u32 %lane, %thread;
      mul.wide.u32 %index, %block, %threads;
      add.u64 %index, %index, %lane;
      mul.wide.u32 %stride, %blocks, %threads;
      mov.u64 %sum, 0;
    next:
      setp.ge.u64 %end, %index, %quads;
      @%end bra share;
      shl.b64 %offset, %index, 4;
      add.u64 %place, %numbers, %offset;
      ld.global.v4.u32 {%word0, %word1, %word2, %word3}, [%place];
      cvt.u64.u32 %one, %word0;
      add.u64 %sum, %sum, %one;
      cvt.u64.u32 %one, %word1;
      add.u64 %sum, %sum, %one;
      cvt.u64.u32 %one, %word2;
      add.u64 %sum, %sum, %one;
      cvt.u64.u32 %one, %word3;
      add.u64 %sum, %sum, %one;
      add.u64 %index, %index, %stride;
      bra next;
    share:
      mov.u32 %here, partial;
      shl.b32 %distance, %thread, 3;
      add.u32 %here, %here, %distance;
      st.shared.u64 [%here], %sum;
      bar.sync 0;
      mov.u32 %half, \(sumThreads / 2);
    halve:
      setp.ge.u32 %idle, %thread, %half;
      @%idle bra wait;
      shl.b32 %distance, %half, 3;
      add.u32 %there, %here, %distance;
      ld.shared.u64 %one, [%there];
      add.u64 %sum, %sum, %one;
      st.shared.u64 [%here], %sum;
    wait:
      bar.sync 0;
      shr.u32 %half, %half, 1;
      setp.ne.u32 %more, %half, 0;
      @%more bra halve;
      setp.ne.u32 %other, %thread, 0;
      @%other bra done;
      mul.wide.u32 %offset, %block, 8;
      add.u64 %place, %sums, %offset;
      st.global.u64 [%place], %sum;
    done:
      ret;
    }
    """
}
