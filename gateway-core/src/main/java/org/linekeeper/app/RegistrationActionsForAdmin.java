package org.linekeeper.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.linekeeper.admin.RegistrationActions;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.Directory;
import org.linekeeper.registration.CredentialTrials;
import org.linekeeper.registration.RefreshOrders;
import org.linekeeper.registration.machine.Account;

/** What the admin port may do to registrations, with the lines of PBXs, enterprises and resellers found in the directory. */
final class RegistrationActionsForAdmin implements RegistrationActions {
    private final Directory directory;
    private final CredentialTrials trials;
    private final RefreshOrders refreshes;

    RegistrationActionsForAdmin(Directory directory, CredentialTrials trials, RefreshOrders refreshes) {
        this.directory = directory;
        this.trials = trials;
        this.refreshes = refreshes;
    }

    @Override
    public CredentialTrials.Start test(String key, Account account) {
        return trials.begin(key, account);
    }

    @Override
    public Optional<RefreshOrders.Outcome> refreshLine(String lineId) {
        return directory.line(lineId).map(line -> refreshes.line(line.id()));
    }

    @Override
    public Optional<RefreshOrders.Outcome> refreshPbx(String pbxId) {
        return directory.pbx(pbxId).map(pbx -> refreshes.pbxs(Map.of(pbx.id(), linesOf(pbx))));
    }

    @Override
    public Optional<RefreshOrders.Outcome> refreshEnterprise(String enterpriseId) {
        return directory
                .enterprise(enterpriseId)
                .map(enterprise ->
                        refreshes.pbxs(linesWhere(pbx -> pbx.enterpriseId().equals(enterprise.id()))));
    }

    @Override
    public Optional<RefreshOrders.Outcome> refreshReseller(String resellerId) {
        return directory
                .reseller(resellerId)
                .map(reseller -> refreshes.pbxs(linesWhere(pbx -> directory
                        .enterprise(pbx.enterpriseId())
                        .flatMap(Enterprise::resellerId)
                        .equals(Optional.of(reseller.id())))));
    }

    private Map<String, List<String>> linesWhere(Predicate<Pbx> wanted) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        directory.pbxs().stream().filter(wanted).forEach(pbx -> lines.put(pbx.id(), linesOf(pbx)));
        return lines;
    }

    private List<String> linesOf(Pbx pbx) {
        return directory.linesOf(pbx.id()).stream().map(Line::id).toList();
    }
}
