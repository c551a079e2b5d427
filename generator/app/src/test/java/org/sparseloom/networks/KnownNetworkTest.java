package org.sparseloom.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Devices;

/** The list of published networks can be read, and every device on it is known. */
class KnownNetworkTest {
  @Test
  void theListIsReadWhole() {
    List<KnownNetwork> all = KnownNetwork.all();
    assertTrue(all.size() >= 8, all.toString());
    assertEquals(all.size(), all.stream().map(KnownNetwork::name).distinct().count());
    all.forEach(network -> Devices.named(network.device()));
  }

  @Test
  void namesAreThoseOfTheFilesWithoutEndings() {
    List<String> names = KnownNetwork.all().stream().map(KnownNetwork::name).toList();
    assertTrue(names.contains("resnet8_cifar10"), names.toString());
    assertTrue(names.contains("resnet50_pruned_224"), names.toString());
  }
}
