package dev.parley.core.auth;

import dev.parley.core.config.LoginLimits;
import dev.parley.protocol.jid.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which attempts to log in are looked at, so that passwords cannot be guessed by trying
 * many. Nobody is locked out by others: an address that an account lately logged in from has an
 * allowance of its own there, which strangers cannot use up.
 *
 * <p>An attempt takes from all allowances that concern it when its password is checked, and gets
 * back what it took if that was right; so any number may log in from one address at a time.
 *
 * <ul>
 *   <li>known address of the account: one of this pair only;
 *   <li>any other: one of the address, one of the network around it, and one of two of the account.
 *       The first of the two is for addresses that have not failed lately, so that a few noisy ones
 *       do not shut out an owner who is travelling.
 * </ul>
 *
 * Memory is bounded: what was not used for longest is forgotten. Safe for all threads.
 */
public final class LoginThrottle {
  private static final int MAX_ADDRESSES = 50_000;
  private static final int MAX_ACCOUNTS = 50_000;
  private static final int MAX_KNOWN_PER_ACCOUNT = 8;

  private final Supplier<LoginLimits> limits;
  private final LongSupplier nanoClock;
  private final RecentMap<AddressPrefix, Allowance> addresses = new RecentMap<>(MAX_ADDRESSES);
  private final RecentMap<AddressPrefix, Allowance> networks = new RecentMap<>(MAX_ADDRESSES);
  private final RecentMap<Jid, OfStrangers> strangers = new RecentMap<>(MAX_ACCOUNTS);
  private final RecentMap<Jid, RecentMap<AddressPrefix, Allowance>> known =
      new RecentMap<>(MAX_ACCOUNTS);

  /** The allowances of an account for addresses it is not known at. */
  private record OfStrangers(Allowance quiet, Allowance noisy) {}

  /**
   * Starts with every allowance full.
   *
   * @param nanoClock nanoseconds of a clock that only goes forward
   */
  public LoginThrottle(LoginLimits limits, LongSupplier nanoClock) {
    this(() -> limits, nanoClock);
  }

  /**
   * Starts with every allowance full.
   *
   * @param limits as they are at the time of asking; allowances in use keep their size
   * @param nanoClock nanoseconds of a clock that only goes forward
   */
  public LoginThrottle(Supplier<LoginLimits> limits, LongSupplier nanoClock) {
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  /** An attempt that is looked at. */
  public final class Attempt {
    private final Jid account;
    private final AddressPrefix address;
    private final List<Allowance> taken;
    private boolean over;

    private Attempt(Jid account, AddressPrefix address, List<Allowance> taken) {
      this.account = account;
      this.address = address;
      this.taken = taken;
    }

    /** The client was who it said: the attempt costs nothing, and the address is known now. */
    public void succeeded() {
      giveBack(this, true);
    }

    /** The server could not check the attempt, so it costs nothing. */
    public void withdraw() {
      giveBack(this, false);
    }
  }

  /**
   * True if an attempt would be looked at now: asked before anything is done for it.
   *
   * @param account bare JID the client claims, whether it exists or not
   * @param address IP address it comes from
   */
  public synchronized boolean allows(Jid account, String address) {
    long now = nanoClock.getAsLong();
    for (Allowance allowance : needed(account, AddressPrefix.customer(address), address, now)) {
      if (!allowance.hasSome(now)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Begins an attempt, just before its password is checked. One that never succeeds counts as
   * failed.
   *
   * @param account bare JID the client claims, whether it exists or not
   * @param address IP address it comes from
   * @return null if the attempt is refused unseen
   */
  public synchronized @Nullable Attempt admit(Jid account, String address) {
    if (!allows(account, address)) {
      return null;
    }
    AddressPrefix customer = AddressPrefix.customer(address);
    List<Allowance> taken = needed(account, customer, address, nanoClock.getAsLong());
    taken.forEach(Allowance::take);
    return new Attempt(account, customer, taken);
  }

  private List<Allowance> needed(Jid account, AddressPrefix customer, String address, long now) {
    RecentMap<AddressPrefix, Allowance> familiar = known.get(account);
    Allowance own = familiar == null ? null : familiar.get(customer);
    if (own != null) {
      return List.of(own);
    }
    LoginLimits current = limits.get();
    List<Allowance> needed = new ArrayList<>(3);
    boolean quiet = true;
    if (current.failuresPerAddress() > 0) {
      Allowance ofAddress = of(addresses, customer, current.failuresPerAddress(), now);
      quiet = ofAddress.isFull(now);
      needed.add(ofAddress);
    }
    if (current.failuresPerPrefix() > 0) {
      needed.add(of(networks, AddressPrefix.network(address), current.failuresPerPrefix(), now));
    }
    if (current.failuresPerAccount() > 0) {
      OfStrangers both = strangers.get(account);
      if (both == null) {
        both =
            new OfStrangers(
                allowance(current.failuresPerAccount(), now),
                allowance(current.failuresPerAccount(), now));
        strangers.put(account, both);
      }
      needed.add(quiet ? both.quiet() : both.noisy());
    }
    return needed;
  }

  private Allowance of(
      RecentMap<AddressPrefix, Allowance> map, AddressPrefix prefix, int size, long now) {
    Allowance allowance = map.get(prefix);
    if (allowance == null) {
      allowance = allowance(size, now);
      map.put(prefix, allowance);
    }
    return allowance;
  }

  private Allowance allowance(int size, long now) {
    return new Allowance(size, limits.get().window().toNanos(), now);
  }

  private synchronized void giveBack(Attempt attempt, boolean succeeded) {
    if (attempt.over) {
      return;
    }
    attempt.over = true;
    attempt.taken.forEach(Allowance::giveBack);
    if (succeeded && limits.get().failuresPerAddress() > 0) {
      RecentMap<AddressPrefix, Allowance> familiar = known.get(attempt.account);
      if (familiar == null) {
        familiar = new RecentMap<>(MAX_KNOWN_PER_ACCOUNT);
        known.put(attempt.account, familiar);
      }
      of(familiar, attempt.address, limits.get().failuresPerAddress(), nanoClock.getAsLong());
    }
  }
}
