// What flows between two stages: the values of neighbouring channels of one pixel.
#pragma once

#include <ap_int.h>
#include <hls_stream.h>

template <typename T, int LANES>
struct Beat {
  T value[LANES];
};

// Returns the beat in a word's lowest bits, lane l from bit l * T::width.
template <typename T, int LANES, int BITS>
Beat<T, LANES> unpack(const ap_uint<BITS>& word) {
#pragma HLS INLINE
  static_assert(BITS >= LANES * T::width, "a word holds a beat");
  Beat<T, LANES> beat;
  for (int lane = 0; lane < LANES; ++lane) {
#pragma HLS UNROLL
    const ap_uint<T::width> bits = word.range((lane + 1) * T::width - 1, lane * T::width);
    beat.value[lane] = bits;
  }
  return beat;
}

template <int BITS, typename T, int LANES>
ap_uint<BITS> pack(const Beat<T, LANES>& beat) {
#pragma HLS INLINE
  static_assert(BITS >= LANES * T::width, "a word holds a beat");
  ap_uint<BITS> word = 0;
  for (int lane = 0; lane < LANES; ++lane) {
#pragma HLS UNROLL
    const ap_uint<T::width> bits = beat.value[lane];
    word.range((lane + 1) * T::width - 1, lane * T::width) = bits;
  }
  return word;
}
