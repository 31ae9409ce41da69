package org.linekeeper.call.identity;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.linekeeper.config.model.IdentityPolicy;
import org.linekeeper.config.model.IdentityPolicy.NameShown;
import org.linekeeper.config.model.IdentityPolicy.NumberAsserted;
import org.linekeeper.config.model.IdentityPolicy.NumberShown;
import org.linekeeper.config.model.IdentityPolicy.WithheldShown;
import org.linekeeper.config.model.Line;

/**
 * The caller of a call from Teams as the PBX is shown it.
 *
 * @param number user part of From; empty for the line's address of record
 * @param anonymous whether From names nobody; the line then stands in P-Preferred-Identity (RFC 3325 section 9.2)
 * @param name display name
 * @param asserted number for P-Asserted-Identity
 * @param privacy value of Privacy
 */
public record PbxCaller(
        Optional<String> number,
        boolean anonymous,
        Optional<String> name,
        Optional<String> asserted,
        Optional<String> privacy) {
    private static final Optional<String> ANONYMOUS = Optional.of("Anonymous");

    /** The policy of a line, with what it inherits. A name that the line itself has goes before an inherited policy. */
    public static IdentityPolicy policy(Line line, IdentityPolicy ofPbx, IdentityPolicy ofEnterprise) {
        IdentityPolicy own = line.options().identity();
        IdentityPolicy inherited = ofPbx.over(ofEnterprise);
        IdentityPolicy all = own.over(inherited);
        return own.callerName().isEmpty() && line.displayName().isPresent()
                ? new IdentityPolicy(
                        Optional.of(NameShown.LINE),
                        all.callerNameText(),
                        all.callerId(),
                        all.callerIdNumber(),
                        all.forwardedCallerId(),
                        all.assertedIdentity(),
                        all.withheldCaller())
                : all;
    }

    /**
     * What is shown.
     *
     * @param ownNumber by which Teams knows who calls
     * @param caller as Teams says
     * @param forwarded whether Teams forwards a call of somebody else
     * @param policy from {@link #policy}
     */
    public static PbxCaller of(Line line, String ownNumber, Caller caller, boolean forwarded, IdentityPolicy policy) {
        NumberShown shown = (forwarded ? policy.forwardedCallerId() : policy.callerId()).orElse(NumberShown.LINE);
        Optional<String> number = caller.withheld()
                ? Optional.empty()
                : switch (shown) {
                    case LINE -> Optional.empty();
                    case NUMBER -> Optional.of(ownNumber);
                    case TRANSPARENT -> Optional.of(caller.user()).filter(user -> !user.isEmpty());
                    case OTHER -> policy.callerIdNumber();
                };
        boolean anonymous =
                caller.withheld() && policy.withheldCaller().orElse(WithheldShown.LINE) == WithheldShown.ANONYMOUS;
        // The name of somebody else does not stand beside the line's own number.
        boolean mayPass = !forwarded || shown == NumberShown.TRANSPARENT;
        return new PbxCaller(
                number,
                anonymous,
                caller.withheld() ? ANONYMOUS : name(line, caller, mayPass, policy),
                asserted(ownNumber, caller, policy),
                caller.withheld() ? Optional.of(caller.privacy().handedOn()) : Optional.empty());
    }

    /** The same with numbers written otherwise. */
    public PbxCaller with(UnaryOperator<String> written) {
        return new PbxCaller(number.map(written), anonymous, name, asserted.map(written), privacy);
    }

    private static Optional<String> name(Line line, Caller caller, boolean mayPass, IdentityPolicy policy) {
        return switch (policy.callerName().orElse(NameShown.TRANSPARENT)) {
            case TRANSPARENT -> (mayPass ? caller.name() : Optional.<String>empty()).or(line::displayName);
            case LINE -> line.displayName();
            case OTHER -> policy.callerNameText().or(line::displayName);
            case NONE -> Optional.empty();
        };
    }

    private static Optional<String> asserted(String ownNumber, Caller caller, IdentityPolicy policy) {
        return switch (policy.assertedIdentity().orElse(NumberAsserted.NONE)) {
            case NONE -> Optional.empty();
            case NUMBER -> Optional.of(ownNumber);
            case TRANSPARENT -> Optional.of(caller.user()).filter(user -> !user.isEmpty());
            case OTHER -> policy.callerIdNumber();
        };
    }
}
