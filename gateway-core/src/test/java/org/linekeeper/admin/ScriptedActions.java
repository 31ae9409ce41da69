package org.linekeeper.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.linekeeper.registration.CredentialTrials.Report;
import org.linekeeper.registration.CredentialTrials.Start;
import org.linekeeper.registration.RefreshOrders.Outcome;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.TrialVerdict;

/** Does nothing to any registration; answers what the test wants and notes what was asked. */
final class ScriptedActions implements RegistrationActions {
    /** Key, address of record, digest user and password of each test. */
    final List<String> tested = new CopyOnWriteArrayList<>();

    final Map<String, Outcome> lines = new ConcurrentHashMap<>();
    final Map<String, Outcome> pbxs = new ConcurrentHashMap<>();
    final Map<String, Outcome> enterprises = new ConcurrentHashMap<>();
    final Map<String, Outcome> resellers = new ConcurrentHashMap<>();
    volatile Start start = new Start.Begun(CompletableFuture.completedFuture(new Report(
            new TrialVerdict("ok", 200, "OK", Optional.empty(), true, "The PBX accepts the password."),
            Optional.of(Duration.ofMillis(12)))));

    @Override
    public Start test(String key, Account account) {
        tested.add(String.join(
                "|",
                key,
                account.aor(),
                account.credentials().username(),
                account.credentials().password()));
        return start;
    }

    @Override
    public Optional<Outcome> refreshLine(String lineId) {
        return Optional.ofNullable(lines.get(lineId));
    }

    @Override
    public Optional<Outcome> refreshPbx(String pbxId) {
        return Optional.ofNullable(pbxs.get(pbxId));
    }

    @Override
    public Optional<Outcome> refreshReseller(String resellerId) {
        return Optional.ofNullable(resellers.get(resellerId));
    }

    @Override
    public Optional<Outcome> refreshEnterprise(String enterpriseId) {
        return Optional.ofNullable(enterprises.get(enterpriseId));
    }
}
