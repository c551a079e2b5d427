package org.sparseloom.simulate;

/**
 * How far a FIFO of the accelerator was filled.
 *
 * @param name of its instance in the top
 * @param from stage that writes it; "input" for the images
 * @param to stage that reads it
 * @param depth entries
 * @param level entries when the simulation ended
 * @param highest most entries at any time; one in block RAM holds depth + 1
 */
public record FifoLevel(
    String name, String from, String to, int depth, int level, int highest) {}
