package dev.centralita.placement.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JurisdictionsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @Test
  void theListOfCountriesIsThatOfThePlatform() {
    assertThat(CountryTables.COUNTRIES)
        .containsExactlyInAnyOrderElementsOf(Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2));
  }

  @ParameterizedTest
  @CsvSource({
    "1957-12-31, 0, 0", "1958-01-01, 6, 6", "1986-01-01, 12, 12", "1994-01-01, 12, 14",
    "1995-05-01, 15, 18", "2004-05-01, 25, 28", "2013-07-01, 28, 31", "2020-01-31, 28, 31",
    "2020-02-01, 27, 30", "2026-11-22, 27, 30"
  })
  void membersAreThoseOfTheDay(LocalDate day, int union, int economicArea) {
    assertThat(Jurisdictions.expand(List.of("EU"), day)).hasSize(union);
    assertThat(Jurisdictions.expand(List.of("EEA"), day)).hasSize(economicArea);
  }

  @Test
  void groupsAndCountriesMix() {
    assertThat(Jurisdictions.expand(List.of("CH", "EU", "ES"), TODAY))
        .hasSize(28)
        .contains("CH", "ES", "DE")
        .doesNotContain("GB", "NO");
  }

  @Test
  void everyTerritoryBelongsToAStateAndBothAreCountries() {
    assertThat(CountryTables.STATE_OF).hasSizeGreaterThan(40);
    CountryTables.STATE_OF.forEach((territory, state) -> {
      assertThat(Jurisdictions.isCountry(territory)).as(territory).isTrue();
      assertThat(Jurisdictions.isCountry(state)).as(state).isTrue();
      assertThat(CountryTables.STATE_OF).doesNotContainKey(state);
    });
  }

  @Test
  void ownersInATerritoryAnswerToItsState() {
    assertThat(Jurisdictions.compelling(List.of("PR", "ES"))).containsExactly("ES", "PR", "US");
  }

  @ParameterizedTest
  @CsvSource({
    "UK, Maybe GB.",
    "es, Maybe ES.",
    "ESP, Maybe ES.",
    "Spain, Maybe ES.",
    "SP, Maybe ES.",
    "EL, Maybe GR.",
    "Europe, Maybe EU.",
    "eu, Maybe EU.",
    "XX, 'Maybe a two-letter code'"
  })
  void unknownCodesAreAnsweredWithAdvice(String code, String advice) {
    assertThatThrownBy(() -> Jurisdictions.expand(List.of("ES", code), TODAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + code + "\"")
        .hasMessageContaining("\n" + advice);
  }

  @Test
  void aGroupCompelsNobody() {
    assertThatThrownBy(() -> Jurisdictions.compelling(List.of("EU")))
        .hasMessageContaining("group of countries");
  }
}
