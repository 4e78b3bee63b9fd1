package dev.centralita.bench.openb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NodePackerTest {
  /**
   * 650 and 320 in equal number, and a third as many 230s: 650 + 320 and four 230s fill a GPU. The
   * program's prices are 3/4 for 650, 1/4 for 320 and 1/4 for 230; sizes come on top.
   */
  @Test
  void roomIsWorthWhatItCanStillTake() {
    long[] frequency = new long[1000];
    frequency[650] = 300;
    frequency[320] = 300;
    frequency[230] = 100;
    int[] value = LeftoverValue.of(frequency);
    assertThat(value[0]).isEqualTo(0);
    assertThat(value[229]).isEqualTo(0);
    assertThat(value[1000]).isEqualTo(2000);
    assertThat(value[650] + value[320]).isEqualTo(1000 + 970);
    assertThat(4 * value[230]).isEqualTo(1000 + 920);
  }

  @Test
  void withoutSharedPodsOnlyAWholeGpuIsWorthAnything() {
    int[] value = LeftoverValue.of(new long[1000]);
    assertThat(value[999]).isEqualTo(0);
    assertThat(value[1000]).isEqualTo(2000);
  }

  @Test
  void aSharedPodCompletesAStartedGpu() {
    NodePacker packer =
        NodePacker.builder()
            .node(64_000, 100, 2, 0)
            .node(64_000, 100, 2, 0)
            .shape(1_000, 1, 1, 650, 1, 10)
            .shape(1_000, 1, 1, 320, 1, 10)
            .build();
    int first = packer.choose(0);
    packer.book(first, 0);
    assertThat(packer.choose(1)).isEqualTo(first);
    packer.book(first, 1);
    assertThat(packer.choose(1)).isNotEqualTo(first);
    assertThat(packer.takenMilli()).isEqualTo(970);
  }

  @Test
  void aPodGoesNowhereWithoutModelMemoryCoresOrGpus() {
    NodePacker packer =
        NodePacker.builder()
            .node(8_000, 100, 2, 3)
            .shape(8_000, 100, 2, 1000, 1 << 3, 1)
            .shape(1, 1, 1, 500, 1 << 2, 1)
            .shape(1, 101, 0, 0, -1, 1)
            .shape(8_001, 1, 0, 0, -1, 1)
            .shape(1, 1, 3, 1000, -1, 1)
            .build();
    int[] choices = new int[5];
    for (int s = 0; s < 5; s++) {
      choices[s] = packer.choose(s);
    }
    assertThat(choices).containsExactly(0, -1, -1, -1, -1);
  }

  @Test
  void onlyOneGpuCanBeShared() {
    assertThatThrownBy(() -> NodePacker.builder().shape(1, 1, 2, 500, -1, 1))
        .hasMessageContaining("2 GPUs of 500 thousandths");
  }

  /** What was noted change by change is what a packer asked for the first time finds. */
  @Test
  void choosingLateEqualsChoosingAlong() {
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      NodePacker along = random(seed);
      NodePacker late = random(seed);
      for (int i = 0; i < 200; i++) {
        int shape = random.nextInt(6);
        int choice = along.choose(shape);
        for (int other = 0; other < 6; other++) {
          along.choose(other);
        }
        if (choice >= 0) {
          along.book(choice, shape);
          late.book(choice, shape);
        }
      }
      for (int shape = 0; shape < 6; shape++) {
        assertThat(late.choose(shape)).as("seed %d", seed).isEqualTo(along.choose(shape));
      }
    }
  }

  private static NodePacker random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NodePacker.Builder builder = NodePacker.builder();
    for (int n = 0; n < 30; n++) {
      builder.node(random.nextInt(8, 128) * 1000, 256, 1 << random.nextInt(4), random.nextInt(2));
    }
    for (int s = 0; s < 6; s++) {
      boolean shared = s < 3;
      builder.shape(
          random.nextInt(1, 16) * 1000,
          random.nextInt(1, 32),
          shared ? 1 : random.nextInt(0, 5),
          shared ? random.nextInt(1, 100) * 10 : 1000,
          3,
          random.nextInt(100));
    }
    return builder.build();
  }
}
