#include "driver_test.h"

#include <algorithm>
#include <stdexcept>

#include "dma_model.h"
#include "driver_access.h"

// NAME_open and so on, of the design's name.
#define JOINED(name, rest) name##_##rest
#define OF_NAME(name, rest) JOINED(name, rest)
#define DRIVER(rest) OF_NAME(DRIVER_NAME, rest)
#define DRIVER_VALUE(rest) OF_NAME(DRIVER_MACRO, rest)

namespace sparseloom {

namespace {
constexpr std::uintptr_t kAccelerator = 0x43c00000;
constexpr std::uintptr_t kDma = 0x40400000;
constexpr std::uint64_t kImages = 0x110000000;  // above 4 GiB: the upper half of addresses counts
constexpr std::uint64_t kResults = 0x20000000;

AxiBench* simulated_bench = nullptr;
DmaModel* simulated_dma = nullptr;

void convert(const AxiData& data, const DriverData& reals, Bytes& images) {
  const std::size_t values = DRIVER_VALUE(IMAGE_VALUES);
  for (std::size_t i = 0; i < data.images.size(); i++) {
    std::uint8_t* image = images.data() + i * DRIVER_VALUE(IMAGE_STRIDE);
    DRIVER(image_of_values)(reals.reals.data() + i * values, image);
    expect(std::equal(data.images[i].begin(), data.images[i].end(), image), "image of real values");
  }
  Bytes pixels(data.images[0].size());
  DRIVER(image_of_pixels)(reals.pixels.data(), pixels.data());
  expect(pixels == reals.pixel_image, "image of pixels");
}

void check_results(const AxiData& data, const DriverData& reals, const Bytes& results) {
  const std::size_t values = DRIVER_VALUE(RESULT_VALUES);
  std::vector<float> got(values);
  for (std::size_t i = 0; i < data.results.size(); i++) {
    const std::uint8_t* result = results.data() + i * DRIVER_VALUE(RESULT_STRIDE);
    expect(std::equal(data.results[i].begin(), data.results[i].end(), result),
           "result " + std::to_string(i));
    DRIVER(values_of_result)(result, got.data());
    const auto from = reals.values.begin() + static_cast<std::ptrdiff_t>(i * values);
    expect(std::equal(got.begin(), got.end(), from), "real values of result " + std::to_string(i));
  }
}

void check_counters(const DRIVER(device) & device, std::size_t images) {
  DRIVER(counters) counters;
  DRIVER(read_counters)(&device, &counters);
  expect(counters.images_in == images && counters.images_out == images, "images counted");
  expect(counters.cycles > images && counters.errors == 0 && counters.bad_images == 0, "counters");
  for (std::uint32_t stalls : counters.stalls) expect(stalls < counters.cycles, "stalls");
  DRIVER(clear_counters)(&device);
  DRIVER(read_counters)(&device, &counters);
  expect(counters.images_out == 0, "counters cleared");
}
}  // namespace

void run_driver(AxiBench& bench, const AxiData& data, const DriverData& reals,
                const std::string& folder) {
  DmaModel dma(bench, OUTPUT_BYTES);
  simulated_bench = &bench;
  simulated_dma = &dma;
  Bytes images(data.images.size() * DRIVER_VALUE(IMAGE_STRIDE));
  Bytes results(data.results.size() * DRIVER_VALUE(RESULT_STRIDE));
  convert(data, reals, images);
  dma.map(kImages, images);
  dma.map(kResults, results);
  const DRIVER(device) device{kAccelerator, kDma, nullptr, nullptr};
#ifdef SPARSELOOM_WEIGHTS_0
  expect(DRIVER(open)(&device) == DRIVER_VALUE(NO_WEIGHTS), "opened without weights");
  expect(DRIVER(load_weights)(&device, "nowhere") == DRIVER_VALUE(NO_WEIGHTS), "no weights");
  expect(DRIVER(load_weights)(&device, (folder + "/memory").c_str()) == DRIVER_VALUE(GOOD), "weights");
#endif
  const DRIVER(buffer) from{images.data(), kImages};
  const DRIVER(buffer) to{results.data(), kResults};
  expect(DRIVER(open)(&device) == DRIVER_VALUE(GOOD), "open");
  expect(DRIVER(run)(&device, from, to, data.images.size()) == DRIVER_VALUE(GOOD), "run");
  check_results(data, reals, results);
  check_counters(device, data.images.size());
  expect(DRIVER(close)(&device) == DRIVER_VALUE(GOOD), "close");

  expect(DRIVER(run)(&device, {images.data(), kImages + 4}, to, 1) == DRIVER_VALUE(UNALIGNED), "unaligned");
  expect(DRIVER(run)(&device, from, to, 1) == DRIVER_VALUE(TIMEOUT), "ran while it was stopped");
  expect(DRIVER(open)(&device) == DRIVER_VALUE(GOOD), "opened again");
  expect(DRIVER(run)(&device, {images.data(), 0x1000}, to, 1) == DRIVER_VALUE(DMA_ERROR), "bad address");
  const DRIVER(device) another{kAccelerator + 4, kDma, nullptr, nullptr};
  expect(DRIVER(open)(&another) == DRIVER_VALUE(WRONG_DESIGN), "opened what is none");
  (void)folder;
}

}  // namespace sparseloom

std::uint32_t simulated_read32(std::uintptr_t address) {
  using namespace sparseloom;
  return address >= kAccelerator
             ? simulated_bench->read(static_cast<std::uint32_t>(address - kAccelerator))
             : simulated_dma->read(static_cast<std::uint32_t>(address - kDma));
}

void simulated_write32(std::uintptr_t address, std::uint32_t value) {
  using namespace sparseloom;
  if (address >= kAccelerator) {
    simulated_bench->write(static_cast<std::uint32_t>(address - kAccelerator), value);
  } else {
    simulated_dma->write(static_cast<std::uint32_t>(address - kDma), value);
  }
}
