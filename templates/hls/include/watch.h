// Lets a testbench see every stream in C simulation; nothing of it is in the hardware.
#pragma once

#include "beat.h"

#if defined(SPARSELOOM_WATCH) && !defined(__SYNTHESIS__)

#include <cstdint>
#include <vector>

// Given by the testbench (testbench/comparison.cpp).
void watch_values(int stream, const std::vector<std::int64_t>& values);
extern std::int64_t watched_cycles[];

// Shows the values of an image that wait in a stream, and leaves them there.
template <typename T, int LANES>
void watch_stream(int index, hls::stream<Beat<T, LANES>>& stream) {
  std::vector<std::int64_t> values;
  for (std::size_t left = stream.size(); left > 0; --left) {
    const Beat<T, LANES> beat = stream.read();
    for (int lane = 0; lane < LANES; ++lane) {
      values.push_back(beat.value[lane].to_int64());
    }
    stream.write(beat);
  }
  watch_values(index, values);
}

#define WATCH_STREAM(INDEX, STREAM) watch_stream(INDEX, STREAM);
#define WATCH_CYCLE(STAGE) ++watched_cycles[STAGE];

#else

#define WATCH_STREAM(INDEX, STREAM)
#define WATCH_CYCLE(STAGE)

#endif
