package dev.centralita.controller.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorsTest {
  private static final Map<String, String> GOLD = Map.of("tier", "gold", "team", "video");

  @Test
  void noneSelectsNothingAndAnEmptyOneEverything() {
    assertThat(Selectors.selects(null, GOLD)).isFalse();
    assertThat(Selectors.selects(new LabelSelector(), GOLD)).isTrue();
    assertThat(Selectors.selects(new LabelSelector(), null)).isTrue();
  }

  @Test
  void everyRuleMustHold() {
    var selector =
        new LabelSelectorBuilder()
            .addToMatchLabels("tier", "gold")
            .addNewMatchExpression()
            .withKey("team")
            .withOperator("In")
            .withValues("video", "audio")
            .endMatchExpression()
            .addNewMatchExpression()
            .withKey("sandbox")
            .withOperator("DoesNotExist")
            .endMatchExpression()
            .build();
    assertThat(Selectors.selects(selector, GOLD)).isTrue();
    assertThat(Selectors.selects(selector, Map.of("tier", "gold"))).isFalse();
    assertThat(Selectors.selects(selector, Map.of("tier", "gold", "team", "video", "sandbox", "")))
        .isFalse();
  }

  @Test
  void notInHoldsWithoutTheLabel() {
    var selector =
        new LabelSelectorBuilder()
            .addNewMatchExpression()
            .withKey("tier")
            .withOperator("NotIn")
            .withValues("gold")
            .endMatchExpression()
            .build();
    assertThat(Selectors.selects(selector, Map.of())).isTrue();
    assertThat(Selectors.selects(selector, GOLD)).isFalse();
  }
}
