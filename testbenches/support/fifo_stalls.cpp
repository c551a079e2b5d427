#include "fifo_stalls.h"

#include <svdpi.h>

#include <vector>

#include "stall_generator.h"

namespace sparseloom {
namespace {

// DPI-C functions get no context of ours.
double probability = 0;
std::uint64_t next_seed = 0;
std::vector<StallGenerator> generators;

}  // namespace

void prepare_fifo_stalls(double new_probability, std::uint64_t seed) {
  probability = new_probability;
  // Apart from the seeds of the drivers at the ends (bench.cpp).
  next_seed = (seed + 1) * 1000003;
  generators.clear();
}

}  // namespace sparseloom

// Called by the FIFOs of templates/testbench: once each, then at every rising clock edge.
extern "C" {

int new_fifo_stalls() {
  sparseloom::generators.emplace_back(sparseloom::probability, sparseloom::next_seed++);
  return static_cast<int>(sparseloom::generators.size()) - 1;
}

svBit fifo_stalls(int fifo) {
  return sparseloom::generators[static_cast<std::size_t>(fifo)].next() ? 1 : 0;
}

}  // extern "C"
