/* How a driver in C reaches the registers of a simulation (driver_test.cpp). */
#ifndef SPARSELOOM_DRIVER_ACCESS_H
#define SPARSELOOM_DRIVER_ACCESS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
uint32_t simulated_read32(uintptr_t address);
void simulated_write32(uintptr_t address, uint32_t value);
#ifdef __cplusplus
}
#endif

#define SPARSELOOM_READ32(address) simulated_read32(address)
#define SPARSELOOM_WRITE32(address, value) simulated_write32(address, value)
/* A simulation that has not moved for so long will not move any more. */
#define SPARSELOOM_POLLS 20000u

#endif
