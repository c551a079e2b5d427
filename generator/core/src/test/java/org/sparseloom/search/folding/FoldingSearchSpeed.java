package org.sparseloom.search.folding;

import java.util.Map;
import org.sparseloom.device.Devices;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.testing.QuantisedChains;

/** Not a test: prints what a search takes, first and warm. */
final class FoldingSearchSpeed {
  private FoldingSearchSpeed() {}

  public static void main(String[] arguments) {
    QuantisedNetwork network = QuantisedChains.fashion();
    for (String device : new String[] {"Z7020", "U250"}) {
      FoldingSearch search =
          new FoldingSearch(network, ResourceModel.standard(Devices.named(device).family()));
      for (FoldingOptions.Effort effort : FoldingOptions.Effort.values()) {
        for (int i = 0; i < 5; i++) {
          Map<String, Work> work = QuantisedChains.work(network, 32, 0.2, i);
          long start = System.nanoTime();
          FoldingResult result =
              search.find(
                  work,
                  FoldingOptions.fastestOn(Devices.named(device)).withEffort(effort));
          System.out.printf(
              "%s %s %d ms: %.0f cycles, %s%n",
              device, effort, (System.nanoTime() - start) / 1_000_000,
              result.cyclesPerImage(), result.resources());
          if (i == 4) {
            result.choices().forEach(System.out::println);
          }
        }
      }
    }
  }
}
