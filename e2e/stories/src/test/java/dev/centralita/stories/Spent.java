package dev.centralita.stories;

import java.util.Locale;

/**
 * Where the operator's time went, by its own metrics, from the start of the process.
 *
 * @param decisions that its solver took
 * @param deciding CPU seconds of the one thread that decides
 * @param siteCalls requests to the sites' API servers
 * @param calling seconds for them, several at a time
 * @param passing seconds of all passes of all reconcilers, several at a time
 */
record Spent(double decisions, double deciding, double siteCalls, double calling, double passing) {

  static Spent of(OperatorProcess operator) {
    String metrics = operator.get("/q/metrics");
    return new Spent(
        sum(metrics, "centralita_decisions_total"),
        sum(metrics, "centralita_decision_cpu_seconds_total"),
        sum(metrics, "centralita_site_call_seconds_count"),
        sum(metrics, "centralita_site_call_seconds_sum"),
        sum(metrics, "operator_sdk_controllers_execution_reconcile_seconds_sum"));
  }

  Spent since(Spent before) {
    return new Spent(
        decisions - before.decisions,
        deciding - before.deciding,
        siteCalls - before.siteCalls,
        calling - before.calling,
        passing - before.passing);
  }

  String in(double wallSeconds) {
    return String.format(
        Locale.ROOT,
        "%.1f s: %.0f decisions took %.3f s of CPU (%.2f %%), %.0f calls to sites %.1f s, all passes %.1f s",
        wallSeconds,
        decisions,
        deciding,
        100 * deciding / wallSeconds,
        siteCalls,
        calling,
        passing);
  }

  /** All series of one name together. */
  private static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
