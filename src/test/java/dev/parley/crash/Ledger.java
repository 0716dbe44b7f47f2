package dev.parley.crash;

import dev.parley.crash.Entry.Copy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges what the devices of one account have seen, and compares it with the archives of both
 * sides. Safe for all threads; what one device sees comes in its order.
 *
 * <ul>
 *   <li>What was acknowledged and did not come back gets to every device of both people, live or
 *       from the archive, and is in both archives.
 *   <li>No attempt is in an archive twice, nor comes live twice to a session.
 *   <li>What comes live has the id and the content that the archive has, in the order of the
 *       archive.
 *   <li>Both archives have what they share in the same order.
 * </ul>
 */
final class Ledger {
  private static final int MOST_FINDINGS = 30;

  private final Map<String, List<String>> devices = new TreeMap<>();
  private final Map<String, Set<Body>> seen = new HashMap<>();
  private final Map<String, Set<Body>> wanted = new HashMap<>();
  private final Map<String, List<List<Entry>>> sessions = new HashMap<>();
  private final Map<String, Map<Copy, Integer>> archived = new TreeMap<>();
  private final Map<String, Set<Body>> kept = new HashMap<>();
  private final Set<Body> acknowledged = new HashSet<>();
  private final Set<Body> bounced = new HashSet<>();
  private final List<String> findings = new ArrayList<>();
  private long doubled;
  private long disordered;
  private long differing;

  /**
   * What is wrong with archives and devices.
   *
   * @param absent acknowledged, but not in the archive of both sides
   * @param doubled twice in an archive, or twice live in a session
   * @param disordered against the order of the archive
   * @param differing live, but not in the archive, or there with other content
   * @param gaps acknowledged, but not seen by one of the devices
   */
  record Figures(long absent, long doubled, long disordered, long differing, long gaps) {
    boolean isClean() {
      return equals(new Figures(0, 0, 0, 0, 0));
    }

    @Override
    public String toString() {
      return "archive_absent="
          + absent
          + " archive_doubled="
          + doubled
          + " archive_disordered="
          + disordered
          + " archive_differing="
          + differing
          + " device_gaps="
          + gaps;
    }
  }

  /** One more device of an account; both are known by name. */
  synchronized void register(String account, String device) {
    devices.computeIfAbsent(account, unknown -> new ArrayList<>()).add(device);
    seen.put(device, new HashSet<>());
    wanted.put(device, new HashSet<>());
    sessions.put(device, new ArrayList<>());
  }

  /** The accounts whose archives are compared. */
  synchronized List<String> accounts() {
    return List.copyOf(devices.keySet());
  }

  /** The server has acknowledged to the device what it sent to the account of the body. */
  synchronized void acknowledged(String account, String device, Body body) {
    seen.get(device).add(body);
    if (acknowledged.add(body) && !bounced.contains(body)) {
      want(account, body);
      want(body.to(), body);
    }
  }

  private void want(String account, Body body) {
    devices.getOrDefault(account, List.of()).stream()
        .filter(device -> !seen.get(device).contains(body))
        .forEach(device -> wanted.get(device).add(body));
  }

  /** It has come back with an error: nobody needs to have it. */
  synchronized void bounced(Body body) {
    bounced.add(body);
    wanted.values().forEach(set -> set.remove(body));
  }

  /** A device has a new session, which no other has resumed. */
  synchronized void newSession(String device) {
    sessions.get(device).add(new ArrayList<>());
  }

  /** A message has come to a session, directly or as a carbon. */
  synchronized void live(String device, Entry entry) {
    var all = sessions.get(device);
    var session = all.get(all.size() - 1);
    session.add(entry);
    see(device, entry.copy().body());
  }

  /** A device has got a message from its archive. */
  synchronized void caughtUp(String device, Entry entry) {
    see(device, entry.copy().body());
  }

  private void see(String device, Body body) {
    seen.get(device).add(body);
    wanted.get(device).remove(body);
  }

  /** What devices have not seen yet, for people; a few at most. */
  synchronized List<String> wanting() {
    var all = new ArrayList<String>();
    wanted.forEach((device, bodies) ->
        bodies.stream()
            .limit(MOST_FINDINGS - all.size())
            .forEach(body -> all.add(device + " has not got " + body)));
    return all;
  }

  /** Compares the whole archive of an account with what its devices have seen. */
  synchronized void archive(String account, List<Entry> archive) {
    var places = new HashMap<String, Integer>();
    var copies = new LinkedHashMap<Copy, Integer>();
    var bodies = new HashSet<Body>();
    for (var entry : archive) {
      if (places.put(entry.id(), places.size()) != null
          || copies.put(entry.copy(), copies.size()) != null) {
        doubled++;
        find(account + " has twice in its archive: " + entry);
      }
      bodies.add(entry.copy().body());
    }
    archived.put(account, copies);
    kept.put(account, bodies);
    for (var device : devices.get(account)) {
      for (var session : sessions.get(device)) {
        compare(device, session, archive, places);
      }
    }
  }

  private void compare(
      String device, List<Entry> session, List<Entry> archive, Map<String, Integer> places) {
    var before = new HashSet<Copy>();
    int last = -1;
    for (var entry : session) {
      if (!before.add(entry.copy())) {
        doubled++;
        find(device + " got twice: " + entry);
      }
      var place = places.get(entry.id());
      if (place == null || !archive.get(place).equals(entry)) {
        differing++;
        find(device + " got what the archive has not: " + entry);
      } else if (place < last) {
        disordered++;
        find(device + " got late: " + entry);
      } else {
        last = place;
      }
    }
  }

  /** The judgement, once all archives are known. */
  synchronized Figures figures() {
    long bothSides = 0;
    for (var body : acknowledged) {
      var from = accountOf(body);
      if (!bounced.contains(body) && !(holds(from, body) && holds(body.to(), body))) {
        bothSides++;
        find("not in the archives of both: " + body);
      }
    }
    long gaps = wanted.values().stream().mapToLong(Collection::size).sum();
    return new Figures(bothSides, doubled, disordered + crossed(), differing, gaps);
  }

  private boolean holds(String account, Body body) {
    return kept.getOrDefault(account, Set.of()).contains(body);
  }

  /** The account of a sender, whose name in a body ends with its device. */
  static String accountOf(Body body) {
    return body.from().substring(0, body.from().lastIndexOf('_'));
  }

  /** How many messages of a conversation have another order on the other side. */
  private long crossed() {
    long count = 0;
    for (var mine : archived.entrySet()) {
      var last = new HashMap<String, Integer>();
      for (var copy : mine.getValue().keySet()) {
        var body = copy.body();
        var theirs = archived.getOrDefault(body.to(), Map.of()).get(copy);
        if (!accountOf(body).equals(mine.getKey()) || theirs == null) {
          continue;
        }
        var before = last.merge(body.conversation(), theirs, Math::max);
        if (before > theirs) {
          count++;
          find("in another order on the other side: " + copy);
        }
      }
    }
    return count;
  }

  private void find(String what) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(what);
    }
  }

  /** The first things that were wrong, for people. */
  synchronized List<String> findings() {
    var all = new ArrayList<>(findings);
    all.addAll(wanting());
    return all;
  }
}
