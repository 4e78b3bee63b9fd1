package dev.centralita.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Equal content, equal digest: over JSON with sorted keys, so that neither order nor class matters.
 */
final class Digest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final int HEX_CHARS = 32;

  private Digest() {}

  static JsonNode tree(Object object) {
    return JSON.valueToTree(object);
  }

  static String of(JsonNode tree) {
    try {
      // Through plain maps: a JsonNode is written in its own order, a map in key order.
      var sorted = JSON.writeValueAsString(JSON.treeToValue(tree, Object.class));
      return HexFormat.of().formatHex(sha256(sorted)).substring(0, HEX_CHARS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a rendered object is always JSON", e);
    }
  }

  static byte[] sha256(String input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
