package dev.parley.core.admin;

import dev.parley.core.admin.AdminCommand.Argument;
import dev.parley.core.admin.AdminCommand.Kind;
import dev.parley.core.federation.Link;
import dev.parley.core.federation.Links;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;

/** The commands about other servers. */
public final class LinkCommands {
  private static final int MOST = 1_000;

  public static final AdminCommand LIST =
      new AdminCommand(
          "link list",
          "Lists the links with other servers, and what is wrong with them.",
          List.of(
              new Argument(
                  "domain", "Only those with this domain, here or there.", Kind.DOMAIN, false)),
          false);

  private final Links links;

  private LinkCommands(Links links) {
    this.links = links;
  }

  /** All of them, for help. */
  public static List<AdminCommand> all() {
    return List.of(LIST);
  }

  /** Adds them to what a running server can do. */
  public static void register(AdminCommands commands, Links links) {
    commands.add(LIST, AdminCommands.refusing(new LinkCommands(links)::list));
  }

  private Future<JsonObject> list(JsonObject arguments) {
    String domain = arguments.getString("domain");
    return links
        .all()
        .map(all ->
            listed(
                all.stream()
                    .filter(link ->
                        domain == null
                            || link.remote().equals(domain)
                            || link.local().equals(domain))
                    .sorted(
                        Comparator.comparing(Link::remote)
                            .thenComparing(Link::local)
                            .thenComparing(Link::isIncoming))
                    .toList()));
  }

  private static JsonObject listed(List<Link> links) {
    JsonArray text = new JsonArray();
    JsonArray entries = new JsonArray();
    for (Link link : links.subList(0, Math.min(links.size(), MOST))) {
      text.add(line(link));
      entries.add(
          new JsonObject()
              .put("local", link.local())
              .put("remote", link.remote())
              .put("direction", link.isIncoming() ? "in" : "out")
              .put("state", link.state())
              .put("proof", link.proof())
              .put("tls", link.tls())
              .put("waiting", link.waiting())
              .put("unacknowledged", link.unacknowledged())
              .put("seconds", link.seconds())
              .put("bidirectional", link.isBidirectional())
              .put("trouble", link.trouble()));
    }
    if (links.isEmpty()) {
      text.add("There are no links.");
    } else if (links.size() > MOST) {
      text.add("and " + (links.size() - MOST) + " more; name a domain");
    }
    return new JsonObject().put("text", text).put("links", entries).put("count", links.size());
  }

  private static String line(Link link) {
    StringBuilder line = new StringBuilder();
    line.append(link.remote())
        .append(link.isIncoming() ? " to " : " from ")
        .append(link.local().isEmpty() ? "?" : link.local())
        .append(": ")
        .append(link.state());
    if (link.seconds() > 0) {
      line.append(" for ").append(link.seconds()).append(" s");
    }
    if (!link.tls().isEmpty()) {
      line.append(", ").append(link.tls());
    }
    if (!link.proof().equals("none")) {
      line.append(", ").append(link.proof());
    }
    if (link.waiting() > 0) {
      line.append(", ").append(link.waiting()).append(" waiting");
    }
    if (link.unacknowledged() > 0) {
      line.append(", ").append(link.unacknowledged()).append(" unacknowledged");
    }
    if (!link.trouble().isEmpty()) {
      line.append("; ").append(link.trouble());
    }
    return line.toString();
  }
}
