package org.sparseloom.search.study;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a study is about: the first line of its file. Trials of studies with equal headers may be
 * mixed, others never.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param network name of the network, for the reader
 * @param modelDigest of the network's layers and weights
 * @param dataDigest of the images and labels that trials are judged by
 * @param seed of the sampler
 * @param options all that changes a trial's outcome, by name
 */
public record StudyHeader(
    int formatVersion,
    String network,
    String modelDigest,
    String dataDigest,
    long seed,
    Map<String, String> options) {
  public static final int FORMAT_VERSION = 3;

  public StudyHeader {
    options = Collections.unmodifiableMap(new TreeMap<>(options)); // sorted: one study, one line
  }

  /** Returns in what the study found differs from this one, in words, if it does. */
  Optional<String> difference(StudyHeader found) {
    if (formatVersion != found.formatVersion) {
      return Optional.of(
          "has format version "
              + found.formatVersion
              + ", but this program reads "
              + formatVersion);
    }
    if (!network.equals(found.network)) {
      return Optional.of("is of the network " + found.network + ", not of " + network);
    }
    if (!modelDigest.equals(found.modelDigest)) {
      return Optional.of("is of another version of the network " + network + " (other weights)");
    }
    if (!dataDigest.equals(found.dataDigest)) {
      return Optional.of("was made with other images");
    }
    if (seed != found.seed) {
      return Optional.of("was made with the seed " + found.seed + ", not " + seed);
    }
    TreeSet<String> names = new TreeSet<>(options.keySet());
    names.addAll(found.options.keySet());
    return names.stream()
        .filter(name -> !value(name).equals(found.value(name)))
        .findFirst()
        .map(
            name ->
                "was made with the option "
                    + name
                    + " = "
                    + found.value(name)
                    + ", not "
                    + value(name));
  }

  private String value(String option) {
    return options.getOrDefault(option, "(absent)");
  }
}
