// Between stages: other lanes for the same values.
#pragma once

#include "beat.h"

// Passes VALUES values on in beats of other lanes, COMMON (a divisor of both) a cycle.
template <typename T, int FROM, int TO, int COMMON, int VALUES>
void change_lanes(hls::stream<Beat<T, FROM>>& from, hls::stream<Beat<T, TO>>& to) {
  Beat<T, FROM> taken;
  Beat<T, TO> given;
  int left = 0;
  int gathered = 0;
  for (int group = 0; group < VALUES / COMMON; ++group) {
#pragma HLS PIPELINE II = 1
    if (left == 0) {
      taken = from.read();
      left = FROM;
    }
    for (int lane = 0; lane < COMMON; ++lane) {
#pragma HLS UNROLL
      given.value[gathered + lane] = taken.value[FROM - left + lane];
    }
    left -= COMMON;
    gathered += COMMON;
    if (gathered == TO) {
      to.write(given);
      gathered = 0;
    }
  }
}
