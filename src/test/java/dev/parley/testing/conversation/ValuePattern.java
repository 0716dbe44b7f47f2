package dev.parley.testing.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A text with holes: `{any}`, `{number}`, `{datetime}` (XEP-0082 §3.2) and `{name=any}`. */
record ValuePattern(Pattern regex, List<String> names) {
  private static final Pattern HOLE = Pattern.compile("\\{(any|number|datetime|[^{}=]+=any)}");

  static ValuePattern of(String text) {
    var regex = new StringBuilder();
    var names = new ArrayList<String>();
    var holes = HOLE.matcher(text);
    int end = 0;
    while (holes.find()) {
      regex.append(Pattern.quote(text.substring(end, holes.start())));
      var hole = holes.group(1);
      names.add(hole.endsWith("=any") ? hole.substring(0, hole.length() - 4) : "");
      regex.append(
          switch (hole) {
            case "number" -> "(\\d+)";
            case "datetime" -> "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)";
            default -> "(.*)";
          });
      end = holes.end();
    }
    regex.append(Pattern.quote(text.substring(end)));
    return new ValuePattern(Pattern.compile(regex.toString(), Pattern.DOTALL), names);
  }

  /** Whether the text fits; if so, named holes are put into the map. */
  boolean matches(String text, Map<String, String> captures) {
    var matcher = regex.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty()) {
        captures.put(names.get(i), matcher.group(i + 1));
      }
    }
    return true;
  }
}
