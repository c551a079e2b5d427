// How the testbench reaches the signals of a Verilated design; implemented in the generated
// main.cpp, which alone knows the model's class.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sparseloom {

// The streams of one accelerator, as seen from outside; inputs are counted from 0.
class DesignPorts {
 public:
  virtual ~DesignPorts() = default;
  virtual void offer(int input, const std::uint32_t* words) = 0;  // s_axis_tdata
  virtual void set_input_valid(int input, bool valid) = 0;
  virtual bool input_ready(int input) const = 0;
  virtual void set_output_ready(bool ready) = 0;
  virtual bool output_valid() const = 0;
  virtual bool output_last() const = 0;
};

// The whole Verilated model.
class Model {
 public:
  virtual ~Model() = default;
  virtual void set_clock(bool high) = 0;
  virtual void set_reset(bool active) = 0;
  virtual void eval() = 0;
  // No more cycles follow: runs the final blocks, which report what they have counted.
  virtual void finish() = 0;
  // Records the present levels if a waveform is being written; time in half clock periods.
  virtual void dump(std::uint64_t time) = 0;
};

// A Verilated port has the narrowest of these types that holds it, or is an array of words.
inline void put_bits(std::uint8_t& port, const std::uint32_t* words) {
  port = static_cast<std::uint8_t>(words[0]);
}
inline void put_bits(std::uint16_t& port, const std::uint32_t* words) {
  port = static_cast<std::uint16_t>(words[0]);
}
inline void put_bits(std::uint32_t& port, const std::uint32_t* words) {
  port = words[0];
}
inline void put_bits(std::uint64_t& port, const std::uint32_t* words) {
  port = words[0] | static_cast<std::uint64_t>(words[1]) << 32;
}
template <typename Wide>
void put_bits(Wide& port, const std::uint32_t* words) {
  for (std::size_t word = 0; word < sizeof(Wide) / sizeof(std::uint32_t); word++) {
    port[word] = words[word];
  }
}

}  // namespace sparseloom
