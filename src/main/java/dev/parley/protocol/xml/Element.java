package dev.parley.protocol.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An immutable XML element; prefixes are resolved and forgotten. */
public final class Element implements Node {
  static final String[] NO_ATTRIBUTES = {};
  static final Object[] NO_CONTENT = {};

  private final String namespace;
  private final String name;

  /** Namespace, name and value of each attribute in turn. */
  private final String[] attributes;

  /** Each a `String` (text, never empty, never two in a row) or an `Element`. */
  private final Object[] content;

  /** Takes over the arrays: nobody else may change them. */
  Element(String namespace, String name, String[] attributes, Object[] content) {
    this.namespace = namespace;
    this.name = name;
    this.attributes = attributes;
    this.content = content;
  }

  /** An empty element. */
  public static Element of(String namespace, String name) {
    return new Element(namespace, name, NO_ATTRIBUTES, NO_CONTENT);
  }

  /** Builds an element piece by piece. */
  public static Builder builder(String namespace, String name) {
    return new Builder(namespace, name);
  }

  /** The local name. */
  public String name() {
    return name;
  }

  /** The namespace, empty for none. */
  public String namespace() {
    return namespace;
  }

  /** Whether the element has this namespace and local name. */
  public boolean is(String otherNamespace, String otherName) {
    return name.equals(otherName) && namespace.equals(otherNamespace);
  }

  /** The value of an attribute without namespace, null if it is missing. */
  public @Nullable String attribute(String attributeName) {
    return attribute("", attributeName);
  }

  /** The value of an attribute, null if it is missing. */
  public @Nullable String attribute(String attributeNamespace, String attributeName) {
    for (int i = 0; i < attributes.length; i += 3) {
      if (attributes[i + 1].equals(attributeName) && attributes[i].equals(attributeNamespace)) {
        return attributes[i + 2];
      }
    }
    return null;
  }

  /** The number of attributes. */
  public int attributeCount() {
    return attributes.length / 3;
  }

  /** The namespace of an attribute, empty for none; the first attribute is 0. */
  public String attributeNamespace(int index) {
    return attributes[3 * index];
  }

  /** The local name of an attribute. */
  public String attributeName(int index) {
    return attributes[3 * index + 1];
  }

  /** The value of an attribute. */
  public String attributeValue(int index) {
    return attributes[3 * index + 2];
  }

  /** The attributes in document order. */
  public List<Attribute> attributes() {
    var list = new Attribute[attributes.length / 3];
    for (int i = 0; i < list.length; i++) {
      list[i] = new Attribute(attributes[3 * i], attributes[3 * i + 1], attributes[3 * i + 2]);
    }
    return List.of(list);
  }

  /** Text and child elements in document order. */
  public List<Node> nodes() {
    var nodes = new Node[content.length];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = content[i] instanceof String text ? new Text(text) : (Element) content[i];
    }
    return List.of(nodes);
  }

  /** The child elements in document order. */
  public List<Element> elements() {
    int count = 0;
    for (var node : content) {
      if (node instanceof Element) {
        count++;
      }
    }
    if (count == 0) {
      return List.of();
    }
    var elements = new Element[count];
    int next = 0;
    for (var node : content) {
      if (node instanceof Element element) {
        elements[next++] = element;
      }
    }
    return List.of(elements);
  }

  /** The first child element with this name, null if there is none. */
  public @Nullable Element child(String childNamespace, String childName) {
    for (var node : content) {
      if (node instanceof Element element && element.is(childNamespace, childName)) {
        return element;
      }
    }
    return null;
  }

  /** The first child element of this namespace, null if there is none. */
  public @Nullable Element child(String childNamespace) {
    for (var node : content) {
      if (node instanceof Element element && element.namespace.equals(childNamespace)) {
        return element;
      }
    }
    return null;
  }

  /** The text directly inside the element, empty if there is none. */
  public String text() {
    String first = "";
    StringBuilder more = null;
    for (var node : content) {
      if (node instanceof String run) {
        if (first.isEmpty()) {
          first = run;
        } else {
          more = more == null ? new StringBuilder(first) : more;
          more.append(run);
        }
      }
    }
    return more == null ? first : more.toString();
  }

  /** A copy with an attribute set, or removed if the value is null. */
  public Element withAttribute(String attributeName, @Nullable String value) {
    var builder = new Builder(namespace, name);
    boolean done = value == null;
    for (int i = 0; i < attributes.length; i += 3) {
      if (!attributes[i].isEmpty() || !attributes[i + 1].equals(attributeName)) {
        builder.attribute(attributes[i], attributes[i + 1], attributes[i + 2]);
      } else if (value != null) {
        builder.attribute(attributeName, value);
        done = true;
      }
    }
    if (!done) {
      builder.attribute(attributeName, value);
    }
    return new Element(namespace, name, builder.attributes(), content);
  }

  /** A copy with one more child element at the end. */
  public Element withChild(Element child) {
    var longer = Arrays.copyOf(content, content.length + 1, Object[].class);
    longer[content.length] = child;
    return new Element(namespace, name, attributes, longer);
  }

  /** A copy without the child elements that the condition selects; itself if there are none. */
  public Element withoutChildren(Predicate<Element> condition) {
    var builder = new Builder(namespace, name);
    boolean changed = false;
    for (var node : content) {
      if (node instanceof String text) {
        builder.text(text);
      } else if (condition.test((Element) node)) {
        changed = true;
      } else {
        builder.child((Element) node);
      }
    }
    return changed ? new Element(namespace, name, attributes, builder.content()) : this;
  }

  /**
   * A copy in another namespace, with those children that are in the same one; what is inside
   * children of other namespaces stays. Itself if it is not in the namespace that is left.
   */
  public Element moved(String from, String to) {
    if (!namespace.equals(from) || from.equals(to)) {
      return this;
    }
    var moved = content.clone();
    for (int i = 0; i < moved.length; i++) {
      if (moved[i] instanceof Element child) {
        moved[i] = child.moved(from, to);
      }
    }
    return new Element(to, name, attributes, moved);
  }

  /** A builder that holds all that is in this element. */
  public Builder toBuilder() {
    var builder = new Builder(namespace, name);
    builder.attributes.addAll(Arrays.asList(attributes));
    builder.content.addAll(Arrays.asList(content));
    return builder;
  }

  String[] attributeArray() {
    return attributes;
  }

  Object[] contentArray() {
    return content;
  }

  /** Same names, same content in the same order, same attributes in any order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Element that
            && name.equals(that.name)
            && namespace.equals(that.namespace)
            && attributes.length == that.attributes.length
            && content.length == that.content.length
            && hasAttributesOf(that)
            && Arrays.equals(content, that.content);
  }

  private boolean hasAttributesOf(Element that) {
    if (Arrays.equals(attributes, that.attributes)) {
      return true;
    }
    for (int i = 0; i < attributes.length; i += 3) {
      if (!attributes[i + 2].equals(that.attribute(attributes[i], attributes[i + 1]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int sum = 0;
    for (int i = 0; i < attributes.length; i += 3) {
      sum += attributes[i + 1].hashCode() ^ 31 * attributes[i + 2].hashCode();
    }
    return 31 * (31 * name.hashCode() + sum) + Arrays.hashCode(content);
  }

  /** The element as a document of its own. */
  @Override
  public String toString() {
    return XmlWriter.toXml(this, "");
  }

  /** Collects the parts of an element. */
  public static final class Builder {
    private final String namespace;
    private final String name;
    private final List<String> attributes = new ArrayList<>();
    private final List<Object> content = new ArrayList<>();

    private Builder(String namespace, String name) {
      this.namespace = namespace;
      this.name = name;
    }

    /** Adds an attribute without namespace; null leaves it out. */
    public Builder attribute(String attributeName, @Nullable String value) {
      return attribute("", attributeName, value);
    }

    /** Adds an attribute, or replaces it; null leaves it out. */
    public Builder attribute(
        String attributeNamespace, String attributeName, @Nullable String value) {
      if (value == null) {
        return this;
      }
      for (int i = 0; i < attributes.size(); i += 3) {
        if (attributes.get(i + 1).equals(attributeName)
            && attributes.get(i).equals(attributeNamespace)) {
          attributes.set(i + 2, value);
          return this;
        }
      }
      attributes.add(attributeNamespace);
      attributes.add(attributeName);
      attributes.add(value);
      return this;
    }

    /** Adds character data. */
    public Builder text(String text) {
      if (text.isEmpty()) {
        return this;
      }
      int last = content.size() - 1;
      if (last >= 0 && content.get(last) instanceof String before) {
        content.set(last, before + text);
      } else {
        content.add(text);
      }
      return this;
    }

    /** Adds a child element. */
    public Builder child(Element child) {
      content.add(child);
      return this;
    }

    /** Adds child elements. */
    public Builder children(Iterable<Element> children) {
      children.forEach(content::add);
      return this;
    }

    private String[] attributes() {
      return attributes.isEmpty() ? NO_ATTRIBUTES : attributes.toArray(NO_ATTRIBUTES);
    }

    private Object[] content() {
      return content.isEmpty() ? NO_CONTENT : content.toArray();
    }

    /** The element. */
    public Element build() {
      return new Element(namespace, name, attributes(), content());
    }
  }
}
