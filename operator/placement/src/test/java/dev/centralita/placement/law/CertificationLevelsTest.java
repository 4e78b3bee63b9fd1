package dev.centralita.placement.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CertificationLevelsTest {
  @Test
  void levelsRiseInTheirOrder() {
    assertThat(CertificationLevels.schemes())
        .contains("ENS", "SecNumCloud", "C5", "EUCS", "ISO27001");
    for (var scheme : CertificationLevels.schemes()) {
      assertThat(CertificationLevels.source(scheme)).isNotBlank();
      var levels = CertificationLevels.levels(scheme);
      for (var rank = 0; rank < levels.size(); rank++) {
        assertThat(CertificationLevels.rank(scheme, levels.get(rank))).isEqualTo(rank);
        assertThat(CertificationLevels.level(scheme, rank)).isEqualTo(levels.get(rank));
      }
    }
    assertThat(CertificationLevels.levels("ENS")).containsExactly("Basic", "Medium", "High");
  }

  @ParameterizedTest
  @CsvSource({
    "ens, High, Maybe ENS.", "ENS, high, Maybe High.", "ENS, Alta, Maybe High.",
    "C5, Type 2, Maybe Type2.", "SecNumCloud, 3, Maybe 3.2.", "ISO 27001, 2022, Maybe ISO27001.",
    "EUCS, Medium, Maybe Basic.", "FedRAMP, High, Maybe one of these", "ENS, '', Maybe Basic."
  })
  void whatIsNotInTheTableIsAnsweredWithAdvice(String scheme, String level, String advice) {
    assertThatThrownBy(() -> CertificationLevels.rank(scheme, level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\n" + advice);
  }
}
