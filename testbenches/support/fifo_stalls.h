// Random waiting in front of the FIFOs between stages, for benches that ask for it.
#pragma once

#include <cstdint>

namespace sparseloom {

// To be called before the first clock edge. Each FIFO gets stalls of its own, all from one seed.
void prepare_fifo_stalls(double probability, std::uint64_t seed);

}  // namespace sparseloom
