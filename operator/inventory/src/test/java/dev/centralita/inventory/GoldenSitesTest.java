package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.inventory.nvidia.ClusterPolicy;
import dev.centralita.inventory.nvidia.GpuCluster;
import dev.centralita.inventory.nvidia.NvidiaDriver;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.PodFacts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder is a site: in-*.yaml is what its API server and the register say, out.txt what is
 * understood. Run with -Dgolden.write=true to write what is understood now, then read the diff.
 */
final class GoldenSitesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private static final LocalDate TODAY = LocalDate.parse("2026-11-26");

  static Stream<String> sites() throws IOException {
    try (var folders = Files.list(GOLDEN)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sites")
  void isUnderstoodAsWritten(String name) throws IOException {
    var folder = GOLDEN.resolve(name);
    var understood = understand(inputs(folder));
    var out = folder.resolve("out.txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(out, understood);
    }
    assertThat(understood).as(name).isEqualTo(Files.readString(out));
  }

  @Test
  void noFileIsUnused() throws IOException {
    try (var files = Files.walk(GOLDEN)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .allMatch(f ->
              f.equals("out.txt")
                  || f.matches(
                      "in-(site|node|pod|policy|cluster|driver|class|runtime|slice|claim)[-0-9a-z]*\\.yaml"));
    }
  }

  private static List<Path> inputs(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith("in-")).sorted().toList();
    }
  }

  private static String understand(List<Path> inputs) throws IOException {
    var out = new StringBuilder();
    var inventory = new SiteInventory(SiteRegister.NOTHING);
    for (var input : inputs) {
      var yaml = Files.readString(input);
      var kind = input.getFileName().toString().substring(3);
      if (kind.startsWith("node")) {
        inventory.nodeChanged(Serialization.unmarshal(yaml, Node.class));
      } else if (kind.startsWith("pod")) {
        inventory.podChanged(Serialization.unmarshal(yaml, Pod.class));
      } else if (!kind.startsWith("site")) {
        inventory.acceleratorChanged(Serialization.unmarshal(yaml, accelerator(kind)));
      } else {
        var reading = SiteReading.of(Serialization.unmarshal(yaml, EdgeSite.class));
        inventory.registerChanged(reading.register());
        writeSite(out, reading);
      }
    }
    for (var delta : inventory.everything()) {
      switch (delta) {
        case Delta.NodeChanged(var facts) -> writeNode(out, facts);
        case Delta.PodChanged(var facts) -> writePod(out, facts);
        default -> throw new AssertionError(delta);
      }
    }
    inventory.findings().forEach(f -> writeFinding(out, f));
    writeStack(out, inventory.stack());
    return out.toString();
  }

  private static Class<? extends HasMetadata> accelerator(String kind) {
    return switch (kind.replaceFirst("[-.].*", "")) {
      case "policy" -> ClusterPolicy.class;
      case "cluster" -> GpuCluster.class;
      case "driver" -> NvidiaDriver.class;
      case "class" -> DeviceClass.class;
      case "runtime" -> RuntimeClass.class;
      case "slice" -> ResourceSlice.class;
      case "claim" -> ResourceClaim.class;
      default -> throw new AssertionError(kind);
    };
  }

  /** Only what the GPU nodes of most folders do not say by themselves. */
  private static void writeStack(StringBuilder out, GpuStack stack) {
    if (stack.runtimeClass() != null) {
      out.append("runtime class %s%n".formatted(stack.runtimeClass()));
    }
    if (stack.kind() != GpuStack.Kind.LabelsOnly && stack.kind() != GpuStack.Kind.None) {
      out.append(
          "stack %s %s: ready %s, %s: %s%n"
              .formatted(
                  stack.kind(), stack.name(), stack.ready(), stack.reason(), stack.message()));
    }
  }

  private static void writeSite(StringBuilder out, SiteReading reading) {
    var facts = reading.facts(true, null);
    out.append("site ").append(facts.id()).append(" of ").append(facts.carrier());
    line(out, "schedulable", facts.schedulable() + reason(facts.unschedulableReason()));
    line(out, "country", facts.country());
    line(out, "controlledBy", facts.controlledBy().stream().sorted().toList());
    facts.certifications().forEach(c -> line(out, "certification", c));
    line(out, "place", facts.latitudeE6() + " " + facts.longitudeE6());
    line(out, "access", facts.accessRttMicros() + " µs");
    line(out, "power", facts.power());
    line(out, "taints", facts.taints());
    line(out, "ceilings", facts.ceilings());
    facts.commissioned().forEach(c -> line(out, "commissioned", c));
    if (reading.meter() != null) {
      line(out, "meter", reading.meter().path());
    }
    new TreeMap<>(reading.generations())
        .forEach((product, g) ->
            line(
                out,
                "generation",
                product + " of " + g.commissioned() + ", worth " + g.bookValue(TODAY)));
    out.append('\n');
    reading.findings().forEach(f -> writeFinding(out, f));
  }

  private static String reason(@Nullable Object reason) {
    return reason == null ? "" : " " + reason;
  }

  private static void writeNode(StringBuilder out, NodeFacts facts) {
    out.append("node ").append(facts.name());
    line(out, "schedulable", facts.schedulable());
    line(out, "taints", facts.taints());
    line(out, "gpu", facts.gpu());
    line(out, "cpu", facts.cpuMillis() + " m");
    line(out, "memory", facts.memoryBytes());
    line(out, "pods", facts.pods());
    out.append('\n');
  }

  private static void writePod(StringBuilder out, PodFacts facts) {
    out.append("pod ").append(facts.uid()).append(" on ").append(facts.node());
    line(out, "workload", facts.workloadUid());
    line(out, "gpus", facts.gpus() + " " + facts.mig());
    line(out, "cpu", facts.cpuMillis() + " m");
    line(out, "memory", facts.memoryBytes());
    line(out, "terminating", facts.terminating());
    out.append('\n');
  }

  private static void writeFinding(StringBuilder out, Finding finding) {
    out.append("%s %s: %s%n".formatted(finding.kind(), finding.subject(), finding.message()));
  }

  private static void line(StringBuilder out, String name, @Nullable Object value) {
    out.append("\n  ").append(name).append(": ").append(value);
  }
}
