package dev.parley.core.command;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;

/** What a command answers. */
public sealed interface Step<C> {
  /** Remarks for people. */
  List<Note> notes();

  /**
   * A form is to be filled in (XEP-0050 §2.4.2).
   *
   * @param isLast true if the command completes with the answer
   * @param next called with the answer, which has all required fields; it may throw or fail with
   *     {@link dev.parley.protocol.stanza.StanzaException}, and the caller may try again
   */
  record Ask<C>(DataForm form, List<Note> notes, boolean isLast, Answer<C> next)
      implements Step<C> {
    /** Copies the notes. */
    public Ask {
      notes = List.copyOf(notes);
    }

    /** The only form of a command, or its last. */
    public static <C> Ask<C> last(DataForm form, Answer<C> next) {
      return new Ask<>(form, List.of(), true, next);
    }
  }

  /**
   * The command has been done.
   *
   * @param payload the result, usually a form
   */
  record Done<C>(List<Element> payload, List<Note> notes) implements Step<C> {
    /** Copies the lists. */
    public Done {
      payload = List.copyOf(payload);
      notes = List.copyOf(notes);
    }

    /** Done, with a remark. */
    public static <C> Done<C> saying(String text) {
      return new Done<>(List.of(), List.of(new Note(Note.Type.INFO, text)));
    }

    /** Done in vain (§3.6). */
    public static <C> Done<C> failed(String text) {
      return new Done<>(List.of(), List.of(new Note(Note.Type.ERROR, text)));
    }

    /** Done, with a result. */
    public static <C> Done<C> showing(DataForm result) {
      return new Done<>(List.of(result.toElement()), List.of());
    }
  }

  /** Takes a form that was filled in. */
  interface Answer<C> {
    /** Goes on. */
    Future<Step<C>> take(C caller, DataForm submitted);
  }
}
