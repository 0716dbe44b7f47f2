package dev.parley.bench;

/** Names of the benchmark's accounts; all have the password {@link #PASSWORD}. */
record Account(String user, String domain) {
  static final String PASSWORD = "benchmark";
  static final String RESOURCE = "load";

  /** Members of one clique have each other as contacts. */
  static final int CLIQUE = 11;

  /** The n-th account with an empty roster. */
  static Account lonely(int n, String domain) {
    return new Account("m" + n, domain);
  }

  /** The n-th account whose ten contacts are the other members of its clique. */
  static Account social(int n, String domain) {
    return new Account("r" + n, domain);
  }

  /** The n-th account whose ten contacts never come online. */
  static Account expectant(int n, String domain) {
    return new Account("l" + n, domain);
  }

  String bare() {
    return user + "@" + domain;
  }

  String full() {
    return bare() + "/" + RESOURCE;
  }
}
