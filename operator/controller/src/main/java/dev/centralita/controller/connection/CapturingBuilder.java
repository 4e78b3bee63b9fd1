package dev.centralita.controller.connection;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Remembers what it built, because Fabric8 never closes a JDK client and does not hand it out. */
final class CapturingBuilder implements HttpClient.Builder {

  private final HttpClient.Builder builder;
  private final List<HttpClient> built = new CopyOnWriteArrayList<>();

  CapturingBuilder(HttpClient.Builder builder) {
    this.builder = builder;
  }

  List<HttpClient> built() {
    return built;
  }

  @Override
  public HttpClient build() {
    var client = builder.followRedirects(Redirect.NEVER).build();
    built.add(client);
    return client;
  }

  @Override
  public HttpClient.Builder cookieHandler(CookieHandler cookies) {
    builder.cookieHandler(cookies);
    return this;
  }

  @Override
  public HttpClient.Builder connectTimeout(java.time.Duration duration) {
    builder.connectTimeout(duration);
    return this;
  }

  @Override
  public HttpClient.Builder sslContext(SSLContext context) {
    builder.sslContext(context);
    return this;
  }

  @Override
  public HttpClient.Builder sslParameters(SSLParameters parameters) {
    builder.sslParameters(parameters);
    return this;
  }

  @Override
  public HttpClient.Builder executor(Executor executor) {
    builder.executor(executor);
    return this;
  }

  @Override
  public HttpClient.Builder followRedirects(Redirect policy) {
    return this; // never, whoever asks
  }

  @Override
  public HttpClient.Builder version(Version version) {
    builder.version(version);
    return this;
  }

  @Override
  public HttpClient.Builder priority(int priority) {
    builder.priority(priority);
    return this;
  }

  @Override
  public HttpClient.Builder proxy(ProxySelector selector) {
    builder.proxy(selector);
    return this;
  }

  @Override
  public HttpClient.Builder authenticator(Authenticator authenticator) {
    builder.authenticator(authenticator);
    return this;
  }
}
