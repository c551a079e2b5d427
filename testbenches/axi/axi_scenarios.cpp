#include "axi_scenarios.h"

#include <algorithm>
#include <random>

namespace sparseloom {

namespace {
constexpr std::uint32_t kIdentification = 0x53504c4d;
constexpr std::uint32_t kUnknownAddress = 0xffc;

void load_weights(AxiBench& bench, const AxiData& data) {
  if (WEIGHTS_WORDS == 0 || bench.read(SPARSELOOM_STATUS) & SPARSELOOM_STATUS_WEIGHTS_LOADED) return;
#ifdef SPARSELOOM_WEIGHTS_0
  expect(bench.read(SPARSELOOM_WEIGHTS_WORDS) == data.weights.size() / 3, "WEIGHTS_WORDS");
  for (std::size_t i = 0; i < data.weights.size(); i++) {
    bench.write(SPARSELOOM_WEIGHTS_0 + 4 * (i % 3), data.weights[i]);
  }
#else
  (void)data;
#endif
  expect(bench.read(SPARSELOOM_STATUS) & SPARSELOOM_STATUS_WEIGHTS_LOADED, "weights not loaded");
}
}  // namespace

void start(AxiBench& bench, const AxiData& data) {
  expect(bench.read(SPARSELOOM_ID) == kIdentification, "ID");
  expect(bench.read(SPARSELOOM_VERSION) >> 16 == 1, "VERSION");
  const std::uint64_t hash =
      bench.read(SPARSELOOM_HASH_LOW) | std::uint64_t{bench.read(SPARSELOOM_HASH_HIGH)} << 32;
  expect(hash == HASH, "HASH");
  expect(bench.read(SPARSELOOM_BUS_BYTES) == BUS_BYTES, "BUS_BYTES");
  expect(bench.read(SPARSELOOM_INPUT_BYTES) == data.images[0].size(), "INPUT_BYTES");
  expect(bench.read(SPARSELOOM_OUTPUT_BYTES) == data.results[0].size(), "OUTPUT_BYTES");
  expect(bench.read(SPARSELOOM_STAGES) == STAGES, "STAGES");
  expect(bench.read(SPARSELOOM_CONTROL) == 0, "stopped after reset");
  bench.read(kUnknownAddress, false);
  bench.read(SPARSELOOM_ID + 1, false);
  bench.write(kUnknownAddress, 1, false);
  bench.write(SPARSELOOM_ID, 1, false);
  load_weights(bench, data);
  bench.write(SPARSELOOM_CONTROL, SPARSELOOM_CONTROL_RUN, true, 0xe);
  expect(bench.read(SPARSELOOM_CONTROL) == 0, "strobes left out the lowest byte");
  bench.write(SPARSELOOM_CONTROL, SPARSELOOM_CONTROL_RUN);
}

void send(AxiBench& bench, const AxiData& data, std::size_t from, std::size_t to) {
  for (std::size_t image = from; image < to; image++) bench.send(bench.beats(data.images[image]));
}

void await(AxiBench& bench, const AxiData& data, std::size_t results) {
  bench.run_until([&] { return bench.received().size() >= results * data.results[0].size(); },
                  std::to_string(results) + " results");
}

void compare(const AxiBench& bench, const AxiData& data, std::size_t at, std::size_t image) {
  const Bytes& expected = data.results[image];
  const auto first = bench.received().begin() + static_cast<std::ptrdiff_t>(at * expected.size());
  const auto wrong = std::mismatch(expected.begin(), expected.end(), first).first;
  expect(wrong == expected.end(), "result " + std::to_string(at) + ", byte " +
                                      std::to_string(wrong - expected.begin()) + " is wrong");
}

std::uint64_t stream_images(AxiBench& bench, const AxiData& data) {
  start(bench, data);
  const std::size_t images = data.images.size();
  bench.write(SPARSELOOM_DONE_AFTER, static_cast<std::uint32_t>(images));
  bench.write(SPARSELOOM_INTERRUPT_ENABLE, SPARSELOOM_INTERRUPT_ENABLE_DONE);
  send(bench, data, 0, images);
  const std::uint64_t begin = bench.cycles();
  while (bench.received().size() < (images - 1) * data.results[0].size()) {
    expect(!bench.interrupt(), "interrupt before all are done");
    for (int i = 0; i < 100; i++) bench.cycle();
    bench.read(SPARSELOOM_CYCLES_LOW);
  }
  await(bench, data, images);
  const std::uint64_t cycles = bench.cycles() - begin;
  bench.cycle();
  for (std::size_t image = 0; image < images; image++) compare(bench, data, image, image);
  expect(bench.received().size() == images * data.results[0].size(), "more came out than images");
  expect(bench.interrupt(), "interrupt when all are done");
  expect(bench.read(SPARSELOOM_INTERRUPT_STATUS) == SPARSELOOM_INTERRUPT_STATUS_DONE, "DONE");
  bench.write(SPARSELOOM_INTERRUPT_STATUS, SPARSELOOM_INTERRUPT_STATUS_DONE);
  bench.cycle();
  expect(!bench.interrupt(), "interrupt cleared");
  expect(bench.read(SPARSELOOM_IMAGES_IN) == images, "IMAGES_IN");
  expect(bench.read(SPARSELOOM_IMAGES_OUT) == images, "IMAGES_OUT");
  expect(bench.read(SPARSELOOM_ERRORS) == 0, "ERRORS");
  expect(!(bench.read(SPARSELOOM_STATUS) & SPARSELOOM_STATUS_BUSY), "BUSY");
  const std::uint32_t counted = bench.read(SPARSELOOM_CYCLES_LOW);
  expect(counted >= cycles && counted < cycles + 1000, "CYCLES");
  for (std::uint32_t stage = 0; stage < STAGES; stage++) {
    expect(bench.read(SPARSELOOM_STALLS_0 + 4 * stage) < counted, "STALLS");
  }
  bench.write(SPARSELOOM_CLEAR, SPARSELOOM_CLEAR_COUNTERS);
  expect(bench.read(SPARSELOOM_IMAGES_OUT) == 0, "CLEAR");
  return cycles;
}

void reset_within_images(AxiBench& bench, const AxiData& data, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  start(bench, data);
  send(bench, data, 0, 1);
  const std::uint64_t begin = bench.cycles();
  await(bench, data, 1);
  const std::uint64_t longest = 2 * (bench.cycles() - begin);
  for (std::size_t round = 0; round < 20; round++) {
    send(bench, data, 0, data.images.size());
    for (std::uint64_t wait = random() % longest; wait > 0; wait--) bench.cycle();
    bench.reset(static_cast<int>(1 + random() % 4));
    bench.forget();
    start(bench, data);
    const std::size_t first = round % (data.images.size() - 1);
    send(bench, data, first, first + 2);
    await(bench, data, 2);
    compare(bench, data, 0, first);
    compare(bench, data, 1, first + 1);
    expect(bench.read(SPARSELOOM_ERRORS) == 0, "ERRORS after reset");
  }
}

void stop_between_images(AxiBench& bench, const AxiData& data, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  start(bench, data);
  const std::size_t images = data.images.size();
  send(bench, data, 0, images);
  while (!bench.idle()) {
    for (std::uint64_t wait = random() % 3000; wait > 0; wait--) bench.cycle();
    bench.write(SPARSELOOM_CONTROL, 0);
    bench.run_until([&] { return !(bench.read(SPARSELOOM_STATUS) & SPARSELOOM_STATUS_BUSY); },
                    "the images inside");
    const std::uint32_t taken = bench.read(SPARSELOOM_IMAGES_IN);
    expect(bench.received().size() == taken * data.results[0].size(), "stopped with results inside");
    const std::size_t waiting = bench.waiting();
    const std::uint32_t cycles = bench.read(SPARSELOOM_CYCLES_LOW);
    for (int i = 0; i < 200; i++) bench.cycle();
    expect(bench.read(SPARSELOOM_CYCLES_LOW) == cycles, "cycles are counted while stopped");
    expect(bench.read(SPARSELOOM_IMAGES_IN) == taken, "an image was taken while stopped");
    // Two beats may wait in the wrapper's first registers.
    expect(waiting - bench.waiting() <= 2, "beats were taken while stopped");
    bench.write(SPARSELOOM_CONTROL, SPARSELOOM_CONTROL_RUN);
  }
  await(bench, data, images);
  for (std::size_t image = 0; image < images; image++) compare(bench, data, image, image);
}

void wrong_frames(AxiBench& bench, const AxiData& data) {
  start(bench, data);
  bench.write(SPARSELOOM_INTERRUPT_ENABLE, SPARSELOOM_INTERRUPT_ENABLE_ERROR);
  const std::uint32_t faults[] = {SPARSELOOM_ERRORS_SHORT, SPARSELOOM_ERRORS_LONG,
                                  SPARSELOOM_ERRORS_BYTES};
  std::uint32_t bad = 0;
  for (std::size_t round = 0; round < 12; round++) {
    const std::uint32_t fault = faults[round % 3];
    const std::size_t first = 3 * round % (data.images.size() - 2);
    std::vector<BusBeat> beats = bench.beats(data.images[first]);
    if (fault == SPARSELOOM_ERRORS_SHORT) {
      beats.resize(1 + round % (beats.size() - 1));
      beats.back().last = true;
    } else if (fault == SPARSELOOM_ERRORS_LONG) {
      beats.back().last = false;
      for (std::size_t more = 0; more <= round; more++) {
        beats.push_back({Bytes(BUS_BYTES, 0x5a), low_bits(BUS_BYTES), more == round});
      }
    } else {
      beats[round % beats.size()].keep ^= 1;
    }
    bench.forget();
    bench.send(beats);
    send(bench, data, first + 1, first + 3);
    await(bench, data, 3);
    // A short image is not what it should be; nothing is missing of the others.
    if (fault != SPARSELOOM_ERRORS_SHORT) compare(bench, data, 0, first);
    compare(bench, data, 1, first + 1);
    compare(bench, data, 2, first + 2);
    expect(bench.interrupt(), "interrupt by an error");
    expect(bench.read(SPARSELOOM_ERRORS) == fault, "ERRORS");
    expect(bench.read(SPARSELOOM_BAD_IMAGES) == ++bad, "BAD_IMAGES");
    expect(bench.read(SPARSELOOM_LAST_BAD_IMAGE) == 3 * round, "LAST_BAD_IMAGE");
    bench.write(SPARSELOOM_ERRORS, fault);
    bench.write(SPARSELOOM_INTERRUPT_STATUS, SPARSELOOM_INTERRUPT_STATUS_ERROR);
    bench.cycle();
    expect(bench.read(SPARSELOOM_ERRORS) == 0 && !bench.interrupt(), "ERRORS cleared");
  }
}

}  // namespace sparseloom
