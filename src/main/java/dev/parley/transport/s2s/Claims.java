package dev.parley.transport.s2s;

import dev.parley.core.config.FederationPolicy.Proof;
import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dialback that the peer of one stream asks for: which domains it is, and whether other streams are
 * ours (XEP-0220 §2.2). What is wrong with one pair of domains never harms another.
 */
final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final int MAX_OPEN = 10;

  private final ServerStream stream;
  private final Set<DomainPair> open = new HashSet<>();

  Claims(ServerStream stream) {
    this.stream = stream;
  }

  /** Takes a request. */
  void accept(Dialback request) {
    if (!stream.isInbound()) {
      // Nobody asks on a stream that we have opened (XEP-0220 §3.1).
      throw new StreamException(Condition.POLICY_VIOLATION, "dialback in the wrong direction");
    } else if (!stream.isSecure()) {
      stream.write(request.refusal("policy-violation"));
    } else if (request.isVerify()) {
      confirm(request);
    } else {
      claim(request);
    }
  }

  /** Answers for a stream that says it is ours (§2.2.2). */
  private void confirm(Dialback request) {
    S2sServices services = stream.services();
    String id = request.id();
    if (id == null || !services.domains().isOurs(request.to().domain())) {
      stream.write(request.refusal("item-not-found"));
      return;
    }
    stream.write(
        request.answer(services.keys().isValid(request.key(), request.from(), request.to(), id)));
  }

  /** The peer says that it is a domain (§2.2.1). */
  private void claim(Dialback request) {
    DomainPair pair = new DomainPair(request.to().domain(), request.from().domain());
    if (stream.pairs().contains(pair)) {
      stream.write(request.answer(true));
      return;
    }
    String refusal = refusal(pair);
    if (refusal != null) {
      stream.write(request.refusal(refusal));
    } else if (open.add(pair)) {
      stream
          .services()
          .identity()
          .check(stream.chain(), pair.remote(), stream.target())
          .onComplete(verdict ->
              stream
                  .context()
                  .runOnContext(here -> checked(request, pair, verdict.result().isVerified())));
    }
  }

  private @Nullable String refusal(DomainPair pair) {
    S2sServices services = stream.services();
    if (!services.domains().isOurs(pair.local())) {
      return "item-not-found";
    }
    if (services.domains().isOurs(pair.remote())) {
      return "not-acceptable";
    }
    if (services.proof(pair.remote()) == Proof.BLOCKED) {
      return "policy-violation";
    }
    boolean full =
        open.size() >= MAX_OPEN
            || open.size() + stream.pairs().size() >= services.links().domainsPerStream();
    return full ? "resource-constraint" : null;
  }

  /** A certificate needs no calling back; without one, the policy says whether that is enough. */
  private void checked(Dialback request, DomainPair pair, boolean verified) {
    if (stream.isClosed()) {
      return;
    }
    if (verified) {
      settle(request, pair, ToRemote.Verification.VALID);
    } else if (stream.services().proof(pair.remote()) != Proof.DIALBACK) {
      open.remove(pair);
      LOG.debug("{}: no valid certificate for {}", stream, pair.remote());
      stream.write(request.refusal("not-authorized"));
    } else {
      ask(request, pair);
    }
  }

  private void ask(Dialback request, DomainPair pair) {
    Future<ToRemote.Verification> asked =
        stream
            .services()
            .bus()
            .request(
                ToRemote.address(pair.remote()),
                new ToRemote.Verify(pair, stream.id(), request.key()));
    asked
        .otherwise(ToRemote.Verification.TIMEOUT)
        .onSuccess(verification -> {
          if (!stream.isClosed()) {
            settle(request, pair, verification);
          }
        });
  }

  private void settle(Dialback request, DomainPair pair, ToRemote.Verification verification) {
    open.remove(pair);
    switch (verification) {
      case VALID ->
          stream.write(
              stream.prove(pair) ? request.answer(true) : request.refusal("resource-constraint"));
      case INVALID -> invalid(request, pair);
      case NOT_FOUND -> stream.write(request.refusal("remote-server-not-found"));
      case UNREACHABLE -> stream.write(request.refusal("remote-connection-failed"));
      case TIMEOUT -> stream.write(request.refusal("remote-server-timeout"));
      case BUSY -> stream.write(request.refusal("resource-constraint"));
    }
  }

  /** Somebody lies, or knows no better; if it has proven nothing else, it has to go. */
  private void invalid(Dialback request, DomainPair pair) {
    LOG.info("{}: the server of {} does not know this stream", stream, pair.remote());
    if (!stream.pairs().isEmpty() || !open.isEmpty()) {
      stream.write(request.refusal("forbidden"));
    } else {
      stream.write(request.answer(false));
      stream.close();
    }
  }

  /** Whether something is under way. */
  boolean isOpen() {
    return !open.isEmpty();
  }
}
