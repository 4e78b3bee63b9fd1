package dev.centralita.controller.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what happened to an object, as Events beside it. Nothing waits for an Event, and one
 * that cannot be stored is only logged.
 */
public final class Announcer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final int MAX_NOTE = 1024;
  private static final int MAX_NAME = 253;

  /** Where Events about objects without a namespace live. */
  private static final String DEFAULT_NAMESPACE = "default";

  private static final int MOST_WAITING = 1000;

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().name("events").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * @param instance who announces: the operator's pod
   */
  public Announcer(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  /** How much attention an Event deserves. */
  public enum Weight {
    Normal,
    Warning
  }

  /**
   * Stores an Event, soon.
   *
   * @param action what the operator was doing, CamelCase
   * @param reason why it is said, CamelCase
   */
  public void announce(
      HasMetadata about, Weight weight, String action, String reason, String note) {
    var metadata = about.getMetadata();
    var namespace = Objects.requireNonNullElse(metadata.getNamespace(), DEFAULT_NAMESPACE);
    var now = clock.instant();
    // A name made here and not by the API server: a repeated request makes no second Event.
    var name = name(metadata.getName(), now);
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withEventTime(new MicroTime(micros(now.toString())))
            .withReportingController("centralita.dev/operator")
            .withReportingInstance(instance)
            .withAction(action)
            .withReason(reason)
            .withType(weight.name())
            .withNote(note.length() <= MAX_NOTE ? note : note.substring(0, MAX_NOTE - 1) + "…")
            .withNewRegarding()
            .withApiVersion(about.getApiVersion())
            .withKind(about.getKind())
            .withNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .withUid(metadata.getUid())
            .endRegarding()
            .build();
    executor.execute(() -> store(event));
  }

  /** An object may have the longest name there is: the Event beside it cannot add to that. */
  static String name(String about, Instant now) {
    var suffix = ".%x".formatted(now.getEpochSecond() * 1_000_000_000 + now.getNano());
    int most = MAX_NAME - suffix.length();
    int end = Math.min(about.length(), most);
    // What stands before the suffix's dot must be a letter or a digit.
    while (end > 0 && !Character.isLetterOrDigit(about.charAt(end - 1))) {
      end--;
    }
    return about.substring(0, end) + suffix;
  }

  /** The form MicroTime is parsed from: exactly six decimals. */
  private static String micros(String instant) {
    var seconds = instant.substring(0, 19);
    var fraction = instant.length() > 20 ? instant.substring(20, instant.length() - 1) : "";
    return seconds + "." + (fraction + "000000").substring(0, 6) + "Z";
  }

  private void store(io.fabric8.kubernetes.api.model.events.v1.Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.info("Event {} was not stored: {}", event.getReason(), e.getMessage());
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
