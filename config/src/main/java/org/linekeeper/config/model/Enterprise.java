package org.linekeeper.config.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One customer: one Microsoft tenant with one or several PBXs.
 *
 * @param id the portal's id
 * @param name for people
 * @param adminEmail where the portal sends notices about this customer; only kept
 * @param userLimit how many lines it may have; empty for no limit
 * @param pbxMusicOnHold whether its PBXs hear that a Teams user holds, and play their music; when false whoever is held hears what
 *     Teams sends
 * @param enabled when false no line of it registers and no call of it is taken
 * @param identity what its PBXs are shown of callers from Teams
 * @param limits how many calls it may have, and where to
 * @param resellerId which reseller serves it; empty when none does
 * @param transfer who executes the transfers of its Teams users where the PBX does not say so; empty for what its reseller says
 */
public record Enterprise(
        String id,
        String name,
        Optional<String> adminEmail,
        OptionalInt userLimit,
        boolean pbxMusicOnHold,
        boolean enabled,
        IdentityPolicy identity,
        CallLimits limits,
        Optional<String> resellerId,
        Optional<TransferMode> transfer)
        implements Entity {
    /** An enterprise without a reseller. */
    public Enterprise(
            String id,
            String name,
            Optional<String> adminEmail,
            OptionalInt userLimit,
            boolean pbxMusicOnHold,
            boolean enabled,
            IdentityPolicy identity,
            CallLimits limits) {
        this(
                id,
                name,
                adminEmail,
                userLimit,
                pbxMusicOnHold,
                enabled,
                identity,
                limits,
                Optional.empty(),
                Optional.empty());
    }

    /** An enterprise of whose callers and limits nothing is said. */
    public Enterprise(
            String id,
            String name,
            Optional<String> adminEmail,
            OptionalInt userLimit,
            boolean pbxMusicOnHold,
            boolean enabled) {
        this(id, name, adminEmail, userLimit, pbxMusicOnHold, enabled, IdentityPolicy.NONE, CallLimits.NONE);
    }

    /** The same enterprise, which that reseller serves. */
    public Enterprise of(String reseller) {
        return new Enterprise(
                id,
                name,
                adminEmail,
                userLimit,
                pbxMusicOnHold,
                enabled,
                identity,
                limits,
                Optional.of(reseller),
                transfer);
    }

    @Override
    public Kind kind() {
        return Kind.ENTERPRISE;
    }

    @Override
    public List<Problem> problems() {
        Checks checks = new Checks()
                .id("/id", id)
                .label("/name", name)
                .email("/adminEmail", adminEmail)
                .range("/userLimit", userLimit.orElse(0), 0, Checks.MOST_USERS);
        resellerId.ifPresent(reseller -> checks.id("/resellerId", reseller));
        identity.check(checks, "/identity");
        limits.check(checks, "/limits");
        return checks.list();
    }
}
