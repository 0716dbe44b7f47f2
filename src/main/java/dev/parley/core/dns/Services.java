package dev.parley.core.dns;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

/** What DNS says about the servers of a service. */
public sealed interface Services {
  /** Records of one service that are looked at: more would be an attack on those who connect. */
  int MOST_RECORDS = 20;

  /**
   * There are servers.
   *
   * @param records at least one, in no order
   * @param isAuthentic whether DNSSEC vouches for them
   */
  record Offered(List<Service> records, boolean isAuthentic) implements Services {
    public Offered {
      records = List.copyOf(records);
    }
  }

  /** The domain says that it does not have the service: its only target is the root. */
  record Refused() implements Services {}

  /** There are no records. */
  record Absent() implements Services {}

  /**
   * Nobody knows, for now.
   *
   * @param reason for the operator
   */
  record Failed(String reason) implements Services {}

  /**
   * One server of a service (RFC 2782).
   *
   * @param priority those with the lowest are tried first
   * @param weight share of those with the same priority
   * @param port TCP port
   * @param host in A-labels, lower case, without a dot at its end
   */
  record Service(int priority, int weight, int port, String host) {}

  /** Reads records; a target that is the root offers nothing, nor does port 0. */
  static Services of(List<SRVRecord> records, boolean isAuthentic) {
    var offered =
        records.stream()
            .filter(record -> !record.getTarget().equals(Name.root) && record.getPort() != 0)
            .limit(MOST_RECORDS)
            .map(record ->
                new Service(
                    record.getPriority(),
                    record.getWeight(),
                    record.getPort(),
                    record.getTarget().canonicalize().toString(true)))
            .toList();
    return offered.isEmpty() ? new Refused() : new Offered(offered, isAuthentic);
  }
}
