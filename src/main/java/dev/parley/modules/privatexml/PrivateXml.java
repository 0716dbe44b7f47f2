package dev.parley.modules.privatexml;

import dev.parley.core.home.LegacyBookmarks;
import dev.parley.core.module.IqRequest;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One element for each account and qualified name (XEP-0049 §3). */
final class PrivateXml {
  private final KeyValueStore<Element> store;
  private final IntSupplier maxBytes;

  PrivateXml(KeyValueStore<Element> store, IntSupplier maxBytes) {
    this.store = store;
    this.maxBytes = maxBytes;
  }

  Future<Iq> get(IqRequest request) {
    List<Element> asked = asked(request);
    if (asked.size() != 1) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    Element wanted = asked.get(0);
    return store
        .get(owner(request), key(wanted))
        .map(found -> found.orElse(Element.of(wanted.namespace(), wanted.name())))
        .compose(element -> {
          LegacyBookmarks bookmarks = bookmarks(request, wanted);
          return bookmarks == null
              ? Future.succeededFuture(element)
              : bookmarks.of(owner(request), element);
        })
        .map(element ->
            request
                .iq()
                .result(
                    Element.builder(request.payload().namespace(), "query")
                        .child(element)
                        .build()));
  }

  /** Completes when all would survive a crash; the account's next stanza sees them. */
  Future<Iq> set(IqRequest request) {
    List<Element> given = asked(request);
    Jid owner = owner(request);
    Future<?> stored =
        rest(owner, given)
            .compose(rest -> {
              checkSpace(rest, given);
              return Future.all(given.stream().map(element -> store(request, element)).toList());
            });
    request.theAccount().lane().hold(stored);
    return stored.map(done -> request.iq().result());
  }

  /** The bytes of what the account keeps beside the elements that are to be replaced. */
  private Future<Long> rest(Jid owner, List<Element> given) {
    Future<Long> rest = store.bytes(owner);
    for (String key : given.stream().map(PrivateXml::key).collect(Collectors.toSet())) {
      rest = rest.compose(bytes -> store.bytes(owner, key).map(old -> bytes - old));
    }
    return rest;
  }

  private void checkSpace(long rest, List<Element> given) {
    int most = maxBytes.getAsInt();
    if (rest + given.stream().mapToLong(PrivateXml::bytes).sum() > most) {
      throw new StanzaException(
          Condition.NOT_ACCEPTABLE, "more than " + most + " bytes for all that is kept");
    }
  }

  private static long bytes(Element element) {
    return element.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private Future<Void> store(IqRequest request, Element element) {
    LegacyBookmarks bookmarks = bookmarks(request, element);
    Future<Element> rest =
        bookmarks == null
            ? Future.succeededFuture(element)
            : bookmarks.replace(owner(request), element);
    return rest.compose(left -> store.put(owner(request), key(element), left));
  }

  /** Who keeps this element, if it is that of XEP-0048; null if nobody else does. */
  private static @Nullable LegacyBookmarks bookmarks(IqRequest request, Element element) {
    return element.is(LegacyBookmarks.NAMESPACE, "storage")
        ? request.home().neighbour(LegacyBookmarks.class)
        : null;
  }

  private static List<Element> asked(IqRequest request) {
    List<Element> elements = request.payload().elements();
    if (elements.isEmpty() || elements.stream().anyMatch(PrivateXml::isUnqualified)) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "a namespace of its own is needed");
    }
    return elements;
  }

  private static boolean isUnqualified(Element element) {
    return element.namespace().isEmpty() || element.namespace().equals("jabber:iq:private");
  }

  private static Jid owner(IqRequest request) {
    return request.theAccount().jid();
  }

  private static String key(Element element) {
    return element.namespace() + ' ' + element.name();
  }
}
