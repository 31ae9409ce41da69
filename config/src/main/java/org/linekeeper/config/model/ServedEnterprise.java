package org.linekeeper.config.model;

import java.util.Optional;

/**
 * An enterprise with the reseller that serves it, and what it inherits from there.
 *
 * @param reseller empty for an enterprise that belongs to nobody but the operator of the gateway
 */
public record ServedEnterprise(Enterprise enterprise, Optional<Reseller> reseller) {
    /** Whether both are. */
    public boolean enabled() {
        return enterprise.enabled() && reseller.map(Reseller::enabled).orElse(true);
    }

    /** The policy of the enterprise, with what it leaves open from the reseller. */
    public IdentityPolicy identity() {
        return reseller.map(owner -> enterprise.identity().over(owner.identity()))
                .orElseGet(enterprise::identity);
    }

    /** Who executes the transfers of Teams users, where the PBX does not say so. */
    public Optional<TransferMode> transfer() {
        return enterprise.transfer().or(() -> reseller.flatMap(Reseller::transfer));
    }

    /** Whether lines with a call are busy, where neither line nor PBX nor direct route says so. */
    public Optional<Boolean> busyOnBusy() {
        return enterprise
                .limits()
                .busyOnBusy()
                .or(() -> reseller.flatMap(owner -> owner.limits().busyOnBusy()));
    }
}
