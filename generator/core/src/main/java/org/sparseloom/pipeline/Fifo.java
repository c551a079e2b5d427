package org.sparseloom.pipeline;

import org.sparseloom.stream.StreamFormat;

/**
 * The connection between two neighbouring stages: a lane converter if their lanes differ, then a
 * FIFO.
 *
 * @param name legal Verilog identifier, unique in the pipeline
 * @param from stream as the producer gives it
 * @param to stream as the consumer takes it; same shape and format
 * @param depth entries of the FIFO behind the converter, at least 2
 */
public record Fifo(String name, StreamFormat from, StreamFormat to, int depth) {}
