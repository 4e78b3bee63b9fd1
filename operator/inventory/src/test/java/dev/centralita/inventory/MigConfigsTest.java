package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigConfigsTest {
  private static final String EXTERNAL = System.getenv("CENTRALITA_EXTERNAL");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all-disabled   | 8 | ",
        "all-1g.10gb    | 0 | 1g.10gb 56",
        "all-1g.10gb.me | 0 | 1g.10gb+me 8",
        "all-balanced   | 0 | 1g.10gb 16, 2g.20gb 8, 3g.40gb 8"
      })
  void aConfigurationIsOfEveryGpuOfTheNode(String config, int whole, String slots) {
    var then = MigConfigs.configured(h100(8), 8, config).orElseThrow();

    assertThat(then.count()).isEqualTo(whole);
    assertThat(then.mig().stream().map(s -> s.profile() + " " + s.count()).toList())
        .isEqualTo(slots == null ? List.of() : List.of(slots.split(", ", -1)));
  }

  @Test
  void whatAProductCannotBeIsNoOption() {
    assertThat(MigConfigs.configured(h100(8), 8, "all-1g.5gb")).isEmpty();
    assertThat(MigConfigs.configured(h100(8), 8, "everything")).isEmpty();
    var l4 = new Gpu("NVIDIA-L4", "ada-lovelace", 24, 8, 9, 72, 4, false, List.of());
    assertThat(MigConfigs.configured(l4, 4, "all-disabled")).isEmpty();
  }

  /** Its groups of models to one of ours. */
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("A30-24GB", "NVIDIA-A30"),
          Map.entry("A100-40GB", "NVIDIA-A100-SXM4-40GB"),
          Map.entry("A100-80GB / H100-80GB / H800-80GB", "NVIDIA-H100-80GB-HBM3"),
          Map.entry("H100 NVL 94GB / H800 NVL", "NVIDIA-H100-NVL"),
          Map.entry("H100-96GB / GH200 96GB / H20", "NVIDIA-H20"),
          Map.entry("H200-141GB / H200 NVL", "NVIDIA-H200"),
          Map.entry("GH200 144GB HBM3e", "NVIDIA-GH200-144G-HBM3e"),
          Map.entry("B200-180GB", "NVIDIA-B200"),
          Map.entry("GB200-186GB (HGX)", "NVIDIA-GB200"),
          Map.entry("B300", "NVIDIA-B300-SXM6-AC"),
          Map.entry("GB300", "NVIDIA-GB300"),
          Map.entry("RTX PRO 6000 Blackwell 96GB", "NVIDIA-RTX-PRO-6000-Blackwell-Server-Edition"));

  @Test
  void isWhatTheMigManagerHas() throws IOException {
    assumeTrue(EXTERNAL != null, "CENTRALITA_EXTERNAL is not set");
    var published =
        new ObjectMapper().readTree(Path.of(EXTERNAL, "mig", "mig-profiles.json").toFile());
    for (var group : published.properties()) {
      if (group.getKey().startsWith("_")) {
        continue;
      }
      var ours = MigConfigs.of(GROUPS.getOrDefault(group.getKey(), "")).orElseThrow();
      var theirs = new TreeMap<String, Integer>();
      for (JsonNode profile : group.getValue().get("profiles")) {
        theirs.put(profile.get("profile").asText(), profile.get("maxPerGpu").asInt());
      }
      assertThat(new TreeMap<>(ours.alike())).as(group.getKey()).isEqualTo(theirs);
    }
  }

  private static Gpu h100(int count) {
    return new Gpu(
        "NVIDIA-H100-80GB-HBM3", "hopper", 80, 9, 0, 700, count, false, List.<MigSlots>of());
  }
}
