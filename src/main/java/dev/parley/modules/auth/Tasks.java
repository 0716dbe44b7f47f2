package dev.parley.modules.auth;

import dev.parley.core.auth.AuthReply;
import dev.parley.core.auth.KeyUpgrades;
import dev.parley.core.auth.sasl.Sasl2Elements;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.core.auth.sasl.Step;
import dev.parley.core.storage.ScramKey;
import dev.parley.modules.auth.Login.Trial;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;

/** What a client that has proved itself is still to do: better keys (XEP-0480 §2.2, §3). */
final class Tasks {
  private static final String NAMESPACE = "urn:xmpp:scram-upgrade:0";

  private final KeyUpgrades upgrades;
  private final Trial trial;
  private final Step.Success success;
  private final Deque<KeyUpgrades.Task> remaining;
  private ScramKey proof;
  private boolean begun;

  /**
   * Begins with the first.
   *
   * @param proof the key that the client's password was checked against
   * @param tasks at least one
   */
  Tasks(
      KeyUpgrades upgrades,
      Trial trial,
      Step.Success success,
      ScramKey proof,
      List<KeyUpgrades.Task> tasks) {
    this.upgrades = upgrades;
    this.trial = trial;
    this.success = success;
    this.proof = proof;
    this.remaining = new ArrayDeque<>(tasks);
  }

  Trial trial() {
    return trial;
  }

  /** What the client has proved. */
  Step.Success success() {
    return success;
  }

  boolean isDone() {
    return remaining.isEmpty();
  }

  /** The one to be done next (XEP-0388 §2.6.3); the mechanism's data goes with the first. */
  AuthReply.Task next(boolean isFirst) {
    return new AuthReply.Task(isFirst ? success.data() : null, remaining.element().name());
  }

  /**
   * The client begins a task.
   *
   * @throws SaslException if it is not the one it was asked to do
   */
  AuthReply begin(String name) {
    KeyUpgrades.Task task = remaining.element();
    if (begun || !task.name().equals(name)) {
      throw malformed();
    }
    begun = true;
    return new AuthReply.TaskData(
        Element.builder(NAMESPACE, "salt")
            .attribute("iterations", Integer.toString(task.iterations()))
            .text(Base64.getEncoder().encodeToString(task.salt()))
            .build());
  }

  /**
   * The client has done it; completes when the key is stored.
   *
   * @throws SaslException if what it sends is no key
   */
  Future<Void> finish(Element data) {
    Element hash = data.child(NAMESPACE, "hash");
    KeyUpgrades.Task task = remaining.element();
    if (!begun || hash == null) {
      throw malformed();
    }
    byte[] salted = Sasl2Elements.data(hash);
    if (salted.length != task.hash().length()) {
      throw malformed();
    }
    return upgrades
        .put(success.account(), proof, task, salted)
        .map(key -> {
          proof = key.filter(better -> better.mechanism().equals(proof.mechanism())).orElse(proof);
          if (key.isEmpty()) {
            throw new SaslException(
                SaslError.TEMPORARY_AUTH_FAILURE, "The account has just changed");
          }
          remaining.remove();
          begun = false;
          return null;
        });
  }

  private static SaslException malformed() {
    return new SaslException(SaslError.MALFORMED_REQUEST, "This is not what the task needs");
  }
}
