// axi_bench SCENARIO FOLDER STALL SEED: runs a scenario on images.bin, results.bin and weights.bin,
// and for the driver on reals.bin, pixels.bin, pixel_images.bin and values.bin.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iterator>

#include "axi_scenarios.h"
#include "checker_test.h"
#include "driver_test.h"

namespace {

using namespace sparseloom;

Bytes file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(stream), {});
}

std::vector<Bytes> parts(const Bytes& all, std::size_t size) {
  std::vector<Bytes> parts;
  for (auto from = all.begin(); from != all.end(); from += static_cast<std::ptrdiff_t>(size)) {
    parts.emplace_back(from, from + static_cast<std::ptrdiff_t>(size));
  }
  return parts;
}

std::vector<std::uint32_t> words(const Bytes& bytes) {
  std::vector<std::uint32_t> words(bytes.size() / 4);
  for (std::size_t i = 0; i < bytes.size(); i++) words[i / 4] |= std::uint32_t{bytes[i]} << 8 * (i % 4);
  return words;
}

std::vector<float> floats(const Bytes& bytes) {
  std::vector<float> floats(bytes.size() / sizeof(float));
  std::memcpy(floats.data(), bytes.data(), bytes.size());
  return floats;
}

void run(const std::string& scenario, const std::string& folder, const AxiData& data, double stall,
         std::uint64_t seed) {
  if (scenario == "checkers") {
    check_checkers(data, seed);
    return;
  }
  AxiBench bench(BUS_BYTES, OUTPUT_BYTES, stall, seed);
  if (scenario == "stream") {
    const std::uint64_t cycles = stream_images(bench, data);
    std::printf("cycles %llu\n", static_cast<unsigned long long>(cycles));
  } else if (scenario == "reset") {
    reset_within_images(bench, data, seed);
  } else if (scenario == "stop") {
    stop_between_images(bench, data, seed);
  } else if (scenario == "frames") {
    wrong_frames(bench, data);
  } else if (scenario == "driver") {
    run_driver(bench, data, {floats(file(folder + "/reals.bin")), file(folder + "/pixels.bin"),
                             file(folder + "/pixel_images.bin"), floats(file(folder + "/values.bin"))},
               folder);
  } else {
    throw std::runtime_error("no scenario " + scenario);
  }
  for (const std::string& violation : bench.violations()) std::printf("%s\n", violation.c_str());
  expect(bench.violations().empty(), "rules of the protocol were broken");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const std::string folder = argv[2];
  const std::uint64_t seed = std::strtoull(argv[4], nullptr, 10);
  Verilated::randReset(2);
  Verilated::randSeed(static_cast<int>(seed));
  try {
    const AxiData data{parts(file(folder + "/images.bin"), INPUT_BYTES),
                       parts(file(folder + "/results.bin"), OUTPUT_BYTES),
                       words(file(folder + "/weights.bin"))};
    run(argv[1], folder, data, std::strtod(argv[3], nullptr), seed);
  } catch (const std::exception& problem) {
    std::printf("%s: %s\n", argv[1], problem.what());
    return 1;
  }
  return 0;
}
