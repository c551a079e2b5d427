// The AXI DMA of the block design (PG021, direct register mode) between a program's memory and the streams of
// a bench.
#pragma once

#include <cstdint>
#include <map>

#include "axi_bench.h"

namespace sparseloom {

class DmaModel {
 public:
  DmaModel(AxiBench& bench, std::size_t output_bytes) : bench_(bench), output_bytes_(output_bytes) {
    bench_.take_until(0);
  }

  // Makes memory known by its physical address.
  void map(std::uint64_t address, Bytes& bytes) { memory_[address] = &bytes; }

  // Registers, by their offsets; each access takes a few cycles.
  std::uint32_t read(std::uint32_t offset);
  void write(std::uint32_t offset, std::uint32_t value);

 private:
  struct Channel {
    bool running = false;
    bool busy = false;
    bool error = false;
    int starting = 0;  // reads for which it is still halted
    std::uint64_t address = 0;
    std::uint32_t length = 0;
  };

  std::uint8_t* bytes(Channel& channel);
  void begin(Channel& channel, std::uint32_t length);
  void advance();

  AxiBench& bench_;
  std::size_t output_bytes_;
  std::size_t taken_ = 0;
  std::map<std::uint64_t, Bytes*> memory_;
  Channel send_;
  Channel receive_;
  int resetting_ = 0;
};

}  // namespace sparseloom
