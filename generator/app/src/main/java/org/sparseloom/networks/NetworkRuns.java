package org.sparseloom.networks;

import java.util.List;

/** The file with the results of all networks tried so far: networks.json of the output folder. */
public record NetworkRuns(int formatVersion, List<NetworkRun> networks) {
  /** Version of the file. */
  public static final int FORMAT_VERSION = 1;

  /** Name of the file. */
  public static final String FILE = "networks.json";

  public NetworkRuns {
    networks = List.copyOf(networks);
  }
}
