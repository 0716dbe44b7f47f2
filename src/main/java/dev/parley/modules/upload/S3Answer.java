package dev.parley.modules.upload;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a store says when it refuses. */
final class S3Answer {
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,64})</Code>");
  private static final int LONGEST = 16_384;

  private S3Answer() {}

  /** Always fails, with what the answer means; reads no more of it than an error has. */
  static <T> Future<T> refused(HttpClientResponse response, S3Settings store) {
    Promise<T> refused = Promise.promise();
    Buffer text = Buffer.buffer();
    Runnable end = () -> refused.tryFail(cause(response.statusCode(), text.toString(), store));
    response
        .handler(part -> {
          if (text.length() + part.length() > LONGEST) {
            end.run();
            response.request().reset();
          } else {
            text.appendBuffer(part);
          }
        })
        .exceptionHandler(cut -> end.run())
        .endHandler(all -> end.run());
    return refused.future();
  }

  /**
   * The failure that a status and the text of an error stand for, with what an operator can do.
   *
   * @param body XML, or nothing
   */
  static ContentStore.AwayException cause(int status, String body, S3Settings store) {
    Matcher matcher = CODE.matcher(body);
    String code = matcher.find() ? matcher.group(1) : "";
    return new ContentStore.AwayException(
        "the store at " + store + " answered " + status + " " + code + advice(code, store), null);
  }

  private static String advice(String code, S3Settings store) {
    return switch (code) {
      case "NoSuchBucket" ->
          ": create the bucket " + store.bucket() + ", or correct modules.upload.s3.bucket";
      case "InvalidAccessKeyId" -> ": it does not know modules.upload.s3.accessKey";
      case "SignatureDoesNotMatch" ->
          ": correct modules.upload.s3.secretKey, or its region (" + store.region() + ")";
      case "AuthorizationHeaderMalformed", "PermanentRedirect" ->
          ": correct modules.upload.s3.region (" + store.region() + ") or endpoint";
      case "AccessDenied" ->
          ": the key must be allowed s3:PutObject, s3:GetObject and s3:DeleteObject";
      case "RequestTimeTooSkewed" -> ": the clock of this machine or of the store is wrong";
      default -> "";
    };
  }
}
