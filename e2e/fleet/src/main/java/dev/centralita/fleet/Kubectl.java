package dev.centralita.fleet;

import dev.centralita.fleet.provider.Tools;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The pinned {@code kubectl} with every right on one cluster, for tests of what a user sees. */
public final class Kubectl {
  private final Cluster cluster;

  public Kubectl(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What kubectl answered; both streams together, in the order it wrote them. */
  public record Answer(int exitCode, String text) {}

  public Answer run(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Tools.find().kubectl());
    command.add("--kubeconfig=" + cluster.adminKubeconfigFile());
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException(String.join(" ", command)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + String.join(" ", command), e);
    }
  }

  /**
   * The answer of a command that must succeed.
   *
   * @throws IllegalStateException with the answer if it does not
   */
  public String must(String... words) {
    Answer answer = run(words);
    if (answer.exitCode() != 0) {
      throw new IllegalStateException(
          "kubectl " + String.join(" ", words) + " failed:\n" + answer.text());
    }
    return answer.text();
  }
}
