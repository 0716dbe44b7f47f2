package dev.parley.protocol.form;

import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data form (XEP-0004 §3).
 *
 * @param title for people; null for none
 * @param instructions for people, a paragraph each
 */
public record DataForm(
    Type type, @Nullable String title, List<String> instructions, List<Field> fields) {
  /** The namespace of forms. */
  public static final String NAMESPACE = "jabber:x:data";

  /** The field that names what a form is for (XEP-0068). */
  public static final String FORM_TYPE = "FORM_TYPE";

  /** What the form is. */
  public enum Type {
    /** To be filled in. */
    FORM,
    /** Filled in. */
    SUBMIT,
    /** Given up. */
    CANCEL,
    /** Information. */
    RESULT;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One field (XEP-0004 §3.2).
   *
   * @param name its {@code var}; null only for type {@code fixed}
   * @param type as {@code text-single}; null is left out, as it may be in submitted forms
   * @param label for people; null for none
   * @param required true if it has to be filled in
   * @param values none, one or more, by its type
   * @param options of a list, each a value
   * @param optionLabels what people see of an option, by its value; those without are written with
   *     themselves, as some clients show nothing else
   */
  public record Field(
      @Nullable String name,
      @Nullable String type,
      @Nullable String label,
      boolean required,
      List<String> values,
      List<String> options,
      Map<String, String> optionLabels) {
    /** Copies the lists. */
    public Field {
      values = List.copyOf(values);
      options = List.copyOf(options);
      optionLabels = Map.copyOf(optionLabels);
    }

    /** A field whose options, if it has any, are shown as they are. */
    public Field(
        @Nullable String name,
        @Nullable String type,
        @Nullable String label,
        boolean required,
        List<String> values,
        List<String> options) {
      this(name, type, label, required, values, options, Map.of());
    }

    /** A field of a result or a submitted form. */
    public static Field of(String name, String... values) {
      return new Field(name, null, null, false, List.of(values), List.of());
    }

    /** A field of a type. */
    public static Field typed(String name, String type, List<String> values) {
      return new Field(name, type, null, false, values, List.of());
    }

    /** A field to be filled in. */
    public static Field asked(String name, String type, String label, boolean required) {
      return new Field(name, type, label, required, List.of(), List.of());
    }

    /** The choice of one option, which has to be made. */
    public static Field choice(String name, String label, Map<String, String> optionLabels) {
      return new Field(
          name,
          "list-single",
          label,
          true,
          List.of(),
          new ArrayList<>(optionLabels.keySet()),
          optionLabels);
    }

    private static Field parse(Element element) {
      List<String> values = new ArrayList<>();
      List<String> options = new ArrayList<>();
      Map<String, String> labels = new HashMap<>();
      boolean required = false;
      for (Element child : element.elements()) {
        switch (child.name()) {
          case "value" -> values.add(child.text());
          case "option" -> {
            Element value = child.child(NAMESPACE, "value");
            String option = value == null ? "" : value.text();
            options.add(option);
            String label = child.attribute("label");
            if (label != null) {
              labels.put(option, label);
            }
          }
          case "required" -> required = true;
          default -> {}
        }
      }
      return new Field(
          element.attribute("var"),
          element.attribute("type"),
          element.attribute("label"),
          required,
          values,
          options,
          labels);
    }

    private Element toElement() {
      Element.Builder field =
          Element.builder(NAMESPACE, "field")
              .attribute("var", name)
              .attribute("type", type)
              .attribute("label", label);
      if (required) {
        field.child(Element.of(NAMESPACE, "required"));
      }
      for (String value : values) {
        field.child(textElement("value", value));
      }
      for (String option : options) {
        field.child(
            Element.builder(NAMESPACE, "option")
                .attribute("label", optionLabels.getOrDefault(option, option))
                .child(textElement("value", option))
                .build());
      }
      return field.build();
    }
  }

  /** Copies the lists. */
  public DataForm {
    instructions = List.copyOf(instructions);
    fields = List.copyOf(fields);
  }

  /** A result with its {@code FORM_TYPE}. */
  public static DataForm result(String formType, List<Field> fields) {
    return typed(Type.RESULT, null, formType, fields);
  }

  /** A form to be filled in, with its {@code FORM_TYPE}. */
  public static DataForm form(String title, String formType, List<Field> fields) {
    return typed(Type.FORM, title, formType, fields);
  }

  private static DataForm typed(
      Type type, @Nullable String title, String formType, List<Field> fields) {
    List<Field> all = new ArrayList<>(fields.size() + 1);
    all.add(Field.typed(FORM_TYPE, "hidden", List.of(formType)));
    all.addAll(fields);
    return new DataForm(type, title, List.of(), all);
  }

  /**
   * Reads {@code <x xmlns='jabber:x:data'/>}.
   *
   * @return null if it is not a form of a known type
   */
  public static @Nullable DataForm parse(Element element) {
    if (!element.is(NAMESPACE, "x")) {
      return null;
    }
    String wanted = element.attribute("type");
    Type type = null;
    for (Type known : Type.values()) {
      if (known.wireName().equals(wanted)) {
        type = known;
      }
    }
    if (type == null) {
      return null;
    }
    Element title = element.child(NAMESPACE, "title");
    List<String> instructions = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (Element child : element.elements()) {
      switch (child.name()) {
        case "instructions" -> instructions.add(child.text());
        case "field" -> fields.add(Field.parse(child));
        default -> {}
      }
    }
    return new DataForm(type, title == null ? null : title.text(), instructions, fields);
  }

  /** The field of that name; null if there is none. */
  public @Nullable Field field(String name) {
    for (Field field : fields) {
      if (name.equals(field.name())) {
        return field;
      }
    }
    return null;
  }

  /** The first value of a field; null if it has none. */
  public @Nullable String value(String name) {
    Field field = field(name);
    return field == null || field.values().isEmpty() ? null : field.values().get(0);
  }

  /** What the form is for (XEP-0068); null if it does not say. */
  public @Nullable String formType() {
    return value(FORM_TYPE);
  }

  /** Writes {@code <x xmlns='jabber:x:data'/>}. */
  public Element toElement() {
    Element.Builder form = Element.builder(NAMESPACE, "x").attribute("type", type.wireName());
    if (title != null) {
      form.child(textElement("title", title));
    }
    for (String paragraph : instructions) {
      form.child(textElement("instructions", paragraph));
    }
    for (Field field : fields) {
      form.child(field.toElement());
    }
    return form.build();
  }

  private static Element textElement(String name, String text) {
    return Element.builder(NAMESPACE, name).text(text).build();
  }
}
