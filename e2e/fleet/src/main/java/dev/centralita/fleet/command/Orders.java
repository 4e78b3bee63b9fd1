package dev.centralita.fleet.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One line of text to the running fleet, and its answer, over a socket that only its user opens.
 */
final class Orders {
  /** What macOS allows for the path of a socket; Linux allows a few more. */
  private static final int LONGEST_PATH = 103;

  private Orders() {}

  /**
   * Binds the socket, over one left by a fleet that was killed.
   *
   * @throws IOException if a fleet answers there already
   */
  static ServerSocketChannel listen(Path socket) throws IOException {
    if (socket.toString().length() > LONGEST_PATH) {
      throw new IOException(
          "the socket path "
              + socket
              + " is longer than "
              + LONGEST_PATH
              + " characters.\nMaybe set XDG_CACHE_HOME to a shorter folder.");
    }
    if (isAnswered(socket)) {
      throw new IOException("a fleet is running already.\nMaybe stop it: ./hack/fleet stop");
    }
    Files.deleteIfExists(socket);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    return channel;
  }

  static boolean isAnswered(Path socket) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends an order and returns the answer. */
  static String send(Path socket, String order) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      write(channel, order + "\n");
      channel.shutdownOutput();
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static String readLine(SocketChannel channel) throws IOException {
    var reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    String line = reader.readLine();
    return line == null ? "" : line;
  }

  static void write(SocketChannel channel, String text) throws IOException {
    Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
  }
}
