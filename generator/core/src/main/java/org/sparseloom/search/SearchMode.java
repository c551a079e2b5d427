package org.sparseloom.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a search may prune and what it knows: the search of the paper, and what is left of it without a
 * part.
 */
public enum SearchMode {
  /** Both thresholds of every layer, judged by accuracy, zero pairs and hardware. */
  FULL(true, true, true, true),
  /** As full, but judged by accuracy and zero pairs only. */
  SOFTWARE(true, true, true, false),
  /** One share of weights and one of activations for all layers. */
  UNIFORM(true, true, false, true),
  /** Weights only. */
  WEIGHTS(true, false, true, true),
  /** Activations only, as PASS does (FPL 2023). */
  ACTIVATIONS(false, true, true, true);

  private final boolean weights;
  private final boolean activations;
  private final boolean perLayer;
  private final boolean hardware;

  SearchMode(boolean weights, boolean activations, boolean perLayer, boolean hardware) {
    this.weights = weights;
    this.activations = activations;
    this.perLayer = perLayer;
    this.hardware = hardware;
  }

  public boolean weights() {
    return weights;
  }

  public boolean activations() {
    return activations;
  }

  /** Returns whether layers have thresholds of their own. */
  public boolean perLayer() {
    return perLayer;
  }

  /** Returns whether hardware is known, not zero pairs alone. */
  public boolean hardware() {
    return hardware;
  }

  /** Returns what a search of this mode maximises if a full one maximises this. */
  public Objective objective(Objective full) {
    return hardware ? full : full.ofSoftware();
  }

  /** Returns the name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns all names. */
  public static List<String> words() {
    return Arrays.stream(values()).map(SearchMode::word).toList();
  }

  /** Returns the mode of a name. */
  public static SearchMode of(String word) {
    return values()[words().indexOf(word)];
  }
}
