package dev.parley.core.config;

/**
 * The `limits` block: what one peer may take. A profile sets all of them, and each can be set
 * alone. A limit of 0 is no limit where its sentence says so.
 *
 * @param profile where the other limits' defaults come from
 * @param xml size and shape of what is read
 * @param stream times and queues of one connection
 * @param connections how many connections, and how fast
 * @param http what one HTTP client may take
 * @param login failed attempts to log in
 * @param rate how much one session may send
 * @param account what one account may keep
 */
public record LimitsConfig(
    Profile profile,
    XmlLimits xml,
    StreamLimits stream,
    ConnectionLimits connections,
    HttpLimits http,
    LoginLimits login,
    RateLimits rate,
    AccountLimits account) {

  /** For servers that strangers can reach. */
  public static final LimitsConfig PUBLIC =
      new LimitsConfig(
          Profile.PUBLIC,
          XmlLimits.DEFAULT,
          StreamLimits.DEFAULT,
          ConnectionLimits.DEFAULT,
          HttpLimits.DEFAULT,
          LoginLimits.DEFAULT,
          RateLimits.DEFAULT,
          AccountLimits.DEFAULT);

  /** For closed networks and measurements: the same bounds on size, and no limits on rates. */
  public static final LimitsConfig TRUSTED =
      new LimitsConfig(
          Profile.TRUSTED,
          XmlLimits.DEFAULT,
          StreamLimits.DEFAULT,
          ConnectionLimits.NONE,
          HttpLimits.TRUSTED,
          LoginLimits.NONE,
          RateLimits.NONE,
          AccountLimits.DEFAULT);

  public static final LimitsConfig DEFAULT = PUBLIC;

  /** A set of limits that fits together. */
  public enum Profile {
    /** For servers that strangers can reach. */
    PUBLIC,
    /** For closed networks and measurements: no limits on rates and connections. */
    TRUSTED;

    /** The limits of this profile. */
    public LimitsConfig limits() {
      return this == PUBLIC ? LimitsConfig.PUBLIC : LimitsConfig.TRUSTED;
    }
  }
}
