// Bytes to and from ports of a Verilated model, which are numbers or arrays of 32-bit words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace sparseloom {

template <typename Port>
void put_bytes(Port& port, const std::vector<std::uint8_t>& bytes) {
  if constexpr (std::is_integral_v<Port>) {
    port = 0;
    for (std::size_t i = 0; i < bytes.size(); i++) port |= static_cast<Port>(Port{bytes[i]} << 8 * i);
  } else {
    for (std::size_t word = 0; word < bytes.size() / 4; word++) {
      port[word] = 0;
      for (std::size_t i = 0; i < 4; i++) {
        port[word] |= static_cast<std::uint32_t>(bytes[4 * word + i]) << 8 * i;
      }
    }
  }
}

template <typename Port>
void put_number(Port& port, std::uint64_t number) {
  port = static_cast<Port>(number);
}

template <typename Port>
std::vector<std::uint8_t> get_bytes(const Port& port, std::size_t count) {
  std::vector<std::uint8_t> bytes(count);
  for (std::size_t i = 0; i < count; i++) {
    if constexpr (std::is_integral_v<Port>) {
      bytes[i] = static_cast<std::uint8_t>(port >> 8 * i);
    } else {
      bytes[i] = static_cast<std::uint8_t>(port[i / 4] >> 8 * (i % 4));
    }
  }
  return bytes;
}

}  // namespace sparseloom
