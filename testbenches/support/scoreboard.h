// All monitored streams of a bench and what was found wrong with them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "stream_monitor.h"

namespace sparseloom {

// A stream that broke the ready/valid rules: once high, valid stays with its data until the
// transfer.
struct ProtocolError {
  int stream;
  std::uint64_t cycle;
  std::uint64_t image;
  std::string what;
};

// Entries in a FIFO when the simulation ended, and the most that there ever were.
struct FifoLevel {
  std::uint64_t level = 0;
  std::uint64_t highest = 0;
};

class Scoreboard {
 public:
  // The mismatches that are kept and printed; further ones are only counted.
  static constexpr std::size_t kKept = 100;

  Scoreboard(const std::vector<DesignDescription>& designs,
             const std::vector<StreamDescription>& streams,
             const std::vector<ConnectionDescription>& connections,
             const std::string& values_folder, std::uint64_t images);
  ~Scoreboard();
  Scoreboard(const Scoreboard&) = delete;
  Scoreboard& operator=(const Scoreboard&) = delete;

  // The cycle that following events belong to, counted from the end of the reset.
  void set_cycle(std::uint64_t cycle) { cycle_ = cycle; }
  std::uint64_t cycle() const { return cycle_; }

  void state(int stream, bool valid, bool ready);
  void beat(int stream, const std::uint32_t* words);
  void protocol_error(int stream, const std::string& what);
  // The stage that gives the stream has worked in so many cycles.
  void worked(int stream, std::uint64_t cycles);
  void fifo_levels(int connection, std::uint64_t level, std::uint64_t highest);
  void close();

  const std::vector<DesignDescription>& designs() const { return designs_; }
  const std::vector<std::unique_ptr<StreamMonitor>>& monitors() const { return monitors_; }
  const std::vector<ConnectionDescription>& connections() const { return connections_; }
  // Known once the simulation has ended.
  const FifoLevel& fifo(int connection) const {
    return fifos_[static_cast<std::size_t>(connection)];
  }
  const std::vector<Mismatch>& mismatches() const { return mismatches_; }
  const std::vector<ProtocolError>& protocol_errors() const { return protocol_errors_; }
  std::uint64_t mismatch_count() const { return mismatch_count_; }
  std::uint64_t images() const { return images_; }

  // Streams that have not yet seen all their beats.
  int incomplete() const { return incomplete_; }
  // Images that have left the design whose output is furthest behind.
  std::uint64_t images_done() const;
  // The last cycle in which a stream of the design transferred.
  std::uint64_t last_transfer(int design) const {
    return last_transfer_[static_cast<std::size_t>(design)];
  }
  bool design_complete(int design) const;

 private:
  void keep(const std::vector<Mismatch>& found);

  const std::vector<DesignDescription>& designs_;
  const std::vector<ConnectionDescription>& connections_;
  std::vector<FifoLevel> fifos_;
  std::uint64_t images_;
  std::vector<std::unique_ptr<StreamMonitor>> monitors_;
  std::vector<Mismatch> mismatches_;
  std::vector<Mismatch> found_;
  std::vector<ProtocolError> protocol_errors_;
  std::vector<std::uint64_t> last_transfer_;
  std::uint64_t mismatch_count_ = 0;
  std::uint64_t cycle_ = 0;
  int incomplete_ = 0;
};

}  // namespace sparseloom
