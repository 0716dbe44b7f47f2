package dev.parley.core.archive;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants from an archive (XEP-0313 §4).
 *
 * @param queryId chosen by the client, comes back in the results; null if none
 * @param with the other side; null for all
 * @param start null for none
 * @param end null for none
 * @param beforeId id of the message that ends the range; null for none
 * @param afterId id of the message that begins the range; null for none
 * @param ids of the wanted messages; empty for all
 * @param text to be found; empty for none (XEP-0431)
 * @param page which of them
 * @param flipped true if the page is sent backwards (§4.3.4)
 */
public record ArchiveQuery(
    @Nullable String queryId,
    @Nullable Jid with,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable String beforeId,
    @Nullable String afterId,
    List<String> ids,
    String text,
    PageRequest page,
    boolean flipped) {
  /** The namespace of XEP-0313. */
  public static final String NS = "urn:xmpp:mam:2";

  /** The element of a query. */
  public static final String NAME = "query";

  /** The field of XEP-0431 §3.1. */
  static final String FULL_TEXT = "{urn:xmpp:fulltext:0}fulltext";

  private static final Set<String> FIELDS =
      Set.of(
          DataForm.FORM_TYPE,
          "with",
          "start",
          "end",
          "before-id",
          "after-id",
          "ids",
          "include-groupchat",
          FULL_TEXT);

  /** Copies the list. */
  public ArchiveQuery {
    ids = List.copyOf(ids);
  }

  /**
   * Reads {@code <query/>}.
   *
   * @throws StanzaException {@code feature-not-implemented} for what we do not know (§4.1.5),
   *     {@code bad-request} or {@code jid-malformed} for what is wrong
   */
  public static ArchiveQuery parse(Element query) {
    if (query.attribute("node") != null) {
      throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED, "archives have no nodes");
    }
    PageRequest page = PageRequest.within(query);
    if (page.index() != null) {
      throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED, "messages are not numbered");
    }
    DataForm form = form(query);
    String text = form.value(FULL_TEXT);
    DataForm.Field ids = form.field("ids");
    return new ArchiveQuery(
        query.attribute("queryid"),
        with(form.value("with")),
        time(form.value("start")),
        time(form.value("end")),
        form.value("before-id"),
        form.value("after-id"),
        ids == null ? List.of() : ids.values(),
        text == null ? "" : text.strip(),
        page,
        query.child(NS, "flip-page") != null);
  }

  private static DataForm form(Element query) {
    Element x = query.child(DataForm.NAMESPACE, "x");
    DataForm form = x == null ? null : DataForm.parse(x);
    if (x == null) {
      return new DataForm(DataForm.Type.SUBMIT, null, List.of(), List.of());
    }
    if (form == null || form.type() != DataForm.Type.SUBMIT || !NS.equals(form.formType())) {
      throw new StanzaException(Condition.BAD_REQUEST, "not a submitted form of " + NS);
    }
    for (DataForm.Field field : form.fields()) {
      if (field.name() == null || !FIELDS.contains(field.name())) {
        throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED, "unknown field");
      }
    }
    return form;
  }

  private static @Nullable Jid with(@Nullable String value) {
    try {
      return value == null ? null : Jid.parse(value.strip());
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED, "'with' is not an address");
    }
  }

  /** Reads a DateTime of XEP-0082 §3.2. */
  private static @Nullable Instant time(@Nullable String value) {
    try {
      return value == null ? null : OffsetDateTime.parse(value.strip()).toInstant();
    } catch (DateTimeException wrong) {
      throw new StanzaException(Condition.BAD_REQUEST, "not a time: " + value);
    }
  }

  /** The ids of all messages that the query refers to; each must be there (§4.1.3, §4.3.2). */
  List<String> references() {
    List<String> all = new ArrayList<>(ids);
    add(all, beforeId);
    add(all, afterId);
    add(all, page.after());
    if (page.before() != null && !page.before().isEmpty()) {
      all.add(page.before());
    }
    return all;
  }

  private static void add(List<String> list, @Nullable String id) {
    if (id != null) {
      list.add(id);
    }
  }

  /** The form that tells clients what they can ask for (§4.1.5). */
  static Element form() {
    Element validate =
        Element.builder("http://jabber.org/protocol/xdata-validate", "validate")
            .attribute("datatype", "xs:string")
            .child(Element.of("http://jabber.org/protocol/xdata-validate", "open"))
            .build();
    return Element.builder(DataForm.NAMESPACE, "x")
        .attribute("type", "form")
        .child(
            field("hidden", DataForm.FORM_TYPE)
                .withChild(Element.builder(DataForm.NAMESPACE, "value").text(NS).build()))
        .child(field("jid-single", "with"))
        .child(field("text-single", "start"))
        .child(field("text-single", "end"))
        .child(field("text-single", "before-id"))
        .child(field("text-single", "after-id"))
        .child(field("list-multi", "ids").withChild(validate))
        .child(field("boolean", "include-groupchat"))
        .child(field("text-single", FULL_TEXT))
        .build();
  }

  private static Element field(String type, String name) {
    return Element.builder(DataForm.NAMESPACE, "field")
        .attribute("type", type)
        .attribute("var", name)
        .build();
  }
}
