package dev.centralita.delivery;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a site says about one workload, read from its objects as they are.
 *
 * @param epoch of the decision that the object at the site carries, −1 when there is none
 * @param desired replicas the object at the site asks for
 * @param ready replicas that are ready
 * @param settled the site has acted on the newest object: every replica updated and ready
 * @param complete a Job that finished well
 * @param failure why a Job gave up, null when it has not
 * @param unschedulable pods kube-scheduler could not bind, oldest first
 * @param stuck pods bound but not running, with the reason their containers wait for
 * @param pods not finished, terminating ones included
 * @param terminating of those, the ones going away
 */
public record SiteReadback(
    long epoch,
    int desired,
    int ready,
    boolean settled,
    boolean complete,
    @Nullable String failure,
    List<Unschedulable> unschedulable,
    List<Stuck> stuck,
    int pods,
    int terminating) {

  /** A pod without a node, since when and what kube-scheduler says about it. */
  public record Unschedulable(String pod, Instant since, String message) {}

  /** A pod with a node whose container cannot start: a wrong image, an image that wants root. */
  public record Stuck(String pod, String container, String reason, String message) {}

  /**
   * Reads the site's objects.
   *
   * @param object the Deployment or Job of the workload at that site, null when there is none
   * @param pods those that carry the workload's UID and the site's name
   */
  public static SiteReadback of(@Nullable HasMetadata object, Collection<Pod> pods) {
    var alive = pods.stream().filter(SiteReadback::unfinished).toList();
    var unschedulable =
        alive.stream()
            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
            .flatMap(pod -> unschedulable(pod).stream())
            .sorted(Comparator.comparing(Unschedulable::since).thenComparing(Unschedulable::pod))
            .toList();
    var stuck = alive.stream().flatMap(SiteReadback::stuck).toList();
    int terminating =
        (int) alive.stream().filter(p -> p.getMetadata().getDeletionTimestamp() != null).count();
    var counts =
        switch (object) {
          case Deployment deployment -> Counts.of(deployment);
          case Job job -> Counts.of(job);
          case null -> Counts.NONE;
          default ->
              throw new IllegalArgumentException(
                  "a workload is a Deployment or a Job, not a " + object.getKind());
        };
    return new SiteReadback(
        epoch(object),
        counts.desired,
        counts.ready,
        counts.settled,
        counts.complete,
        counts.failure,
        unschedulable,
        stuck,
        alive.size(),
        terminating);
  }

  private record Counts(
      int desired, int ready, boolean settled, boolean complete, @Nullable String failure) {
    static final Counts NONE = new Counts(0, 0, false, false, null);

    static Counts of(Deployment deployment) {
      int desired = count(deployment.getSpec().getReplicas(), 1);
      var status = deployment.getStatus();
      if (status == null) {
        return new Counts(desired, 0, false, false, null);
      }
      int ready = Math.min(count(status.getReadyReplicas(), 0), desired);
      // Old figures of a replaced template look ready too: only the observed generation tells.
      boolean observed =
          Objects.requireNonNullElse(status.getObservedGeneration(), 0L)
              >= Objects.requireNonNullElse(deployment.getMetadata().getGeneration(), 0L);
      boolean settled =
          observed
              && ready == desired
              && count(status.getUpdatedReplicas(), 0) == desired
              && count(status.getReplicas(), 0) == desired;
      return new Counts(desired, ready, settled, false, null);
    }

    static Counts of(Job job) {
      boolean suspended = Boolean.TRUE.equals(job.getSpec().getSuspend());
      int desired = suspended ? 0 : count(job.getSpec().getParallelism(), 1);
      var status = job.getStatus();
      if (status == null) {
        return new Counts(desired, 0, false, false, null);
      }
      boolean complete = condition(job, "Complete").isPresent();
      int ready = Math.min(count(status.getReady(), 0), desired);
      boolean settled = complete || ready + count(status.getSucceeded(), 0) >= desired;
      var failure =
          condition(job, "Failed")
              .map(failed -> text(failed.getReason()) + ": " + text(failed.getMessage()))
              .orElse(null);
      return new Counts(desired, ready, settled, complete, failure);
    }
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    return Stream.ofNullable(job.getStatus().getConditions())
        .flatMap(List::stream)
        .filter(c -> type.equals(c.getType()) && "True".equals(c.getStatus()))
        .findFirst();
  }

  private static Optional<Unschedulable> unschedulable(Pod pod) {
    if (pod.getStatus() == null || pod.getSpec().getNodeName() != null) {
      return Optional.empty();
    }
    return Stream.ofNullable(pod.getStatus().getConditions())
        .flatMap(List::stream)
        .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
        .filter(c -> "Unschedulable".equals(c.getReason()))
        .map(c ->
            new Unschedulable(pod.getMetadata().getName(), since(pod, c), text(c.getMessage())))
        .findFirst();
  }

  private static Instant since(Pod pod, PodCondition condition) {
    return time(condition.getLastTransitionTime())
        .or(() -> time(pod.getMetadata().getCreationTimestamp()))
        .orElse(Instant.EPOCH);
  }

  private static Stream<Stuck> stuck(Pod pod) {
    if (pod.getStatus() == null || pod.getMetadata().getDeletionTimestamp() != null) {
      return Stream.empty();
    }
    return Stream.of(
            pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses())
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .filter(c -> c.getState() != null && c.getState().getWaiting() != null)
        .filter(c -> harmful(c.getState().getWaiting().getReason()))
        .map(c ->
            new Stuck(
                pod.getMetadata().getName(),
                c.getName(),
                text(c.getState().getWaiting().getReason()),
                text(c.getState().getWaiting().getMessage())));
  }

  private static boolean harmful(@Nullable String reason) {
    return reason != null
        && !"ContainerCreating".equals(reason)
        && !"PodInitializing".equals(reason);
  }

  static boolean unfinished(Pod pod) {
    var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return !"Succeeded".equals(phase) && !"Failed".equals(phase);
  }

  private static long epoch(@Nullable HasMetadata object) {
    return object == null ? -1 : Ownership.epoch(object);
  }

  private static Optional<Instant> time(@Nullable String timestamp) {
    try {
      return Optional.ofNullable(timestamp).map(Instant::parse);
    } catch (DateTimeParseException e) {
      // A site may send anything; an unreadable time counts as "for long".
      return Optional.empty();
    }
  }

  private static int count(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
