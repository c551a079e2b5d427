#include "values_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace sparseloom {

ValuesFile::ValuesFile(const std::string& path, std::size_t least_values) {
  const int file = open(path.c_str(), O_RDONLY);
  if (file < 0) {
    throw std::runtime_error("cannot open " + path + ": " + std::strerror(errno));
  }
  struct stat status {};
  fstat(file, &status);
  bytes_ = static_cast<std::size_t>(status.st_size);
  if (bytes_ < least_values * sizeof(std::int32_t) || bytes_ == 0) {
    close(file);
    throw std::runtime_error(path + " has " + std::to_string(bytes_ / sizeof(std::int32_t)) +
                             " values, needs " + std::to_string(least_values));
  }
  void* memory = mmap(nullptr, bytes_, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (memory == MAP_FAILED) {
    throw std::runtime_error("cannot map " + path + ": " + std::strerror(errno));
  }
  madvise(memory, bytes_, MADV_SEQUENTIAL);
  values_ = static_cast<const std::int32_t*>(memory);
}

ValuesFile::~ValuesFile() {
  munmap(const_cast<std::int32_t*>(values_), bytes_);
}

}  // namespace sparseloom
