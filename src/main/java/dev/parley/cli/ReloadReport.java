package dev.parley.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reload did.
 *
 * @param live keys that changed at once
 * @param restart keys that changed and wait for a restart
 * @param newCertificates whether other certificates are in use now
 * @param warnings what the operator should hear of
 */
record ReloadReport(
    List<String> live, List<String> restart, boolean newCertificates, List<String> warnings) {

  JsonObject toJson() {
    return new JsonObject()
        .put("text", new JsonArray(lines()))
        .put("live", new JsonArray(live))
        .put("restart", new JsonArray(restart))
        .put("newCertificates", newCertificates)
        .put("warnings", new JsonArray(warnings));
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(live.isEmpty() ? "No setting changed." : "Changed: " + String.join(", ", live));
    if (!restart.isEmpty()) {
      lines.add("Waiting for a restart: " + String.join(", ", restart));
    }
    lines.add(newCertificates ? "New certificates are in use." : "The certificates are the same.");
    lines.addAll(warnings);
    return lines;
  }
}
