package dev.parley.core.auth;

import dev.parley.core.auth.sasl.TlsFacts;
import dev.parley.core.bus.Request;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a stream asks the auth service. A stream asks one thing at a time: the next after the answer
 * to the one before.
 */
public sealed interface AuthRequest extends Request<AuthReply> {
  /** The id of the stream; its hash says which shard of the service keeps the exchange. */
  String stream();

  /**
   * The client wants to authenticate.
   *
   * @param domain the domain of its account
   * @param mechanism the name it sent
   * @param initial its initial response, null if it sent none
   * @param tls the encryption of the stream
   * @param address IP address of the client
   * @param wishes what XEP-0388 adds; null for the profile of RFC 6120
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Begin(
      String stream,
      Jid domain,
      String mechanism,
      byte @Nullable [] initial,
      TlsFacts tls,
      String address,
      @Nullable Wishes wishes)
      implements AuthRequest {
    /** Without the response, which may hold a password. */
    @Override
    public String toString() {
      return "Begin[" + stream + ", " + mechanism + "]";
    }
  }

  /**
   * The client answers a challenge.
   *
   * @param data may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Continue(String stream, byte[] data) implements AuthRequest {
    /** Without the response, which may hold a password. */
    @Override
    public String toString() {
      return "Continue[" + stream + "]";
    }
  }

  /** The client begins a task (XEP-0388 §2.6.3). */
  record Next(String stream, String task) implements AuthRequest {}

  /**
   * The client goes on with a task.
   *
   * @param element the {@code <task-data/>}
   */
  record TaskData(String stream, Element element) implements AuthRequest {
    /** Without the data, which are as good as a password. */
    @Override
    public String toString() {
      return "TaskData[" + stream + "]";
    }
  }

  /** The client gives up, or what it sent cannot be read. */
  record Abort(String stream) implements AuthRequest {}
}
