package dev.parley.bench;

import dev.parley.bench.LoadAccount.Circle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Cliques of people who all have each other as contacts; one after another of a clique tells all of
 * them something, and the next does so when all have heard it. A unit is what one contact hears.
 */
abstract class CliqueLoad extends CrowdLoad {
  private final Template news;
  private final List<Clique> cliques = new ArrayList<>();

  /**
   * None is there yet.
   *
   * @param count cliques
   * @param news what is told, with a counter
   */
  CliqueLoad(Fleet fleet, Target target, int count, Template news) {
    super(
        fleet,
        target,
        LoadAccount.first(count * LoadAccount.CLIQUE, Circle.FRIENDS, target.domain()));
    this.news = news;
  }

  /** How a stanza names the one who has told something. */
  abstract String address(LoadAccount account);

  /** The counter of news; negative if the stanza is none. */
  abstract int counter(byte[] data, int start, int end);

  /** True if news of an earlier round may come once more, unasked for. */
  abstract boolean repeats();

  /** Something has come from somebody else than was to tell something. */
  abstract void foreign(Member member, byte[] data, int start, int end);

  /** Takes what has come, if it is no news and wants an answer. */
  void answer(Client client, byte[] data, int start, int end) {}

  @Override
  CompletableFuture<?> prepare(List<Client> all, List<LoadAccount> owners) {
    for (int at = 0; at < all.size(); at += LoadAccount.CLIQUE) {
      var clique = new Clique();
      cliques.add(clique);
      for (int i = at; i < at + LoadAccount.CLIQUE; i++) {
        clique.members.add(new Member(clique, all.get(i), owners.get(i)));
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  void begin() {
    cliques.forEach(Clique::tell);
  }

  private final class Clique {
    private final List<Member> members = new ArrayList<>();
    private int round;
    private int missing;

    Member teller() {
      return members.get(round % members.size());
    }

    void tell() {
      missing = members.size() - 1;
      deliveries().sent(missing);
      var client = teller().client;
      var bytes = client.buffer(news.length());
      news.append(bytes, round);
      client.write(bytes);
    }

    void heard() {
      if (--missing == 0) {
        round++;
        if (isRunning()) {
          tell();
        }
      }
    }
  }

  /** One of a clique. */
  final class Member implements Participant {
    private final Clique clique;
    private final Client client;
    private final byte[] address;
    private int lastHeard = -1;

    private Member(Clique clique, Client client, LoadAccount account) {
      this.clique = clique;
      this.client = client;
      this.address = address(account).getBytes(StandardCharsets.UTF_8);
      client.listener(this);
    }

    /** True if a stanza names this member. */
    boolean isNamed(byte[] data, int start, int end) {
      return Bytes.indexOf(data, start, end, address) >= 0;
    }

    @Override
    public void stanza(Client from, byte[] data, int start, int end) {
      int counter = counter(data, start, end);
      if (counter < 0) {
        answer(client, data, start, end);
        return;
      }
      var teller = clique.teller();
      if (teller == this || (repeats() && counter < clique.round)) {
        return;
      }
      if (!teller.isNamed(data, start, end)) {
        foreign(this, data, start, end);
        return;
      }
      deliveries().delivered(counter, counter <= lastHeard ? lastHeard + 1 : clique.round);
      lastHeard = counter;
      clique.heard();
    }
  }
}
