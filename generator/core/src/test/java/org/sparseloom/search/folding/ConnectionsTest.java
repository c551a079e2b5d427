package org.sparseloom.search.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Devices;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.JoinDepths;
import org.sparseloom.pipeline.PipelineBuilder;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.testing.QuantisedChains;

/** What stands between layers. */
class ConnectionsTest {
  /** The branch past two convolutions waits for them, of whatever engines they are. */
  @Test
  void aJoinHoldsWhatItsStagesMakeItHold() {
    QuantisedNetwork network =
        QuantisedChains.withSum(
            QuantisedChains.from(8, 16, 16).same(8).same(8).same(8).network(), "conv0", "conv2");
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.2, 1);
    FoldingOptions options =
        FoldingOptions.fastestOn(Devices.named("Z7020")).withEngines(ConvolutionChoice.ENGINES);
    ResourceModel model = ResourceModel.standard("xc7");
    Chain chain = new FoldingSearch(network, model).chain(work, options);
    List<CandidateSource> sources =
        network.layers().stream()
            .map(layer -> new CandidateSource(layer, stage -> List.of(model.of(stage))))
            .toList();
    List<List<Integer>> producers = PipelineBuilder.producers(network.network());
    Random random = new Random(3);
    Set<String> engines = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      List<Candidate> chosen = new ArrayList<>();
      List<Stage> stages = new ArrayList<>();
      for (int layer = 0; layer < chain.length(); layer++) {
        List<Candidate> all = chain.layer(layer).all();
        Candidate candidate = all.get(random.nextInt(all.size()));
        chosen.add(candidate);
        stages.add(candidate.choice().stage(network.layers().get(layer)));
        engines.add(candidate.choice().engine());
      }
      int held =
          new Connections(sources, producers, model::of, false).held(chosen).get(3).get(0);
      assertEquals(JoinDepths.of(stages, producers).pixels(3, 0), held, chosen.toString());
      assertTrue(held > 2 * 16, "two rows of 16 at least, not " + held);
    }
    assertTrue(engines.containsAll(Set.of("list", "skip", "dense")), engines.toString());
  }
}
