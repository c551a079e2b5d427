// The generated driver in C with the wrapper that it is for, and a model of the DMA between them.
#pragma once

#include <string>
#include <vector>

#include "axi_scenarios.h"

namespace sparseloom {

// What the driver makes images of and results into.
struct DriverData {
  std::vector<float> reals;  // all images
  Bytes pixels;              // one image
  Bytes pixel_image;         // the same in the accelerator's bytes
  std::vector<float> values;  // all results
};

// Opens, runs all images, reads counters, closes; then what must be refused.
void run_driver(AxiBench& bench, const AxiData& data, const DriverData& reals,
                const std::string& folder);

}  // namespace sparseloom
