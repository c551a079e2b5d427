package org.sparseloom.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name a misspelt one was meant to be. */
public final class Spelling {
  /** Names of which more than one letter in this many differs are not alike. */
  private static final int LETTERS_PER_MISTAKE = 3;

  private Spelling() {}

  /** Returns "NAME was meant" for the known name most like the word, or else the other text. */
  public static String maybe(String word, Collection<String> known, String otherwise) {
    return nearest(word, known).map(name -> name + " was meant").orElse(otherwise);
  }

  /** Returns the known name most like the word, if one is like it at all. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(name -> mistakes(word, name) <= Math.max(1, name.length() / LETTERS_PER_MISTAKE))
        .min(Comparator.comparingInt(name -> mistakes(word, name)));
  }

  /** Levenshtein's distance, upper and lower case being the same. */
  private static int mistakes(String word, String name) {
    String one = word.toLowerCase(Locale.ROOT);
    String other = name.toLowerCase(Locale.ROOT);
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
