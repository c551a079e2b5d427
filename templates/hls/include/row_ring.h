// Rows of a stream that are kept because output rows are not input rows.
#pragma once

#include "beat.h"

// A ring of SLOTS rows of WORDS beats, written in stream order and read at any place.
template <typename BEAT, int SLOTS, int WORDS>
struct RowRing {
  BEAT rows[SLOTS][WORDS];
  int whole = 0;  // rows of the image that have come
  int slot = 0;   // where the next beat goes
  int word = 0;

  static int slot_of(int row) {
#pragma HLS INLINE
    return row % SLOTS;
  }

  // Takes a beat if there is one and the rows wanted are not yet whole.
  void take(hls::stream<BEAT>& in, int wanted) {
#pragma HLS INLINE
    if (whole < wanted && !in.empty()) {
      rows[slot][word] = in.read();
      if (word == WORDS - 1) {
        word = 0;
        slot = slot == SLOTS - 1 ? 0 : slot + 1;
        ++whole;
      } else {
        ++word;
      }
    }
  }
};
