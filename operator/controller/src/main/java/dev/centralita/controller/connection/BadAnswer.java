package dev.centralita.controller.connection;

/** A site answered something else than what was asked for. */
final class BadAnswer extends RuntimeException {

  private final int code;

  /**
   * @param code the HTTP status, 0 if the answer was no success only by its content
   */
  BadAnswer(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
