package dev.centralita.stories;

import java.nio.file.Path;

/** The packaged operator, wherever it runs. */
interface Operator extends AutoCloseable {
  /** Returns when the operator says that it is ready. */
  void start();

  /** SIGKILL: no farewell, no shutdown hook; nothing starts it again. */
  void kill();

  /** SIGTERM; fails if the operator does not end by itself. */
  void stop();

  /** Whether it was started and has not ended. */
  boolean isAlive();

  /** Where its log is. */
  Path log();

  @Override
  void close();
}
