package org.linekeeper.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A hosted PBX as one customer uses it.
 *
 * @param id the portal's id
 * @param enterpriseId whose it is
 * @param name for people ("location")
 * @param type of what make it is, for people and for the adapter that {@link TransferMode#API} asks for
 * @param sipDomain the SIP domain of its users: Request-URI of REGISTER; never resolved when there is an outbound proxy
 * @param outboundProxy where every request goes, found by {@code lookup}; empty to locate the SIP domain itself
 * @param transport empty lets DNS choose
 * @param lookup where server location starts
 * @param expires the registration time asked for, 20 s to 7 days
 * @param trustedNetworks where its calls may come from, beside the addresses that it resolves to
 * @param voicemailCode what to dial for voicemail
 * @param enabled when false none of its lines registers
 * @param numbers how it writes telephone numbers
 * @param identity what it is shown of callers from Teams
 * @param trunk that it is a SIP trunk; empty for a PBX on which each line registers
 * @param limits how many calls it may have, and where to
 * @param pauseMethod how it learns that a line takes no calls
 * @param transfer who executes the transfers of Teams users; empty to inherit it from the enterprise, and there for the gateway
 * @param registration how its lines register, where it needs something special
 */
public record Pbx(
        String id,
        String enterpriseId,
        String name,
        PbxType type,
        String sipDomain,
        Optional<HostPort> outboundProxy,
        Optional<Transport> transport,
        DnsLookup lookup,
        Duration expires,
        List<Cidr> trustedNetworks,
        Optional<String> voicemailCode,
        boolean enabled,
        NumberPlan numbers,
        IdentityPolicy identity,
        Optional<Trunk> trunk,
        CallLimits limits,
        PauseMethod pauseMethod,
        Optional<TransferMode> transfer,
        RegistrationOptions registration)
        implements Entity {
    public Pbx {
        trustedNetworks = List.copyOf(trustedNetworks);
    }

    /** A PBX of whose numbers and callers nothing is said. */
    public Pbx(
            String id,
            String enterpriseId,
            String name,
            PbxType type,
            String sipDomain,
            Optional<HostPort> outboundProxy,
            Optional<Transport> transport,
            DnsLookup lookup,
            Duration expires,
            List<Cidr> trustedNetworks,
            Optional<String> voicemailCode,
            boolean enabled) {
        this(
                id,
                enterpriseId,
                name,
                type,
                sipDomain,
                outboundProxy,
                transport,
                lookup,
                expires,
                trustedNetworks,
                voicemailCode,
                enabled,
                NumberPlan.NONE,
                IdentityPolicy.NONE,
                Optional.empty(),
                CallLimits.NONE,
                PauseMethod.STATUS,
                Optional.empty(),
                RegistrationOptions.NONE);
    }

    /** The same PBX, which writes numbers in this way. */
    public Pbx with(NumberPlan plan) {
        return with(plan, identity, trunk, limits, pauseMethod, transfer, registration);
    }

    /** The same PBX, which is shown callers in this way. */
    public Pbx with(IdentityPolicy policy) {
        return with(numbers, policy, trunk, limits, pauseMethod, transfer, registration);
    }

    /** The same as a SIP trunk. */
    public Pbx with(Trunk settings) {
        return with(numbers, identity, Optional.of(settings), limits, pauseMethod, transfer, registration);
    }

    /** The same PBX, which may have so many calls. */
    public Pbx with(CallLimits other) {
        return with(numbers, identity, trunk, other, pauseMethod, transfer, registration);
    }

    /** The same PBX, which learns in this way that a line takes no calls. */
    public Pbx with(PauseMethod method) {
        return with(numbers, identity, trunk, limits, method, transfer, registration);
    }

    /** The same PBX, whose transfers are executed so. */
    public Pbx with(TransferMode mode) {
        return with(numbers, identity, trunk, limits, pauseMethod, Optional.of(mode), registration);
    }

    /** The same PBX, whose lines register so. */
    public Pbx with(RegistrationOptions options) {
        return with(numbers, identity, trunk, limits, pauseMethod, transfer, options);
    }

    private Pbx with(
            NumberPlan plan,
            IdentityPolicy policy,
            Optional<Trunk> asTrunk,
            CallLimits most,
            PauseMethod method,
            Optional<TransferMode> mode,
            RegistrationOptions options) {
        return new Pbx(
                id,
                enterpriseId,
                name,
                type,
                sipDomain,
                outboundProxy,
                transport,
                lookup,
                expires,
                trustedNetworks,
                voicemailCode,
                enabled,
                plan,
                policy,
                asTrunk,
                most,
                method,
                mode,
                options);
    }

    /** Whether that line of it is to register: each one, but on a trunk at most one. */
    public boolean registers(String lineId) {
        return trunk.isEmpty()
                || trunk.get().registrationLineId().filter(lineId::equals).isPresent();
    }

    @Override
    public Kind kind() {
        return Kind.PBX;
    }

    @Override
    public List<Problem> problems() {
        Checks checks = new Checks()
                .id("/id", id)
                .id("/enterpriseId", enterpriseId)
                .label("/name", name)
                .host("/sipDomain", sipDomain)
                .range("/expiresSeconds", expires.toSeconds(), Checks.LEAST_EXPIRES, Checks.MOST_EXPIRES)
                .size("/trustedNetworks", trustedNetworks.size(), 0, Checks.MOST_NETWORKS)
                .dialString("/voicemailCode", voicemailCode);
        outboundProxy.ifPresent(proxy -> checks.host("/outboundProxy", proxy.host())
                .range("/outboundProxy", proxy.port().orElse(1), 1, Checks.MOST_16_BIT));
        numbers.check(checks, "/numbers");
        identity.check(checks, "/identity");
        limits.check(checks, "/limits");
        registration.check(checks, "/registration");
        trunk.ifPresent(settings -> settings.check(checks, "/trunk"));
        boolean known = trunk.isEmpty() || trunk.get().registrationLineId().isPresent() || !trustedNetworks.isEmpty();
        checks.demand(
                "/trustedNetworks",
                known,
                "must name the addresses of a trunk that is not registered: its calls come from there");
        checks.demand(
                "/pauseMethod",
                trunk.isEmpty() || pauseMethod == PauseMethod.STATUS,
                "must be status on a SIP trunk, whose numbers have no features to switch");
        return checks.list();
    }
}
