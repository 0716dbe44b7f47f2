package dev.parley.modules.upload;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests by version 4 of Amazon's scheme. The body is not part of what is signed: its
 * digest would have to be known before its first byte is sent.
 */
final class S3Signer {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final S3Settings settings;
  private final AwsCredentialsIdentity identity;

  S3Signer(S3Settings settings) {
    this.settings = settings;
    this.identity = AwsCredentialsIdentity.create(settings.accessKey(), settings.secretKey());
  }

  /**
   * All headers of a request, Host among them.
   *
   * @param path that needs no encoding
   * @param headers that are signed as well
   */
  Map<String, List<String>> sign(String method, String path, Map<String, String> headers) {
    // The scheme is not signed, but with http the library would want to read the body.
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create("https://" + settings.host() + path))
            .putHeader("Host", settings.host());
    headers.forEach(request::putHeader);
    return signer
        .sign(signed ->
            signed
                .identity(identity)
                .request(request.build())
                .putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false))
        .request()
        .headers();
  }
}
