package dev.centralita.controller.edgesite;

import dev.centralita.api.EdgeSiteStatus;
import dev.centralita.api.EdgeSiteStatus.AcceleratorStack;
import dev.centralita.api.EdgeSiteStatus.AcceleratorUse;
import dev.centralita.api.EdgeSiteStatus.GpuTotals;
import dev.centralita.api.EdgeSiteStatus.PowerUse;
import dev.centralita.api.EdgeSiteStatus.Tombstone;
import dev.centralita.controller.connection.SiteState;
import dev.centralita.controller.status.Conditions;
import dev.centralita.inventory.GpuStack;
import dev.centralita.placement.Certification;
import dev.centralita.placement.SiteUse;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The only author of a site's status. Pure. */
final class SiteStatus {
  /** A certificate that ends within this time is mentioned. */
  private static final Duration SOON = Duration.ofDays(30);

  /** Whether a measured site draws no more than it may. */
  static final String WITHIN_ENVELOPE = "PowerWithinEnvelope";

  /** Contact alone moves {@code lastContact} only this often: a quiet fleet writes nothing. */
  private static final Duration COARSE = Duration.ofHours(1);

  private SiteStatus() {}

  static EdgeSiteStatus of(SiteGathered gathered, Admission admission, List<Tombstone> tombstones) {
    var before = gathered.site().getStatus();
    var fresh = build(gathered, admission, tombstones, contact(gathered));
    // The same but for the moment of contact is the same.
    var same = before == null ? null : build(gathered, admission, tombstones, before.lastContact());
    return before != null && before.equals(same) && recent(before, gathered.now()) ? before : fresh;
  }

  private static boolean recent(EdgeSiteStatus before, Instant now) {
    return before.lastContact() == null
        || Instant.parse(before.lastContact()).plus(COARSE).isAfter(now);
  }

  private static @Nullable String contact(SiteGathered gathered) {
    var view = gathered.view();
    var before = gathered.site().getStatus();
    if (view == null || view.lastContact() == null) {
      return before == null ? null : before.lastContact();
    }
    return view.lastContact().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static EdgeSiteStatus build(
      SiteGathered gathered,
      Admission admission,
      List<Tombstone> tombstones,
      @Nullable String contact) {
    var use = gathered.use();
    return new EdgeSiteStatus(
        gathered.site().getMetadata().getGeneration(),
        conditions(gathered, admission),
        pinned(gathered, admission),
        contact,
        gathered.nodes(),
        gathered.workloads().size(),
        use == null
            ? null
            : use.products().stream().map(product -> use(product, gathered)).toList(),
        use == null
            ? null
            : new PowerUse(use.wattsLimit(), use.wattsCommitted(), gathered.draw().watts()),
        tombstones.isEmpty() ? null : tombstones,
        use == null ? null : totals(use),
        gathered.stack() == null ? null : stack(gathered.stack()));
  }

  private static @Nullable String pinned(SiteGathered gathered, Admission admission) {
    var found =
        switch (admission) {
          case Admission.Admitted(var uid) -> uid;
          case Admission.Refused(var reason, var message, var uid) -> uid;
          case Admission.Unidentified unidentified -> null;
        };
    return found == null ? gathered.pinned() : found;
  }

  private static GpuTotals totals(SiteUse use) {
    return new GpuTotals(
        use.products().stream().mapToInt(SiteUse.Product::capacity).sum(),
        use.products().stream().mapToInt(SiteUse.Product::used).sum());
  }

  private static List<Condition> conditions(SiteGathered gathered, Admission admission) {
    var before = gathered.site().getStatus();
    var out =
        Conditions.after(
            before == null ? null : before.conditions(),
            gathered.site().getMetadata().getGeneration(),
            Clock.fixed(gathered.now(), ZoneOffset.UTC));
    out.standing(SiteStanding.of(gathered, admission));
    reachable(gathered, out);
    compliant(gathered, out);
    accelerators(gathered, out);
    stackReady(gathered, out);
    withinEnvelope(gathered, out);
    shedding(gathered, out);
    return out.build();
  }

  private static AcceleratorUse use(SiteUse.Product product, SiteGathered gathered) {
    var generation = gathered.reading().generations().get(product.product());
    var today = LocalDate.ofInstant(gathered.now(), ZoneOffset.UTC);
    return new AcceleratorUse(
        product.product(),
        product.capacity(),
        product.used(),
        product.free(),
        generation == null ? null : generation.ageMonths(today),
        generation == null ? null : generation.bookValue(today));
  }

  private static AcceleratorStack stack(GpuStack stack) {
    return new AcceleratorStack(stack.kind().name(), stack.name().isEmpty() ? null : stack.name());
  }

  /** What the stack says of itself; what counts as capacity is decided node by node. */
  private static void stackReady(SiteGathered gathered, Conditions out) {
    var stack = gathered.stack();
    var withheld = gathered.view() == null ? List.<String>of() : gathered.view().withheld();
    if (stack == null) {
      out.unknown("AcceleratorStackReady", "NotListed", "The site has not been listed yet");
    } else if (!withheld.isEmpty()) {
      out.unknown(
          "AcceleratorStackReady",
          "Withheld",
          "The site does not let its %s be read. Maybe its owner applies manifests/site again."
              .formatted(String.join(", ", withheld)));
    } else if (stack.ready() == null) {
      out.unknown("AcceleratorStackReady", stack.reason(), stack.message());
    } else {
      out.add("AcceleratorStackReady", stack.ready(), stack.reason(), stack.message());
    }
  }

  /** Only where something measures it. */
  private static void withinEnvelope(SiteGathered gathered, Conditions out) {
    if (gathered.reading().meter() == null) {
      return;
    }
    var draw = gathered.draw();
    var power = gathered.reading().declared().power();
    var limit = power.capacityWatts() - power.reserveWatts();
    var trouble = draw.trouble() == null ? "" : " Of its Prometheus: " + draw.trouble();
    if (draw.over()) {
      out.add(
          WITHIN_ENVELOPE,
          false,
          "Overdrawn",
          draw.watts() == null
              ? "The site drew more than %d W when it was last measured.%s"
                  .formatted(limit, trouble)
              : "The site draws %d W and may draw %d W; it is opened again well below that.%s"
                  .formatted(draw.watts(), limit, trouble));
    } else if (draw.watts() == null) {
      out.unknown(
          WITHIN_ENVELOPE,
          "NotMeasured",
          "What the site draws is not known; what is committed counts." + trouble);
    } else {
      out.add(
          WITHIN_ENVELOPE,
          true,
          draw.trouble() == null ? "Measured" : "MeasuredInPart",
          "The site draws %d W and may draw %d W.%s".formatted(draw.watts(), limit, trouble));
    }
  }

  /** Only where the register allows it. */
  private static void shedding(SiteGathered gathered, Conditions out) {
    boolean measured = gathered.reading().meter() != null;
    if (gathered.sheds()) {
      boolean above = measured ? gathered.draw().over() : gathered.committedAbove();
      out.add(
          "Shedding",
          above,
          above ? "AboveEnvelope" : "WithinEnvelope",
          above
              ? "Preemptible workloads leave one after the other, the lowest priority first; see Events"
              : "No workload has to leave to save power");
    }
  }

  private static void reachable(SiteGathered gathered, Conditions out) {
    var view = gathered.view();
    if (view == null || view.state() instanceof SiteState.Connecting) {
      out.unknown(
          "Reachable",
          "Connecting",
          view == null ? "The site has not been reached yet" : view.state().message());
    } else {
      out.add("Reachable", view.state().writable(), view.state().reason(), view.state().message());
    }
  }

  private static void compliant(SiteGathered gathered, Conditions out) {
    var all = gathered.reading().declared().certifications();
    long now = gathered.now().getEpochSecond();
    var expired = names(all.stream().filter(c -> c.validUntilEpochSecond() < now).toList());
    var ending =
        names(
            all.stream()
                .filter(c -> c.validUntilEpochSecond() >= now)
                .filter(c -> c.validUntilEpochSecond() < now + SOON.toSeconds())
                .toList());
    if (!expired.isEmpty()) {
      out.add("Compliant", false, "CertificateExpired", "Expired: " + expired);
    } else if (!ending.isEmpty()) {
      out.add("Compliant", true, "CertificateEndsSoon", "Ends within 30 days: " + ending);
    } else {
      out.add(
          "Compliant",
          true,
          all.isEmpty() ? "NoCertificates" : "CertificatesValid",
          all.isEmpty() ? "The site declares none" : "Valid: " + names(all));
    }
  }

  private static String names(List<Certification> certificates) {
    return certificates.stream()
        .map(c ->
            "%s %s (until %s)"
                .formatted(
                    c.scheme(), c.level(), Instant.ofEpochSecond(c.validUntilEpochSecond() + 1)))
        .collect(Collectors.joining(", "));
  }

  private static void accelerators(SiteGathered gathered, Conditions out) {
    var use = gathered.use();
    int capacity = use == null ? 0 : use.products().stream().mapToInt(p -> p.capacity()).sum();
    var worst = gathered.findings().isEmpty() ? null : gathered.findings().getFirst();
    if (capacity == 0) {
      out.add(
          "AcceleratorsReady",
          false,
          worst == null ? "NoGpus" : worst.kind().name(),
          worst == null ? "No GPU is usable" : worst.subject() + ": " + worst.message());
    } else {
      out.add(
          "AcceleratorsReady",
          true,
          worst == null ? "GpusUsable" : worst.kind().name(),
          worst == null
              ? "%d GPUs are usable".formatted(capacity)
              : "%d GPUs are usable; %s: %s".formatted(capacity, worst.subject(), worst.message()));
    }
  }
}
