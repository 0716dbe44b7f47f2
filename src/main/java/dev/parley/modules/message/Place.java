package dev.parley.modules.message;

/**
 * Where a message stands among all that an account has stored.
 *
 * @param id of its row, in whichever table; 0 to take the next one when it is stored
 * @param archived true if the account's archive has a row with this id
 */
record Place(long id, boolean archived) {
  /** Of a message that is not stored, or not yet. */
  static final Place NONE = new Place(0, false);
}
