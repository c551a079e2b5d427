// What a testbench does with any design: reads images, watches streams, compares, reports.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

// A stream that is watched: the images are number 0, then come the outputs of all stages, in the end
// the accelerator's own.
struct StreamDescription {
  std::string name;
  std::string file;
  int channels;
  int height;
  int width;
  std::size_t values() const { return static_cast<std::size_t>(channels) * height * width; }
};

// Sends an image of values, pixels in raster order, channels innermost; returns the result's.
typedef std::function<std::vector<std::int64_t>(const std::vector<std::int32_t>&)> Accelerator;

// Returns 0 if all values are equal, 3 if not, 2 if the simulation cannot be done.
int run_testbench(int argc, char** argv, const std::vector<StreamDescription>& streams,
                  const Accelerator& accelerator);
