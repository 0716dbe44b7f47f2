package dev.parley.core.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.dnssec.ValidatingResolver;

/** What came of a question. */
sealed interface Answer {
  /** Longest time that a record is kept, whatever it says itself. */
  Duration MOST_KEPT = Duration.ofHours(1);

  /** Longest time that an absence is kept: a mistake in somebody's zone is over soon. */
  Duration MOST_ABSENT = Duration.ofMinutes(1);

  /** How long a failure is kept, so that not every stanza asks again (RFC 9520 §3.2). */
  Duration FAILURE_KEPT = Duration.ofSeconds(5);

  /** Aliases followed within one message. */
  int MOST_ALIASES = 8;

  /** How long the answer may be kept. */
  Duration lifetime();

  /** Whether its signatures have been checked, up to the root (RFC 4035). */
  boolean isAuthentic();

  /**
   * There are such records.
   *
   * @param records at least one, all of the type that was asked for
   */
  record Found(List<Record> records, Duration lifetime, boolean isAuthentic) implements Answer {
    public Found {
      records = List.copyOf(records);
    }
  }

  /** There are none: neither under the name nor under what it is an alias of. */
  record Absent(Duration lifetime, boolean isAuthentic) implements Answer {}

  /**
   * The name is an alias of another one, which is to be asked about.
   *
   * @param target the other name
   */
  record Alias(Name target, Duration lifetime, boolean isAuthentic) implements Answer {}

  /**
   * Nobody knows, for now.
   *
   * @param reason for the operator
   */
  record Failed(String reason) implements Answer {
    @Override
    public Duration lifetime() {
      return FAILURE_KEPT;
    }

    @Override
    public boolean isAuthentic() {
      return false;
    }
  }

  /**
   * Reads what a resolver has sent. Only records count that the question's name leads to (RFC 1034
   * §3.6.2, RFC 2181 §5.4.1).
   *
   * @param isValidated whether signatures were checked here; what others say about them on their
   *     way to us proves nothing
   */
  static Answer of(Question question, Message message, boolean isValidated) {
    int code = message.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      return new Failed(failure(message));
    }
    boolean authentic = isValidated && message.getHeader().getFlag(Flags.AD);
    var name = question.name();
    long seconds = MOST_KEPT.toSeconds();
    for (int aliases = 0; aliases <= MOST_ALIASES; aliases++) {
      List<Record> found = new ArrayList<>();
      @Nullable CNAMERecord alias = null;
      for (Record record : message.getSection(Section.ANSWER)) {
        if (record.getName().equals(name)) {
          if (record.getType() == question.type()) {
            found.add(record);
            seconds = Math.min(seconds, record.getTTL());
          } else if (record instanceof CNAMERecord other) {
            alias = other;
          }
        }
      }
      if (!found.isEmpty()) {
        return new Found(found, Duration.ofSeconds(seconds), authentic);
      }
      if (alias == null) {
        return without(question, name, message, authentic, Duration.ofSeconds(seconds));
      }
      seconds = Math.min(seconds, alias.getTTL());
      name = alias.getTarget();
    }
    return new Failed("too many aliases from " + question.name());
  }

  private static Answer without(
      Question question, Name name, Message message, boolean authentic, Duration aliasLifetime) {
    for (Record record : message.getSection(Section.AUTHORITY)) {
      if (record instanceof SOARecord start) {
        // RFC 2308 §5: the smaller of the two.
        long seconds = Math.min(start.getTTL(), start.getMinimum());
        return new Absent(
            Duration.ofSeconds(Math.min(seconds, MOST_ABSENT.toSeconds())), authentic);
      }
    }
    boolean isOpen = message.getRcode() == Rcode.NOERROR && !name.equals(question.name());
    return isOpen
        ? new Alias(name, aliasLifetime, authentic)
        // RFC 2308 §5: without that record an absence is not kept.
        : new Absent(Duration.ZERO, authentic);
  }

  /** Says as well what is wrong with the signatures, if that is it. */
  private static String failure(Message message) {
    for (Record record : message.getSection(Section.ADDITIONAL)) {
      if (record instanceof TXTRecord reason
          && record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS) {
        return "DNSSEC: " + String.join(" ", reason.getStrings());
      }
    }
    return "the name server says " + Rcode.string(message.getRcode());
  }
}
