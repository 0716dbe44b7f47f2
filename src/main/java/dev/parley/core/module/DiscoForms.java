package dev.parley.core.module;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The extension forms of service discovery (XEP-0128). */
final class DiscoForms {
  private DiscoForms() {}

  /**
   * Joins forms of one type, as there may be only one of each (XEP-0115 §5.4, XEP-0485 §9.2).
   *
   * @param forms {@code <x xmlns='jabber:x:data'/>}
   * @return in the order in which their types appear first
   */
  static List<Element> merged(List<Element> forms) {
    List<Element> anonymous = new ArrayList<>(0);
    Map<String, Element> byType = new LinkedHashMap<>();
    for (Element form : forms) {
      String type = type(form);
      if (type == null) {
        anonymous.add(form);
      } else {
        byType.merge(type, form, DiscoForms::joined);
      }
    }
    List<Element> all = new ArrayList<>(byType.values());
    all.addAll(anonymous);
    return all;
  }

  private static Element joined(Element first, Element second) {
    Element.Builder all = first.toBuilder();
    for (Element field : second.elements()) {
      if (!isType(field)) {
        all.child(field);
      }
    }
    return all.build();
  }

  private static @Nullable String type(Element form) {
    for (Element field : form.elements()) {
      Element value = isType(field) ? field.child(DataForm.NAMESPACE, "value") : null;
      if (value != null) {
        return value.text();
      }
    }
    return null;
  }

  private static boolean isType(Element field) {
    return DataForm.FORM_TYPE.equals(field.attribute("var"));
  }
}
