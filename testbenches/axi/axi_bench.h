// A host with a DMA around the AXI wrapper of one accelerator: clock, the three interfaces with random
// waiting, and the checkers that watch them.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "Vaxi.h"
#include "axi_lite_checker.h"
#include "axi_stream_checker.h"
#include "stall_generator.h"

namespace sparseloom {

using Bytes = std::vector<std::uint8_t>;

// One beat of the image stream.
struct BusBeat {
  Bytes data;
  std::uint64_t keep;
  bool last;
};

class AxiBench {
 public:
  AxiBench(std::size_t bus_bytes, std::size_t output_bytes, double stall_probability,
           std::uint64_t seed);

  // Returns the beats of an image as they should be.
  std::vector<BusBeat> beats(const Bytes& image) const;
  void send(const std::vector<BusBeat>& beats) { waiting_.insert(waiting_.end(), beats.begin(), beats.end()); }
  // Forgets what was not yet sent and holds reset for some cycles.
  void reset(int cycles);
  void cycle();
  // Runs until the condition holds; throws if nothing moves for long.
  void run_until(const std::function<bool()>& condition, const std::string& what);

  // Registers; both throw if the response is another one than expected.
  std::uint32_t read(std::uint32_t address, bool known = true);
  void write(std::uint32_t address, std::uint32_t data, bool known = true,
             std::uint32_t strobes = 0xf);

  // The bytes that came out, TKEEP applied.
  const Bytes& received() const { return received_; }
  void forget() { received_.clear(); }
  // Takes no more than so many bytes in all, until told otherwise.
  void take_until(std::size_t bytes) { most_ = bytes; }
  bool idle() const { return waiting_.empty(); }
  std::size_t waiting() const { return waiting_.size(); }
  std::uint64_t cycles() const { return cycles_; }
  bool interrupt() const { return model_->irq != 0; }
  std::vector<std::string> violations() const;

  // Lets the checker of the output see something else than there is, for its own test.
  void spoil(std::function<void(StreamSample&)> spoil) { spoil_ = std::move(spoil); }

 private:

  void drive();
  void step(bool high);
  LiteSample lite_sample() const;
  // Holds the request channels until both are accepted and the response channel has answered.
  std::uint64_t access(bool writing);

  std::unique_ptr<Vaxi> model_ = std::make_unique<Vaxi>();
  std::size_t bus_bytes_;
  AxiStreamChecker output_checker_;
  AxiLiteChecker lite_checker_;
  StallGenerator input_stalls_;
  StallGenerator output_stalls_;
  StallGenerator lite_stalls_;
  std::deque<BusBeat> waiting_;
  Bytes received_;
  std::size_t most_ = SIZE_MAX;
  LiteSample lite_;
  std::function<void(StreamSample&)> spoil_;
  std::uint64_t cycles_ = 0;
  std::uint64_t last_move_ = 0;
};

}  // namespace sparseloom
