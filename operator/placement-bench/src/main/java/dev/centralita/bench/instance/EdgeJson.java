package dev.centralita.bench.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.centralita.bench.instance.BatchProblem.Grid;
import java.io.IOException;
import java.nio.file.Path;

/** Reads an edge instance in the format of edge42.json. */
public final class EdgeJson {
  private EdgeJson() {}

  public static BatchProblem read(Path file) throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    Grid grid =
        new Grid(
            root.get("sites").asInt(),
            root.get("nodesPerSite").asInt(),
            root.get("gpusPerNode").asInt());
    JsonNode latency = root.get("latency");
    int[][] rtt = new int[latency.size()][];
    for (int i = 0; i < rtt.length; i++) {
      rtt[i] = ints(latency.get(i));
    }
    JsonNode list = root.get("workloads");
    int[][] workloads = new int[4][list.size()];
    long[][] admitted = new long[list.size()][(grid.sites() + 63) / 64];
    for (int w = 0; w < list.size(); w++) {
      JsonNode one = list.get(w);
      workloads[0][w] = one.get("gpus").asInt();
      workloads[1][w] = one.get("origin").asInt();
      workloads[2][w] = w;
      workloads[3][w] = one.get("weight").asInt();
      for (int site : ints(one.get("allowed"))) {
        admitted[w][site >> 6] |= 1L << site;
      }
    }
    return new BatchProblem("" + file.getFileName(), grid, rtt, admitted, workloads);
  }

  private static int[] ints(JsonNode array) {
    int[] result = new int[array.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = array.get(i).asInt();
    }
    return result;
  }
}
