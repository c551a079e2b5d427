// Between stages: other lanes for the same values.
#pragma once

#include "beat.h"

constexpr int common_divisor(int a, int b) { return b == 0 ? a : common_divisor(b, a % b); }

// Passes VALUES values on in beats of other lanes, the greatest common divisor of both a cycle.
template <typename T, int FROM, int TO, int VALUES>
void change_lanes(hls::stream<Beat<T, FROM>>& from, hls::stream<Beat<T, TO>>& to) {
  const int kCommon = common_divisor(FROM, TO);
  Beat<T, FROM> taken;
  Beat<T, TO> given;
  int left = 0;
  int gathered = 0;
  for (int group = 0; group < VALUES / kCommon; ++group) {
#pragma HLS PIPELINE II = 1
    if (left == 0) {
      taken = from.read();
      left = FROM;
    }
    for (int lane = 0; lane < kCommon; ++lane) {
#pragma HLS UNROLL
      given.value[gathered + lane] = taken.value[FROM - left + lane];
    }
    left -= kCommon;
    gathered += kCommon;
    if (gathered == TO) {
      to.write(given);
      gathered = 0;
    }
  }
}
