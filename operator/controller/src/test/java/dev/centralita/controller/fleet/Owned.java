package dev.centralita.controller.fleet;

import dev.centralita.placement.Assignment;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.Need;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.PodFacts;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** A FleetOwner with one site, madrid, of eight GPUs on one node, and a clock that is turned. */
final class Owned implements AutoCloseable {
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");
  private long epoch;
  private final Set<String> woken = new ConcurrentSkipListSet<>();
  private final FleetOwner owner = new FleetOwner(new Turned(), (count, nanos) -> {}, woken::add);

  private final class Turned extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  Owned() {
    site("madrid", 0);
  }

  void site(String id, int lonE6) {
    owner.tell(new L4Site(id, "ES", 0, lonE6, 8)::enter);
  }

  /** Eight GPUs of another model at madrid. */
  void otherModel() {
    var gpu = new Gpu("NVIDIA-A10", "ampere", 24, 8, 6, 150, 8, false, List.of());
    owner.tell(fleet ->
        fleet.upsertNode(
            "madrid", new NodeFacts("other", true, List.of(), gpu, 64_000, 1L << 38, 110)));
  }

  static Request request(String uid, int gpus) {
    return Request.of(uid, "team/" + uid, 1, Need.gpus(gpus));
  }

  static PodFacts pod(String workload, int gpus) {
    return new PodFacts("pod-" + workload, "n", workload, 1, gpus, List.of(), 0, 0, false);
  }

  /** As after a restart: recorded and running at madrid. */
  void runs(Request request, PodFacts pod) {
    owner.restore(request, ++epoch, List.of(new Assignment("madrid", 1, List.of("n"), 0, 0)));
    owner.tell(fleet -> fleet.upsertPod("madrid", pod));
  }

  void gone(String workload) {
    owner.tell(fleet -> fleet.removePod("madrid", "pod-" + workload));
  }

  /** Decides and records; for example {@code madrid×1}. */
  String decided(Request request) throws Exception {
    var verdict = owner.decide(request, ++epoch).get();
    owner.confirm(request.workloadUid());
    return say(verdict);
  }

  String undone(Request request) throws Exception {
    var verdict = owner.decide(request, ++epoch).get();
    owner.rollback(request.workloadUid());
    return say(verdict);
  }

  private static String say(Verdict verdict) {
    return verdict instanceof Verdict.Placed placed
        ? placed.assignments().stream()
            .map(a -> a.site() + "×" + a.replicas())
            .collect(Collectors.joining(" "))
        : "refused";
  }

  String cause(String uid) throws Exception {
    return owner.cause(uid).get().map(c -> c.reason() + ": " + c.message()).orElse("");
  }

  Set<String> woken() {
    return woken;
  }

  void withdraw(String uid) {
    owner.withdraw(uid);
  }

  void release(String uid) {
    owner.release(uid);
  }

  void finish(Request request) {
    owner.finish(request);
  }

  String shed() throws Exception {
    return owner.shed("madrid", "too hot").get().map(v -> v.name()).orElse("nobody");
  }

  void laterThanPause() {
    now = now.plus(Duration.ofSeconds(6));
  }

  @Override
  public void close() {
    owner.close();
  }
}
