// From exact sums to the next stream: the only rounding and saturation of the design.
#pragma once

#include <ap_int.h>

constexpr int wider_of(int a, int b) { return a > b ? a : b; }

// Returns floor(value / 2^SHIFT + 1/2).
template <int SHIFT, int BITS>
ap_int<wider_of(BITS, SHIFT) + 1> round_shift(const ap_int<BITS>& value) {
#pragma HLS INLINE
  typedef ap_int<wider_of(BITS, SHIFT) + 1> Wide;
  const Wide half = SHIFT == 0 ? Wide(0) : Wide(Wide(1) << (SHIFT - 1 + (SHIFT == 0)));
  const Wide sum = Wide(value) + half;
  return sum >> SHIFT;
}

// Returns the value of OUT that is nearest to product / 2^SHIFT, 0 if its magnitude is below the
// threshold.
template <typename OUT, bool SIGNED, int SHIFT, int BITS>
OUT requantise(const ap_int<BITS>& product, const ap_uint<OUT::width>& threshold) {
#pragma HLS INLINE
  typedef ap_int<wider_of(wider_of(BITS, SHIFT), OUT::width + 1) + 1> Wide;
  const Wide highest = (Wide(1) << (OUT::width - SIGNED)) - 1;
  const Wide lowest = SIGNED ? Wide(-highest - 1) : Wide(0);
  const Wide rounded = round_shift<SHIFT, BITS>(product);
  const Wide limited = rounded > highest ? highest : rounded < lowest ? lowest : rounded;
  const Wide magnitude = limited < 0 ? Wide(-limited) : limited;
  return magnitude < threshold ? Wide(0) : limited;
}
