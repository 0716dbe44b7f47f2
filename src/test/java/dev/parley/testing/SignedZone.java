package dev.parley.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A zone with a key of its own: signatures and proofs of absence as in RFC 4034 and RFC 4035. */
public final class SignedZone {
  private static final int TTL = 60;
  private static final int SECURE_ENTRY_POINT = 257;
  private static final int DNSSEC_PROTOCOL = 3;

  private final Name apex;
  private final KeyPair keys;
  private final DNSKEYRecord key;
  private final TreeMap<Name, Map<Integer, RRset>> sets = new TreeMap<>();
  private final Set<Name> cuts = new HashSet<>();

  /**
   * Signs a zone.
   *
   * @param apex its name, with a dot at its end
   * @param zone its records, as in a zone file, with names that end in a dot; NS records of names
   *     below say that those are zones of their own, signed ones if there is a DS record
   */
  public SignedZone(String apex, String zone) {
    this.apex = Name.fromConstantString(apex);
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
      key =
          new DNSKEYRecord(
              this.apex,
              DClass.IN,
              TTL,
              SECURE_ENTRY_POINT,
              DNSSEC_PROTOCOL,
              DNSSEC.Algorithm.ECDSAP256SHA256,
              keys.getPublic());
      add(key);
      read(apex + " 60 IN SOA ns." + apex + " me." + apex + " 1 1 1 1 60\n" + zone);
      chain();
      for (var entry : sets.entrySet()) {
        for (var set : entry.getValue().values()) {
          if (!cuts.contains(entry.getKey()) || set.getType() != Type.NS) {
            set.addRR(sign(set));
          }
        }
      }
    } catch (GeneralSecurityException | DNSSEC.DNSSECException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(String zone) {
    try (var master =
        new Master(
            new ByteArrayInputStream(zone.getBytes(StandardCharsets.US_ASCII)), Name.root, TTL)) {
      for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
        if (record.getType() == Type.NS && !record.getName().equals(apex)) {
          cuts.add(record.getName());
        }
        add(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Record record) {
    sets.computeIfAbsent(record.getName(), name -> new TreeMap<>())
        .computeIfAbsent(record.getType(), type -> new RRset())
        .addRR(record);
  }

  /** Each name says which one is next, and the last one says the first (RFC 4034 §4). */
  private void chain() {
    for (var name : Set.copyOf(sets.keySet())) {
      var next = sets.higherKey(name);
      var types = new HashSet<>(sets.get(name).keySet());
      types.add(Type.RRSIG);
      types.add(Type.NSEC);
      add(
          new NSECRecord(
              name,
              DClass.IN,
              TTL,
              next == null ? apex : next,
              types.stream().mapToInt(Integer::intValue).sorted().toArray()));
    }
  }

  private RRSIGRecord sign(RRset set) throws DNSSEC.DNSSECException {
    var now = Instant.now();
    return DNSSEC.sign(
        set, key, keys.getPrivate(), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
  }

  /** The record that its parent, or who trusts it, has of its key. */
  public String ds() {
    return new DSRecord(apex, DClass.IN, TTL, DNSSEC.Digest.SHA256, key).toString();
  }

  /** Replaces the signature of records by one that is wrong. */
  public SignedZone spoil(String name, int type) {
    var set = sets.get(Name.fromConstantString(name)).get(type);
    var good = set.sigs().get(0);
    var signature = good.getSignature();
    signature[7] ^= 0x55;
    set.deleteRR(good);
    set.addRR(
        new RRSIGRecord(
            good.getName(),
            DClass.IN,
            good.getTTL(),
            good.getTypeCovered(),
            good.getAlgorithm(),
            good.getOrigTTL(),
            good.getExpire(),
            good.getTimeSigned(),
            good.getFootprint(),
            good.getSigner(),
            signature));
    return this;
  }

  /** Whether a question is for this zone, neither for one above nor for one below. */
  boolean isAsked(Record question) {
    var name = question.getName();
    if (!name.subdomain(apex)
        || (name.equals(apex) && question.getType() == Type.DS && !apex.equals(Name.root))) {
      return false;
    }
    return cuts.stream()
        .noneMatch(
            cut -> name.subdomain(cut) && !(name.equals(cut) && question.getType() == Type.DS));
  }

  /** Answers with records and their signatures, or with the proof that there are none. */
  void answer(Record question, Message answer) {
    var name = question.getName();
    var here = sets.getOrDefault(name, Map.of());
    var found = here.containsKey(Type.CNAME) ? here.get(Type.CNAME) : here.get(question.getType());
    if (found != null) {
      put(found, answer, Section.ANSWER);
      return;
    }
    put(sets.get(apex).get(Type.SOA), answer, Section.AUTHORITY);
    put(proof(name), answer, Section.AUTHORITY);
    if (!exists(name)) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
      var encloser = name;
      while (!exists(encloser)) {
        encloser = new Name(encloser, 1);
      }
      var wildcard = proof(Name.fromConstantString("*." + encloser));
      if (wildcard != proof(name)) {
        put(wildcard, answer, Section.AUTHORITY);
      }
    }
  }

  private boolean exists(Name name) {
    return sets.keySet().stream().anyMatch(known -> known.subdomain(name));
  }

  private RRset proof(Name name) {
    return sets.floorEntry(name).getValue().get(Type.NSEC);
  }

  private static void put(RRset set, Message answer, int section) {
    set.rrs(false).forEach(record -> answer.addRecord(record, section));
    set.sigs().forEach(record -> answer.addRecord(record, section));
  }
}
