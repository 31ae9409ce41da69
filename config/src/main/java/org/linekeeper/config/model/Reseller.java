package org.linekeeper.config.model;

import java.util.List;
import java.util.Optional;

/**
 * A service provider that has enterprises as its customers.
 *
 * @param id the portal's id
 * @param name for people
 * @param adminEmail where the portal sends notices about this reseller; only kept
 * @param billingReference what the portal's bills name it by; the gateway only keeps it
 * @param enabled when false no line of its enterprises registers and no call of them is taken
 * @param identity what PBXs are shown of callers from Teams, where its enterprises leave that open
 * @param limits how many calls all its enterprises together may have, and where to
 * @param transfer who executes the transfers of Teams users, where its enterprises and their PBXs leave that open; empty for the
 *     gateway
 */
public record Reseller(
        String id,
        String name,
        Optional<String> adminEmail,
        Optional<String> billingReference,
        boolean enabled,
        IdentityPolicy identity,
        CallLimits limits,
        Optional<TransferMode> transfer)
        implements Entity {
    private static final int LONGEST_REFERENCE = 128;

    /** A reseller that leaves open who executes transfers. */
    public Reseller(
            String id,
            String name,
            Optional<String> adminEmail,
            Optional<String> billingReference,
            boolean enabled,
            IdentityPolicy identity,
            CallLimits limits) {
        this(id, name, adminEmail, billingReference, enabled, identity, limits, Optional.empty());
    }

    /** A reseller of whose callers and limits nothing is said. */
    public Reseller(String id, String name, boolean enabled) {
        this(id, name, Optional.empty(), Optional.empty(), enabled, IdentityPolicy.NONE, CallLimits.NONE);
    }

    @Override
    public Kind kind() {
        return Kind.RESELLER;
    }

    @Override
    public List<Problem> problems() {
        Checks checks = new Checks()
                .id("/id", id)
                .label("/name", name)
                .email("/adminEmail", adminEmail)
                .printable("/billingReference", billingReference, LONGEST_REFERENCE);
        identity.check(checks, "/identity");
        limits.check(checks, "/limits");
        return checks.list();
    }
}
