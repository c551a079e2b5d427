// Two products of one multiplier.
#pragma once

#include <ap_int.h>

// Adds the products of a value with the weights of two filters to their sums by one multiplication.
// The weights stand 16 bits apart in one factor; the upper one comes smaller by one where the lower one
// is negative, so that they need but be put together.
template <typename VALUE, int BITS, typename SUM>
void add_products(const VALUE& value, const ap_int<BITS>& lower, const ap_int<BITS>& upper,
                  SUM sums[2]) {
#pragma HLS INLINE
  const ap_int<BITS + 16> factors = (ap_int<BITS + 16>(upper) << 16) + ap_uint<16>(lower);
  const ap_int<BITS + 17 + VALUE::width> product = value * factors;
  const ap_int<16> low = product;
  sums[0] += low;
  sums[1] += (product - low) >> 16;
}
