package dev.parley.core.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6890: which addresses the Internet reaches. */
final class GlobalAddressesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # address,              global
          1.1.1.1,                true
          8.8.8.8,                true
          100.63.255.255,         true
          172.32.0.1,             true
          192.169.0.1,            true
          223.255.255.255,        true
          2606:4700::1111,        true
          2a01:4f8::1,            true
          2001:4860:4860::8888,   true
          2002:0808:0808::1,      true
          64:ff9b::808:808,       true
          0.0.0.0,                false
          0.1.2.3,                false
          10.0.0.1,               false
          100.64.0.1,             false
          127.0.0.1,              false
          127.255.255.254,        false
          169.254.169.254,        false
          172.16.0.1,             false
          172.31.255.255,         false
          192.0.0.8,              false
          192.0.2.1,              false
          192.168.1.1,            false
          198.18.0.1,             false
          198.51.100.1,           false
          203.0.113.1,            false
          224.0.0.1,              false
          240.0.0.1,              false
          255.255.255.255,        false
          ::,                     false
          ::1,                    false
          ::ffff:127.0.0.1,       false
          ::ffff:10.0.0.1,        false
          ::127.0.0.1,            false
          64:ff9b::7f00:1,        false
          64:ff9b:1::1,           false
          100::1,                 false
          2001::1,                false
          2001:db8::1,            false
          2002:7f00:1::1,         false
          2002:0a00:0001::1,      false
          3fff::1,                false
          4000::1,                false
          fc00::1,                false
          fd12:3456::1,           false
          fe80::1,                false
          fec0::1,                false
          ff02::1,                false
          """)
  void whatTheInternetReaches(String address, boolean isGlobal) throws UnknownHostException {
    assertThat(GlobalAddresses.isGlobal(address(address))).isEqualTo(isGlobal);
  }

  @Test
  void theOperatorMayAllowMore() throws UnknownHostException {
    var allowed = List.of("10.1.0.0/16", "::1");
    assertThat(GlobalAddresses.allow(address("10.1.2.3"), allowed)).isTrue();
    assertThat(GlobalAddresses.allow(address("10.2.2.3"), allowed)).isFalse();
    assertThat(GlobalAddresses.allow(address("::1"), allowed)).isTrue();
    assertThat(GlobalAddresses.allow(address("127.0.0.1"), allowed)).isFalse();
    assertThat(GlobalAddresses.allow(address("9.9.9.9"), allowed)).isTrue();
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
  }
}
