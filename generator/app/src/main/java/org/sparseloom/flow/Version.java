package org.sparseloom.flow;

/** The version that generated files name. */
public final class Version {
  private Version() {}

  /** Returns the version of this build. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development build" : version;
  }
}
