package org.sparseloom.synthesis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparseloom.synthesis.Arcs.End;
import org.sparseloom.synthesis.Arcs.Pin;

/**
 * The longest ways between registers in one module, of what its cells' and instances' arcs say. Nets
 * are gone through in the order in which signals pass them.
 */
final class LevelWalk {
  /** A combinational way from a net to a net. */
  private record Edge(int from, int to, Steps steps) {}

  /** A register at the end of a net. */
  private record Stop(int net, NetlistCell cell, End end) {}

  private final NetlistModule module;
  private final Map<Integer, List<Edge>> leaving = new HashMap<>();
  private final Map<Integer, List<Edge>> arriving = new HashMap<>();
  private final Map<Integer, End> fromRegister = new HashMap<>();
  private final Map<Integer, End> toRegister = new HashMap<>();
  private final List<Stop> stops = new ArrayList<>();
  private final List<Integer> order;

  /** By instance the longest way that ends in it, inside or from elsewhere. */
  private final Map<String, RegisterPath> longest = new TreeMap<>();

  /**
   * Walks a module.
   *
   * @param arcs of its cells, in their order
   * @throws IllegalStateException if signals go round without a register
   */
  LevelWalk(NetlistModule module, List<Arcs> arcs) {
    this.module = module;
    for (int index = 0; index < arcs.size(); index++) {
      add(module.cells().get(index), arcs.get(index));
    }
    order = sorted();
    forward();
    backward();
    stops.forEach(this::end);
  }

  /** Returns the longest way into every cell that has registers. */
  Map<String, RegisterPath> longestByCell() {
    return longest;
  }

  /** Returns the module's own arcs. */
  Arcs arcs() {
    Map<Pin, Map<Pin, Steps>> through = new HashMap<>();
    Map<Pin, End> starts = new HashMap<>();
    Map<Pin, End> ends = new HashMap<>();
    Map<Integer, List<Pin>> outputs = new HashMap<>();
    forEachPin(
        module.outputs(),
        (pin, net) -> {
          outputs.computeIfAbsent(net, any -> new ArrayList<>()).add(pin);
          Optional.ofNullable(fromRegister.get(net)).ifPresent(start -> starts.put(pin, start));
        });
    Map<Integer, Integer> places = new HashMap<>();
    order.forEach(net -> places.put(net, places.size()));
    forEachPin(
        module.inputs(),
        (pin, net) -> {
          Optional.ofNullable(toRegister.get(net)).ifPresent(end -> ends.put(pin, end));
          reached(net, places)
              .forEach(
                  (to, steps) ->
                      outputs.getOrDefault(to, List.of()).forEach(
                          output ->
                              through.computeIfAbsent(output, any -> new HashMap<>())
                                  .put(pin, steps)));
        });
    return new Arcs(
        through, starts, ends,
        longest.values().stream().reduce(RegisterPath::orLonger));
  }

  private interface PinAction {
    void accept(Pin pin, int net);
  }

  private static void forEachPin(Map<String, int[]> ports, PinAction action) {
    ports.forEach(
        (port, nets) -> {
          for (int bit = 0; bit < nets.length; bit++) {
            if (nets[bit] != NetlistModule.CONSTANT) {
              action.accept(new Pin(port, bit), nets[bit]);
            }
          }
        });
  }

  private void add(NetlistCell cell, Arcs arcs) {
    arcs.inside().ifPresent(path -> longest.put(cell.name(), path.within(cell.name())));
    forEachPin(
        cell.outputs(),
        (output, net) -> {
          Optional.ofNullable(arcs.starts().get(output))
              .ifPresent(
                  start ->
                      fromRegister.put(net, new End(start.named(name(cell)), start.steps())));
          arcs.through()
              .getOrDefault(output, Map.of())
              .forEach((input, steps) -> connect(cell, input, net, steps));
        });
    forEachPin(
        cell.inputs(),
        (input, net) ->
            Optional.ofNullable(arcs.ends().get(input))
                .ifPresent(
                    end -> stops.add(new Stop(net, cell, new End(end.named(name(cell)), end.steps())))));
  }

  private void connect(NetlistCell cell, Pin input, int to, Steps steps) {
    int from = cell.inputs().get(input.port())[input.bit()];
    if (from != NetlistModule.CONSTANT) {
      Edge edge = new Edge(from, to, steps);
      leaving.computeIfAbsent(from, net -> new ArrayList<>()).add(edge);
      arriving.computeIfAbsent(to, net -> new ArrayList<>()).add(edge);
    }
  }

  /** Returns what a register is called: the net behind it, else its cell. */
  private String name(NetlistCell cell) {
    if (!cell.name().startsWith("$")) {
      return cell.name();
    }
    return cell.outputs().values().stream()
        .flatMapToInt(java.util.Arrays::stream)
        .mapToObj(module.names()::get)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(cell.type());
  }

  /** Returns all nets between which signals pass, every one behind those that it depends on. */
  private List<Integer> sorted() {
    Map<Integer, Integer> missing = new HashMap<>();
    arriving.forEach((net, edges) -> missing.put(net, edges.size()));
    Deque<Integer> ready = new ArrayDeque<>();
    leaving.keySet().stream().filter(net -> !arriving.containsKey(net)).forEach(ready::add);
    List<Integer> nets = new ArrayList<>();
    while (!ready.isEmpty()) {
      int net = ready.remove();
      nets.add(net);
      for (Edge edge : leaving.getOrDefault(net, List.of())) {
        if (missing.merge(edge.to(), -1, Integer::sum) == 0) {
          ready.add(edge.to());
        }
      }
    }
    missing.forEach(
        (net, left) -> {
          if (left > 0) {
            throw new IllegalStateException(
                "net (" + module.names().getOrDefault(net, "" + net) + ") of module "
                    + module.name() + " must not depend on itself without a register between");
          }
        });
    return nets;
  }

  private void forward() {
    for (int net : order) {
      End start = fromRegister.get(net);
      if (start != null) {
        for (Edge edge : leaving.getOrDefault(net, List.of())) {
          keepLonger(fromRegister, edge.to(), start, edge.steps());
        }
      }
    }
  }

  private void backward() {
    stops.forEach(stop -> keepLonger(toRegister, stop.net(), stop.end(), Steps.NONE));
    for (int index = order.size() - 1; index >= 0; index--) {
      End end = toRegister.get(order.get(index));
      if (end != null) {
        for (Edge edge : arriving.getOrDefault(order.get(index), List.of())) {
          keepLonger(toRegister, edge.from(), end, edge.steps());
        }
      }
    }
  }

  private static void keepLonger(Map<Integer, End> ends, int net, End end, Steps more) {
    Steps steps = end.steps().plus(more);
    End before = ends.get(net);
    if (before == null || steps.longerThan(before.steps())) {
      ends.put(net, new End(end.register(), steps));
    }
  }

  private void end(Stop stop) {
    End start = fromRegister.get(stop.net());
    if (start != null) {
      RegisterPath path =
          new RegisterPath(
              start.register(), stop.end().register(), start.steps().plus(stop.end().steps()));
      longest.merge(stop.cell().name(), path, RegisterPath::orLonger);
    }
  }

  /** Returns the nets that one reaches without a register, and the longest ways to them. */
  private Map<Integer, Steps> reached(int from, Map<Integer, Integer> places) {
    Map<Integer, Steps> steps = new HashMap<>(Map.of(from, Steps.NONE));
    TreeMap<Integer, Integer> waiting = new TreeMap<>();
    Optional.ofNullable(places.get(from)).ifPresent(place -> waiting.put(place, from));
    while (!waiting.isEmpty()) {
      int net = waiting.pollFirstEntry().getValue();
      for (Edge edge : leaving.getOrDefault(net, List.of())) {
        Steps way = steps.get(net).plus(edge.steps());
        steps.merge(edge.to(), way, (one, other) -> other.longerThan(one) ? other : one);
        waiting.put(places.get(edge.to()), edge.to());
      }
    }
    return steps;
  }
}
