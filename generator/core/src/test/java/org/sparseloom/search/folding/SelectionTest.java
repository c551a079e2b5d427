package org.sparseloom.search.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Devices;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.MemoryKind;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.testing.QuantisedChains;

/** Sums that are made from parts that changed are those of the whole. */
class SelectionTest {
  @Test
  void aChangeCostsWhatTheWholeThenCosts() {
    QuantisedNetwork network =
        QuantisedChains.from(3, 8, 8).same(8).depthwise().pointwise(12).average().network();
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.3, 1);
    FoldingOptions options = FoldingOptions.fastestOn(Devices.named("Z7020"));
    Chain chain =
        new FoldingSearch(network, ResourceModel.standard("xc7")).chain(work, options);
    Random random = new Random(2);
    List<Candidate> first = new ArrayList<>();
    for (int layer = 0; layer < chain.length(); layer++) {
      first.add(any(chain, layer, random));
    }
    Selection selection = chain.selection(first);
    for (int i = 0; i < 100; i++) {
      int layer = random.nextInt(chain.length());
      Candidate candidate = any(chain, layer, random);
      Resources expected = selection.usedWith(layer, candidate);
      selection = selection.with(layer, candidate);
      assertEquals(selection.used().dsp(), expected.dsp(), 1e-6);
      assertEquals(selection.used().lut(), expected.lut(), 1e-6);
      assertEquals(selection.used().ff(), expected.ff(), 1e-6);
      assertEquals(selection.used().bram36(), expected.bram36(), 1e-6);
    }
  }

  @Test
  void countedMemoriesAreThoseThatAreListed() {
    QuantisedNetwork network = QuantisedChains.from(4, 8, 8).same(8).network();
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.3, 1);
    Chain chain =
        new FoldingSearch(network, ResourceModel.standard("xc7"))
            .chain(work, FoldingOptions.fastestOn(Devices.named("Z7020")));
    for (Candidate candidate : chain.layer(0).all()) {
      Stage stage = candidate.choice().stage(network.layers().get(0));
      assertEquals(
          stage.memories().size(),
          stage.memoryKinds().stream().mapToInt(MemoryKind::count).sum(),
          candidate.toString());
      assertEquals(
          stage.memories().stream().mapToLong(port -> port.bits()).sum(),
          stage.memoryKinds().stream().mapToLong(k -> k.count() * k.like().bits()).sum(),
          candidate.toString());
    }
  }

  private static Candidate any(Chain chain, int layer, Random random) {
    List<Candidate> all = chain.layer(layer).all();
    return all.get(random.nextInt(all.size()));
  }
}
