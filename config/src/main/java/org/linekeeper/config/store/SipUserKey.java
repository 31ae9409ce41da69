package org.linekeeper.config.store;

import org.linekeeper.config.model.Line;

/** The SIP user of the lines of one PBX. Its domain must not change: the lines are to be placed anew then. */
final class SipUserKey implements LineKey {
    private final String sipDomain;

    SipUserKey(String sipDomain) {
        this.sipDomain = sipDomain;
    }

    /** The key of a SIP user that is looked for. */
    String of(String sipUser) {
        return SipUsers.key(sipUser, sipDomain);
    }

    @Override
    public String of(Line line) {
        return of(line.sipUser());
    }

    @Override
    public int hash(Line line) {
        return line.hasOwnDomain() ? of(line).hashCode() : line.sipUserHash();
    }

    @Override
    public boolean is(Line line, String key) {
        return line.hasOwnDomain() ? of(line).equals(key) : line.hasSipUser(key);
    }
}
