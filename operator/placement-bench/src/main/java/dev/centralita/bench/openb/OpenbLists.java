package dev.centralita.bench.openb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The node list and one pod list of an openb folder, pods interned to shapes. */
public record OpenbLists(
    List<Node> nodes, List<String> models, List<Shape> shapes, List<Integer> pods) {

  /** One node of the list: thousandths of a core, MiB, whole GPUs, index of its GPU model. */
  public record Node(int cpuMilli, long memoryMib, int gpus, int model) {}

  /**
   * What a pod asks for. Each of its {@code gpus} GPUs gives {@code gpuMilli} thousandths, less
   * than 1,000 only for a single, shared GPU; {@code models} has a bit per model that will do.
   */
  public record Shape(int cpuMilli, long memoryMib, int gpus, int gpuMilli, long models) {
    int totalMilli() {
      return gpus * gpuMilli;
    }

    boolean shared() {
      return gpus == 1 && gpuMilli < 1000;
    }
  }

  public static OpenbLists read(Path folder, String podList) throws IOException {
    return parse(
        Files.readAllLines(folder.resolve("openb_node_list_gpu_node.csv")),
        Files.readAllLines(folder.resolve("openb_pod_list_" + podList + ".csv")));
  }

  static OpenbLists parse(List<String> nodeLines, List<String> podLines) {
    List<Node> nodes = new ArrayList<>();
    List<String> models = new ArrayList<>();
    for (Map<String, String> row : rows(nodeLines)) {
      String model = row.getOrDefault("model", "");
      if (!models.contains(model)) {
        models.add(model);
      }
      nodes.add(
          new Node(
              number(row, "cpu_milli"),
              number(row, "memory_mib"),
              number(row, "gpu"),
              models.indexOf(model)));
    }
    Map<Shape, Integer> shapes = new LinkedHashMap<>();
    List<Integer> pods = new ArrayList<>();
    for (Map<String, String> row : rows(podLines)) {
      Shape shape = shape(row, models);
      pods.add(shapes.computeIfAbsent(shape, fresh -> shapes.size()));
    }
    return new OpenbLists(nodes, models, List.copyOf(shapes.keySet()), pods);
  }

  private static Shape shape(Map<String, String> row, List<String> models) {
    int gpus = number(row, "num_gpu");
    long mask = 0;
    String spec = row.getOrDefault("gpu_spec", "");
    for (String model : spec.split("\\|")) {
      int index = models.indexOf(model);
      mask |= index < 0 ? 0 : 1L << index;
    }
    return new Shape(
        number(row, "cpu_milli"),
        number(row, "memory_mib"),
        gpus,
        gpus == 0 ? 0 : number(row, "gpu_milli"),
        spec.isBlank() || gpus == 0 ? -1L : mask);
  }

  private static List<Map<String, String>> rows(List<String> lines) {
    String[] names = lines.getFirst().split(",", -1);
    List<Map<String, String>> result = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      Map<String, String> row = HashMap.newHashMap(names.length);
      for (int i = 0; i < Math.min(names.length, fields.length); i++) {
        row.put(names[i], fields[i]);
      }
      result.add(row);
    }
    return result;
  }

  private static int number(Map<String, String> row, String name) {
    return Integer.parseInt(row.getOrDefault(name, "0"));
  }

  /** All GPUs of the nodes, in thousandths. */
  public long gpuMilli() {
    return nodes.stream().mapToLong(n -> n.gpus() * 1000L).sum();
  }
}
