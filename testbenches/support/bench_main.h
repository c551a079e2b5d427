// What the generated main() hands its tables to.
#pragma once

#include <vector>

#include "command_line.h"
#include "ports.h"
#include "stream_description.h"

namespace sparseloom {

// The exit status of a simulation; others mean that it could not run at all.
enum ExitStatus { kGood = 0, kCannotRun = 1, kFoundFaults = 3 };

// Simulates and writes the result file. Returns an ExitStatus.
int bench_main(const CommandLine& line, Model& model, const std::vector<DesignPorts*>& ports,
               const std::vector<DesignDescription>& designs,
               const std::vector<StreamDescription>& streams,
               const std::vector<ConnectionDescription>& connections);

}  // namespace sparseloom
