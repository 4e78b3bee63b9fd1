package dev.centralita.controller.connection;

/**
 * One reason why a credential is not used.
 *
 * @param field where it is wrong, for example {@code users[0].user.exec}
 * @param value what was found there, shortened and harmless; never a token, key or certificate
 * @param remedy what to do about it
 */
public record CredentialProblem(String field, String value, String remedy) {

  @Override
  public String toString() {
    return field + ": " + value + ". Maybe " + remedy + ".";
  }
}
