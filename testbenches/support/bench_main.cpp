#include "bench_main.h"

#include <cstdio>
#include <exception>

#include "bench.h"
#include "fifo_stalls.h"
#include "result_file.h"
#include "scoreboard.h"

namespace sparseloom {

int bench_main(const CommandLine& line, Model& model, const std::vector<DesignPorts*>& ports,
               const std::vector<DesignDescription>& designs,
               const std::vector<StreamDescription>& streams,
               const std::vector<ConnectionDescription>& connections) {
  try {
    prepare_fifo_stalls(line.stall_probability, line.seed);
    Scoreboard scoreboard(designs, streams, connections, line.values_folder, line.images);
    Bench bench(line, model, ports, scoreboard);
    const RunSummary summary = bench.run();
    write_result(line.result_file, summary, scoreboard);
    const bool good = scoreboard.incomplete() == 0 && scoreboard.mismatch_count() == 0 &&
                      scoreboard.protocol_errors().empty();
    return good ? kGood : kFoundFaults;
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "simulation: %s\n", problem.what());
    return kCannotRun;
  }
}

}  // namespace sparseloom
