package dev.parley.modules.muc.rules;

/** What people may do by their affiliation: the rows of the table in XEP-0045 §5.2.1. */
public enum AffiliationPrivilege {
  ENTER_OPEN_ROOM(Affiliation.NONE),
  /** Makes no sense for those who are more already. */
  REGISTER(Affiliation.NONE),
  RETRIEVE_MEMBER_LIST(Affiliation.MEMBER),
  ENTER_MEMBERS_ONLY_ROOM(Affiliation.MEMBER),
  BAN(Affiliation.ADMIN),
  EDIT_MEMBER_LIST(Affiliation.ADMIN),
  ASSIGN_MODERATORS(Affiliation.ADMIN),
  EDIT_ADMIN_LIST(Affiliation.OWNER),
  EDIT_OWNER_LIST(Affiliation.OWNER),
  CONFIGURE(Affiliation.OWNER),
  DESTROY(Affiliation.OWNER);

  private final Affiliation lowest;

  AffiliationPrivilege(Affiliation lowest) {
    this.lowest = lowest;
  }

  public boolean isOf(Affiliation affiliation) {
    return this == REGISTER ? affiliation == Affiliation.NONE : affiliation.isAtLeast(lowest);
  }
}
