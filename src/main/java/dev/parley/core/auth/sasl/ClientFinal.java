package dev.parley.core.auth.sasl;

/**
 * The last message of SCRAM from the client (RFC 5802 §7, {@code client-final-message}).
 *
 * @param binding GS2 header and channel binding data, decoded
 * @param nonce the whole nonce
 * @param withoutProof all but the proof, as sent
 * @param proof decoded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ClientFinal(byte[] binding, String nonce, String withoutProof, byte[] proof) {
  private static final String PROOF = ",p=";

  /**
   * Reads the message.
   *
   * @throws SaslException {@code malformed-request}
   */
  static ClientFinal parse(String message) {
    int proof = message.lastIndexOf(PROOF);
    if (proof < 0) {
      throw SaslException.malformed("No proof");
    }
    String withoutProof = message.substring(0, proof);
    ScramAttributes attributes = new ScramAttributes(withoutProof);
    byte[] binding = decode(attributes.next('c'));
    String nonce = ScramAttributes.printable(attributes.next('r'));
    attributes.skipExtensions();
    return new ClientFinal(
        binding, nonce, withoutProof, decode(message.substring(proof + PROOF.length())));
  }

  private static byte[] decode(String base64) {
    try {
      return SaslText.base64(base64);
    } catch (IllegalArgumentException e) {
      throw SaslException.malformed("Bad base64 in a SCRAM message");
    }
  }

  @Override
  public String toString() {
    return "client-final-message";
  }
}
