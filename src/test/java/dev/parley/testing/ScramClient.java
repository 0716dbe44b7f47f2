package dev.parley.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of one SCRAM exchange (RFC 5802, RFC 7677). */
public final class ScramClient {
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  /** Kept as real clients keep them (RFC 5802 §3), so that only the first login is slow. */
  private static final Map<String, byte[]> SALTED = new ConcurrentHashMap<>();

  private final String hash;
  private final String gs2;
  private final byte[] binding;
  private final String password;
  private final String bare;
  private final String nonce;
  private byte[] serverSignature = new byte[0];

  /**
   * Prepares an exchange.
   *
   * @param mechanism `SCRAM-SHA-256`, with or without `-PLUS`
   * @param gs2 the GS2 header: `n,,` or `y,,` or `p=tls-server-end-point,,`
   * @param binding channel binding data, empty unless the header starts with `p`
   */
  public ScramClient(String mechanism, String gs2, byte[] binding, String user, String password) {
    this.hash = mechanism.replace("SCRAM-", "").replace("-PLUS", "").replace("SHA-", "SHA");
    this.gs2 = gs2;
    this.binding = binding.clone();
    this.password = password;
    var random = new byte[18];
    new SecureRandom().nextBytes(random);
    this.nonce = BASE64.encodeToString(random);
    this.bare = "n=" + user.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
  }

  /** The client-first-message. */
  public String first() {
    return gs2 + bare;
  }

  /** The client-final-message; fails if the server's nonce does not continue ours. */
  public String last(String serverFirst) {
    var fields = fields(serverFirst);
    var serverNonce = field(fields, 'r');
    if (!serverNonce.startsWith(nonce) || serverNonce.length() == nonce.length()) {
      throw new IllegalStateException("the server did not extend the nonce: " + serverFirst);
    }
    return last(serverFirst, serverNonce);
  }

  /** The same with a nonce that may be another than the server's, and a proof that is right. */
  public String last(String serverFirst, String finalNonce) {
    var fields = fields(serverFirst);
    var channel = new ByteArrayOutputStream();
    channel.writeBytes(gs2.getBytes(StandardCharsets.UTF_8));
    channel.writeBytes(binding);
    var withoutProof = "c=" + BASE64.encodeToString(channel.toByteArray()) + ",r=" + finalNonce;
    var message = bare + "," + serverFirst + "," + withoutProof;
    var salt = Base64.getDecoder().decode(field(fields, 's'));
    var salted = salted(salt, Integer.parseInt(field(fields, 'i')));
    var clientKey = hmac(salted, "Client Key");
    var signature = hmac(digest(clientKey), message);
    var proof = new byte[clientKey.length];
    for (int i = 0; i < proof.length; i++) {
      proof[i] = (byte) (clientKey[i] ^ signature[i]);
    }
    serverSignature = hmac(hmac(salted, "Server Key"), message);
    return withoutProof + ",p=" + BASE64.encodeToString(proof);
  }

  /** Whether the server-final-message proves that the server knows the account's keys. */
  public boolean verifies(String serverFinal) {
    return Arrays.equals(
        Base64.getDecoder().decode(field(fields(serverFinal), 'v')), serverSignature);
  }

  /** SaltedPassword (RFC 5802 §3). */
  public byte[] salted(byte[] salt, int iterations) {
    var key = String.join(" ", hash, BASE64.encodeToString(salt), "" + iterations, password);
    return SALTED.computeIfAbsent(key, unknown -> derive(salt, iterations)).clone();
  }

  private byte[] derive(byte[] salt, int iterations) {
    try {
      var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, digest(salt).length * 8);
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] hmac(byte[] key, String message) {
    try {
      var mac = Mac.getInstance("Hmac" + hash);
      mac.init(new SecretKeySpec(key, "raw"));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] digest(byte[] data) {
    try {
      return MessageDigest.getInstance(hash.replace("SHA", "SHA-")).digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String field(Map<Character, String> fields, char name) {
    var value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException("the server's SCRAM message has no " + name + ": " + fields);
    }
    return value;
  }

  private static Map<Character, String> fields(String message) {
    var fields = new TreeMap<Character, String>();
    for (var part : message.split(",")) {
      fields.put(part.charAt(0), part.substring(2));
    }
    return fields;
  }
}
