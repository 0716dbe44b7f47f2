package dev.parley.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** A server that speaks S3 and checks signatures; keeps objects in memory. */
public final class S3Server implements AutoCloseable {
  private static final String BUCKET = "uploads";

  private final BlobStore objects;
  private S3Proxy proxy;
  private int port;

  /** Starts it on a free port, with one bucket. */
  public S3Server() {
    objects = BlobStores.create("transient-nio2", new Properties());
    objects.createContainer(BUCKET);
    start();
  }

  /** Starts it again, where it was, with what it had. */
  public void start() {
    proxy =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, "key", "a secret")
            .stopTimeout(0)
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    port = proxy.getPort();
  }

  /** How many objects it has. */
  public int size() {
    return objects.list(BUCKET).contents().size();
  }

  /** The settings {@code modules.upload.s3} for it. */
  public JsonObject settings() {
    return new JsonObject()
        .put("endpoint", "http://127.0.0.1:" + port)
        .put("region", "eu-central-1")
        .put("bucket", BUCKET)
        .put("prefix", "parley/")
        .put("pathStyle", true)
        .put("accessKey", "key")
        .put("secretKey", "a secret");
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
