package dev.parley.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** One SCRAM exchange as a client without channel binding (RFC 5802), with cached salted keys. */
final class ScramClient {
  private static final Map<String, byte[]> SALTED = new ConcurrentHashMap<>();
  private static final Base64.Encoder ENCODER = Base64.getEncoder();

  private final String mechanism;
  private final String hash;
  private final String password;
  private final String bareFirst;
  private String expectedFinal = "";

  /**
   * @param mechanism {@code SCRAM-SHA-1}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}
   * @param user without characters that need escaping
   * @param nonce unique enough for a benchmark
   */
  ScramClient(String mechanism, String user, String password, String nonce) {
    this.mechanism = mechanism;
    this.hash = mechanism.substring("SCRAM-".length()).replace("SHA-", "SHA");
    this.password = password;
    this.bareFirst = "n=" + user + ",r=" + nonce;
  }

  /** The {@code auth} element that begins the exchange (RFC 6120 §6.4.2). */
  String auth() {
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='"
        + mechanism
        + "'>"
        + base64("n,," + bareFirst)
        + "</auth>";
  }

  /** The {@code response} to the text of the server's {@code challenge}. */
  String response(String challenge) throws GeneralSecurityException {
    String serverFirst = text(challenge);
    String[] parts = serverFirst.split(",", 3);
    String nonce = parts[0].substring(2);
    byte[] salted = salted(parts[1].substring(2), Integer.parseInt(parts[2].substring(2)));
    String withoutProof = "c=biws,r=" + nonce;
    byte[] message =
        (bareFirst + "," + serverFirst + "," + withoutProof).getBytes(StandardCharsets.UTF_8);
    byte[] proof = hmac(salted, "Client Key".getBytes(StandardCharsets.UTF_8));
    byte[] signature = hmac(digest(proof), message);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= signature[i];
    }
    byte[] serverKey = hmac(salted, "Server Key".getBytes(StandardCharsets.UTF_8));
    expectedFinal = "v=" + ENCODER.encodeToString(hmac(serverKey, message));
    return "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
        + base64(withoutProof + ",p=" + ENCODER.encodeToString(proof))
        + "</response>";
  }

  /** Whether the text of {@code success} proves that the server knows the keys. */
  boolean isProof(String success) {
    return text(success).equals(expectedFinal);
  }

  private byte[] salted(String salt, int iterations) throws GeneralSecurityException {
    String key = hash + ' ' + salt + ' ' + iterations + ' ' + password;
    byte[] known = SALTED.get(key);
    if (known != null) {
      return known;
    }
    byte[] saltBytes = Base64.getDecoder().decode(salt);
    int bits = digest(new byte[0]).length * 8;
    var spec = new PBEKeySpec(password.toCharArray(), saltBytes, iterations, bits);
    byte[] made =
        SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash).generateSecret(spec).getEncoded();
    SALTED.put(key, made);
    return made;
  }

  private byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    var mac = Mac.getInstance("Hmac" + hash);
    mac.init(new SecretKeySpec(key, "Hmac" + hash));
    return mac.doFinal(data);
  }

  private byte[] digest(byte[] data) throws GeneralSecurityException {
    String algorithm = mechanism.substring("SCRAM-".length());
    return java.security.MessageDigest.getInstance(algorithm).digest(data);
  }

  private static String base64(String plain) {
    return ENCODER.encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String encoded) {
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }
}
