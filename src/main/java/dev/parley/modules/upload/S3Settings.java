package dev.parley.modules.upload;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The block {@code modules.upload.s3}.
 *
 * @param host what stands in the header Host: with the port, if it is not the usual one
 * @param port where the store listens
 * @param tls whether it is asked under TLS
 * @param folder what the path of every object begins with: bucket, if it is there, and prefix
 */
record S3Settings(
    String host,
    int port,
    boolean tls,
    String bucket,
    String folder,
    String region,
    String accessKey,
    String secretKey) {
  private static final String KEY = "modules.upload.s3.";

  /** The largest object that one request may write; all stores have this limit of Amazon's. */
  static final long LARGEST = 5L * 1024 * 1024 * 1024;

  /**
   * Reads the block.
   *
   * @return null if files are kept elsewhere
   * @throws IllegalStateException with a sentence for the operator
   */
  static @Nullable S3Settings of(JsonObject upload) {
    JsonObject block = upload.getJsonObject("s3");
    if (block == null || block.getString("endpoint") == null) {
      return null;
    }
    if (upload.getLong("fileBytes") > LARGEST) {
      throw new IllegalStateException(
          "modules.upload.fileBytes: a store by S3 takes at most "
              + LARGEST
              + " bytes (5 GiB) at once; set it lower, or modules.upload.s3.endpoint to null");
    }
    URI endpoint = URI.create(block.getString("endpoint"));
    boolean tls = "https".equals(endpoint.getScheme());
    String bucket = needed(block, "bucket", "the name of the bucket");
    boolean inPath = block.getBoolean("pathStyle");
    String host = inPath ? endpoint.getHost() : bucket + "." + endpoint.getHost();
    int usual = tls ? 443 : 80;
    int port = endpoint.getPort() < 0 ? usual : endpoint.getPort();
    return new S3Settings(
        port == usual ? host : host + ":" + port,
        port,
        tls,
        bucket,
        (inPath ? "/" + bucket + "/" : "/") + block.getString("prefix"),
        block.getString("region"),
        needed(block, "accessKey", "the name of the key"),
        needed(block, "secretKey", "the key (or the file of it as secretKeyFile)"));
  }

  private static String needed(JsonObject block, String name, String what) {
    String value = block.getString(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException(
          KEY + name + " is missing: with " + KEY + "endpoint, set it to " + what);
    }
    return value;
  }

  /** The name to connect to. */
  String hostName() {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + host + folder;
  }
}
