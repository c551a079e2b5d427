// What a host does with the AXI wrapper; each scenario throws if something is not as it must be.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "axi_bench.h"

namespace sparseloom {

struct AxiData {
  std::vector<Bytes> images;
  std::vector<Bytes> results;
  std::vector<std::uint32_t> weights;  // three registers a word
};

inline void expect(bool condition, const std::string& what) {
  if (!condition) throw std::runtime_error(what);
}

// Checks constants and responses, loads weights, and starts.
void start(AxiBench& bench, const AxiData& data);
// Sends images `from` .. `to` - 1 as they should be.
void send(AxiBench& bench, const AxiData& data, std::size_t from, std::size_t to);
// Runs until so many results are there.
void await(AxiBench& bench, const AxiData& data, std::size_t results);
// Compares result number `at` of those received with that of an image.
void compare(const AxiBench& bench, const AxiData& data, std::size_t at, std::size_t image);

// All images while registers are read, interrupt at the end; returns the cycles.
std::uint64_t stream_images(AxiBench& bench, const AxiData& data);
// Resets at random moments, after each of which the next images are right.
void reset_within_images(AxiBench& bench, const AxiData& data, std::uint64_t seed);
// Stops at random moments: the image that has begun is finished, and no other begins.
void stop_between_images(AxiBench& bench, const AxiData& data, std::uint64_t seed);
// Images that are too short, too long and lack bytes are told; those between them are right.
void wrong_frames(AxiBench& bench, const AxiData& data);

}  // namespace sparseloom
