package dev.parley.transport.c2s;

import dev.parley.core.auth.Access;
import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPresence;
import dev.parley.core.bus.ToSession;
import dev.parley.core.module.Failures;
import dev.parley.core.module.StreamOffers;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.transport.stream.Acknowledgements;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between authentication and a session: only a resource may be asked for (RFC 6120 §7). */
final class Binding implements Phase {
  static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
  static final String SESSION = "urn:ietf:params:xml:ns:xmpp-session";

  private final ClientStream stream;
  private final Jid account;
  private final Access access;
  private final long began;

  /**
   * Waits for the resource.
   *
   * @param began moment of {@link dev.parley.core.auth.AccountChanges} when the login began
   */
  Binding(ClientStream stream, Jid account, Access access, long began) {
    this.stream = stream;
    this.began = began;
    this.account = account;
    this.access = access;
  }

  @Override
  public List<Element> features() {
    List<Element> features = new ArrayList<>();
    features.add(Element.of(BIND, "bind"));
    // RFC 3921 §3 was dropped; "optional" spares new clients the round trip.
    features.add(
        Element.builder(SESSION, "session").child(Element.of(SESSION, "optional")).build());
    features.addAll(sessionFeatures());
    return features;
  }

  /** What may be asked for on a stream with a session. */
  List<Element> sessionFeatures() {
    List<Element> features = new ArrayList<>();
    features.add(Element.of(Acknowledgements.NAMESPACE, "sm"));
    features.add(Attention.feature());
    features.addAll(
        stream.services().offers().features(StreamOffers.Phase.BIND, stream.domain().domain()));
    features.add(stream.services().limitsFeature(stream.services().limitsAfterLogin()));
    return features;
  }

  @Override
  public void element(Element element) {
    if (element.namespace().equals(Acknowledgements.NAMESPACE)) {
      if (element.name().equals("resume")) {
        resume(element);
      } else {
        stream.wire().write(Acknowledgements.failed("unexpected-request"));
      }
      return;
    }
    if (!element.is(Namespaces.CLIENT, "iq") || element.child(BIND, "bind") == null) {
      throw new StreamException(StreamError.of(StreamError.Condition.NOT_AUTHORIZED));
    }
    Iq iq;
    try {
      iq = (Iq) Stanza.parse(element);
    } catch (StanzaException wrong) {
      Element answer = wrong.answer();
      if (answer != null) {
        stream.wire().write(answer);
      }
      return;
    }
    Element bind = iq.payload();
    if (iq.type() != Iq.Type.SET || bind == null) {
      refuse(iq, StanzaError.of(StanzaError.Condition.BAD_REQUEST));
      return;
    }
    try {
      bind(iq, resource(bind));
    } catch (JidFormatException wrong) {
      refuse(iq, StanzaError.of(StanzaError.Condition.BAD_REQUEST));
    }
  }

  /** The resource asked for, prepared (RFC 7622 §3.4); null to leave it to the server. */
  private @Nullable String resource(Element bind) {
    Element resource = bind.child(BIND, "resource");
    if (resource == null || resource.text().isEmpty()) {
      return null;
    }
    return account.withResource(resource.text()).resource();
  }

  private void bind(Iq iq, @Nullable String resource) {
    stream.wire().suspend();
    int shard = Shard.of(account);
    stream
        .services()
        .bus()
        .request(
            Addresses.presence(shard),
            new ToPresence.Bind(account, resource, stream.id(), access, null))
        .onSuccess(bound -> bound(iq, bound))
        .onFailure(cause -> {
          refuse(iq, Failures.toError(cause, iq));
          stream.wire().resume();
        });
  }

  private void bound(Iq iq, ToPresence.Bound bound) {
    if (begin(bound) == null) {
      return;
    }
    Element jid =
        Element.builder(BIND, "bind")
            .child(Element.builder(BIND, "jid").text(bound.full().toString()).build())
            .build();
    stream.wire().write(new ToSession.Delivery(iq.result(jid)));
    stream.wire().resume();
  }

  /** The home has bound a resource; null if the stream is over by now. */
  @Nullable SessionTraffic begin(ToPresence.Bound bound) {
    SessionTraffic session =
        new SessionTraffic(stream, bound.full(), bound.address(), bound.viaHome());
    return begin(session) ? session : null;
  }

  private void resume(Element resume) {
    stream.wire().suspend();
    resuming()
        .resume(resume)
        .onSuccess(outcome -> {
          if (outcome instanceof Resuming.Outcome.Resumed resumed) {
            if (begin(resumed)) {
              stream.wire().write(resumed.answer());
              resumed.goOn();
            }
          } else {
            stream.wire().write(outcome.answer());
          }
          stream.wire().resume();
        })
        .onFailure(stream::refused);
  }

  /** An attempt to go on with a former session. */
  Resuming resuming() {
    return new Resuming(stream, account, access);
  }

  /** The stream goes on with a session; false if the stream is over by now. */
  boolean begin(Resuming.Outcome.Resumed resumed) {
    boolean open = begin(resumed.session());
    if (!open) {
      resumed.session().send(resumed.again());
    }
    return open;
  }

  private boolean begin(SessionTraffic session) {
    session.begin();
    stream.bound(session);
    if (stream.services().changes().endedSince(account, began)) {
      stream.failed(
          StreamError.of(StreamError.Condition.NOT_AUTHORIZED, "the account has changed"));
    }
    if (stream.isClosed()) {
      // The client went away meanwhile; the home must hear of it all the same.
      session.broken();
      return false;
    }
    return true;
  }

  private void refuse(Iq iq, StanzaError error) {
    stream.wire().write(new ToSession.Delivery(iq.error(error)));
  }
}
