package org.sparseloom.resource;

import org.sparseloom.layer.Unit;

/**
 * What synthesis counted for one unit.
 *
 * @param unit its kind and parameters; the count is not looked at
 * @param lut look-up tables of one copy, those used as memory included
 * @param ff flip-flops of one copy
 */
public record ResourceSample(Unit unit, double lut, double ff) {}
