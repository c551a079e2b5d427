package org.sparseloom.program;

import java.nio.file.Path;

/** The folder for what can be made again: $XDG_CACHE_HOME/sparseloom, or ~/.cache/sparseloom. */
public final class UserCache {
  private UserCache() {}

  public static Path folder() {
    String folder = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        folder.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(folder);
    return caches.resolve("sparseloom");
  }
}
