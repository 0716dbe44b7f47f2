package dev.parley.crash;

/**
 * What the checker found.
 *
 * @param lost acknowledged, but neither delivered nor bounced nor stored
 * @param doubled delivered to a device twice within one session
 * @param disordered delivered after a later message of the same conversation
 * @param foreign delivered but never sent, or not to the one who got it
 * @param unsettled of which nobody knows what became of them
 * @param worstGapMillis the longest time in which nothing was acknowledged or delivered although
 *     somebody waited for it
 */
record Verdict(
    long lost, long doubled, long disordered, long foreign, long unsettled, long worstGapMillis) {

  /** True if no promise was broken. */
  boolean isClean() {
    return lost == 0 && doubled == 0 && disordered == 0 && foreign == 0;
  }

  @Override
  public String toString() {
    return "lost="
        + lost
        + " doubled="
        + doubled
        + " disordered="
        + disordered
        + " foreign="
        + foreign
        + " unsettled="
        + unsettled
        + " worst_gap_ms="
        + worstGapMillis;
  }
}
