package dev.parley.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A slot that a client has got (XEP-0363 §4).
 *
 * @param put where to write
 * @param get where to read
 */
public record UploadSlot(URI put, URI get) {
  private static final String NS = "urn:xmpp:http:upload:0";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Asks for a slot for a file of bytes; fails if it is refused. */
  public static UploadSlot ask(TestClient client, String name, long bytes) {
    var answer =
        client.request(
            "get",
            "upload." + client.domain(),
            "<request xmlns='"
                + NS
                + "' filename='"
                + name
                + "' size='"
                + bytes
                + "' content-type='application/octet-stream'/>");
    var slot = answer.child("slot").orElseThrow(() -> new AssertionError("no slot, but " + answer));
    return new UploadSlot(address(slot, "put"), address(slot, "get"));
  }

  private static URI address(Xml.Element slot, String kind) {
    return URI.create(String.valueOf(slot.child(kind).orElseThrow().attribute("url")));
  }

  /** Writes the file; returns the status of the answer. */
  public int write(HttpClient client, byte[] content) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(put)
            .timeout(PATIENCE)
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(content));
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  /** Reads the file. */
  public HttpResponse<byte[]> read(HttpClient client) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(get).timeout(PATIENCE);
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** A client that trusts every server. */
  public static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(Trust.all()).version(version).build();
  }
}
