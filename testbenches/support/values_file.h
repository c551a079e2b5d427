// Values of a stream, read from a file without holding it in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sparseloom {

// A file of int32 little-endian values, mapped read-only; the host must be little endian too.
// Throws std::runtime_error if the file cannot be read or is too short.
class ValuesFile {
 public:
  ValuesFile(const std::string& path, std::size_t least_values);
  ~ValuesFile();
  ValuesFile(const ValuesFile&) = delete;
  ValuesFile& operator=(const ValuesFile&) = delete;

  std::int32_t operator[](std::size_t index) const { return values_[index]; }

 private:
  const std::int32_t* values_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace sparseloom
