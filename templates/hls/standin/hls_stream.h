// Stands in for the vendor's hls_stream.h where there is none: a queue without end.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace hls {

template <typename T>
class stream {
 public:
  stream() {}
  explicit stream(const char* name) : name_(name) {}
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;

  bool empty() const { return first_ == beats_.size(); }
  bool full() const { return false; }
  std::size_t size() const { return beats_.size() - first_; }
  void write(const T& beat) { beats_.push_back(beat); }
  // Hardware would wait for ever.
  T read() {
    if (empty()) {
      throw std::logic_error("stream " + name_ + " is read while it is empty");
    }
    const T beat = beats_[first_++];
    if (empty()) {
      beats_.clear();
      first_ = 0;
    }
    return beat;
  }

 private:
  std::string name_;
  std::vector<T> beats_;
  std::size_t first_ = 0;
};

}  // namespace hls
