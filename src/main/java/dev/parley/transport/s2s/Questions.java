package dev.parley.transport.s2s;

import dev.parley.core.bus.Incoming;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits to hear what one authoritative server says of streams that were opened to us (XEP-0220
 * §2.1.2). Each is answered once.
 */
final class Questions {
  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
  private static final int MOST = 50;

  private final DomainPair pair;
  private final List<Question> open = new ArrayList<>(0);

  /** Somebody who waits; {@code since} as of {@link System#nanoTime}. */
  private static final class Question {
    private final Incoming<ToRemote> incoming;
    private final ToRemote.Verify request;
    private final long since;
    private @Nullable OutgoingStream asked;

    Question(Incoming<ToRemote> incoming, ToRemote.Verify request, long since) {
      this.incoming = incoming;
      this.request = request;
      this.since = since;
    }

    void answer(ToRemote.Verification verification) {
      incoming.reply(request, verification);
    }
  }

  Questions(DomainPair pair) {
    this.pair = pair;
  }

  /** Takes a question; false if there are too many. */
  boolean add(Incoming<ToRemote> incoming, ToRemote.Verify request, long now) {
    return open.size() < MOST && open.add(new Question(incoming, request, now));
  }

  /** Asks on a stream what was not asked there yet. */
  void ask(OutgoingStream stream) {
    for (Question question : open) {
      if (question.asked != stream) {
        question.asked = stream;
        stream.verify(question.request);
      }
    }
  }

  /** An answer has come; true if somebody has waited for it. */
  boolean answer(Dialback answer) {
    for (Question question : open) {
      if (question.request.id().equals(answer.id())
          && answer.from().equals(pair.remoteJid())
          && answer.to().equals(pair.localJid())) {
        open.remove(question);
        question.answer(Verifications.of(answer));
        return true;
      }
    }
    // XEP-0220 §3.1: nothing depends on what nobody has asked for.
    LOG.debug("{}: an answer that nobody asked for", pair);
    return false;
  }

  /** Nothing will come any more. */
  void answerAll(ToRemote.Verification verification) {
    List<Question> all = List.copyOf(open);
    open.clear();
    all.forEach(question -> question.answer(verification));
  }

  /** Gives up what has waited for longer than {@code nanos}. */
  void expire(long now, long nanos) {
    open.removeIf(question -> {
      boolean late = now - question.since > nanos;
      if (late) {
        question.answer(ToRemote.Verification.TIMEOUT);
      }
      return late;
    });
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
